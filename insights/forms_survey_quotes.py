"""The form of a survey's page of quotes: of which question, of which theme, in which state."""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import Quote


ALL = _("All")


class SurveyQuotesForm(forms.Form):
    """Sent by GET. A value that is no choice is told, and shows everything of its kind."""

    use_required_attribute = False

    def __init__(self, data, *, questions, themes):
        super().__init__(data)
        lists = {
            "question": (_("Question"), [(str(each.pk), words) for each, words in questions]),
            "theme": (_("Theme"), [(str(each.pk), words) for each, words in themes]),
            "state": (_("State"), Quote.State.choices),
        }
        for name, (label, choices) in lists.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", ALL), *choices],
                required=False,
                error_messages={"invalid_choice": _("Choose one of the list.")},
            )

    def wanted(self) -> dict:
        """Return what is filtered by, without what was no choice."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

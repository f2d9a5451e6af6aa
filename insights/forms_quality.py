"""The forms of audit samples: one blind reading, and one disagreement to settle."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.forms_reading import ThemePicks
from insights.models import AuditReading, Theme


NONE, UNSURE = AuditReading.Outcome.NONE.value, AuditReading.Outcome.UNSURE.value


class ReadingForm(forms.Form):
    """The codes of one answer: themes, or one of the two answers that stand alone."""

    use_required_attribute = False
    item = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label=_("Which themes is this answer in?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the themes that fit, or one of the two answers below them."),
            "invalid_choice": _("One of these themes is no longer in use. Choose again."),
        },
    )

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = {str(theme.pk): theme for theme in themes}
        named = [(key, theme.name) for key, theme in self.themes.items()]
        alone = [(key, AuditReading.Outcome(key).label) for key in (NONE, UNSURE)]
        self.fields["codes"].choices = named + alone

    def clean_codes(self):
        codes = self.cleaned_data["codes"]
        if len(codes) > 1 and {NONE, UNSURE} & set(codes):
            raise forms.ValidationError(
                _("You chose themes and also “No theme fits” or “I cannot tell”. Clear one."),
                code="both",
            )
        return codes

    def reading(self) -> dict:
        """Return the outcome and the themes that were chosen."""
        codes = self.cleaned_data["codes"]
        if codes[0] in (NONE, UNSURE):
            return {"outcome": codes[0], "themes": []}
        chosen = [self.themes[code] for code in codes]
        return {"outcome": AuditReading.Outcome.THEMES, "themes": chosen}


class SettleForm(forms.Form):
    """Which themes hold in the end; none is an outcome, too."""

    use_required_attribute = False
    themes = forms.ModelMultipleChoiceField(
        label=_("Which themes is this answer in?"),
        help_text=_("Leave all empty where no theme fits."),
        queryset=Theme.objects.none(),
        required=False,
        widget=ThemePicks,
        error_messages={
            "invalid_choice": _("One of these themes is no longer in use. Choose again.")
        },
    )
    note = forms.CharField(
        label=_("Why, for whoever reads this later"),
        help_text=_("Do not copy words of the answer here."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    alike = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, themes, others, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [theme.pk for theme in themes]
        self.fields["themes"].queryset = Theme.objects.filter(pk__in=keys).order_by("name", "pk")
        if others:
            self.fields["alike"].label = ngettext(
                "Settle the %(n)s other answer of the same words in the same way",
                "Settle the %(n)s other answers of the same words in the same way",
                others,
            ) % {"n": number_format(others)}
        else:
            del self.fields["alike"]

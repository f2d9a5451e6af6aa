"""The form of the comparison page: by what people are told apart, and which groups are shown."""

from django import forms
from django.utils.translation import gettext_lazy as _


SIDE_BY_SIDE = 3


class CompareForm(forms.Form):
    """Sent by GET. Groups of another attribute than the chosen one are left out, not an error."""

    use_required_attribute = False
    by = forms.ChoiceField(
        label=_("Compare by"),
        error_messages={
            "required": _("Choose what to compare by."),
            "invalid_choice": _("Choose one of the list. People cannot be told apart by that."),
        },
    )
    group = forms.MultipleChoiceField(
        label=_("Groups side by side"),
        help_text=_("Three at most. The tables below show every group."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of the chosen groups is not there any more.")},
    )

    def __init__(self, data, *, attribute, attributes, groups):
        given = data.copy()
        # Groups of another attribute: what is left of the page before the attribute was changed.
        prefix = f"{attribute.key}:"
        chosen = [each for each in data.getlist("group") if each.startswith(prefix)]
        given.setlist("group", chosen)
        given.setdefault("by", attribute.key)
        if not chosen:
            given.setlist("group", [prefix + group for group in first_groups(groups)])
        super().__init__(given)
        self.fields["by"].choices = [(each.key, each.name) for each in attributes]
        self.fields["group"].choices = [
            (prefix + group, attribute.name_of(group)) for group in groups
        ]

    def clean_group(self):
        chosen = self.cleaned_data["group"]
        if len(chosen) > SIDE_BY_SIDE:
            raise forms.ValidationError(
                _("Choose three groups at most. The first three are shown."), code="too_many"
            )
        return chosen

    def shown_groups(self, groups) -> list[str]:
        """Return the groups to show side by side, in the order of `groups`."""
        chosen = {each.partition(":")[2] for each in self.data.getlist("group")}
        known = [group for group in groups if group in chosen]
        return known[:SIDE_BY_SIDE] or first_groups(groups)


def first_groups(groups) -> list[str]:
    """Return the largest groups, without those of whom it is not known, unless all are."""
    return [group for group in groups if group][:SIDE_BY_SIDE] or list(groups)[:SIDE_BY_SIDE]

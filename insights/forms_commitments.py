"""The form of what becomes of a theme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.actions.commitments import CommitmentWords
from insights.forms import words_field
from insights.models import Commitment, Theme


class CommitmentForm(forms.Form):
    """`version` says which state of it the person was looking at, 0 where there was none."""

    use_required_attribute = False
    said = words_field(
        _("You said"),
        _("What people said, in your own words. No names, no numbers, and nothing word for word."),
    )
    state = forms.ChoiceField(
        label=_("How far is it?"),
        choices=Commitment.State,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how far it is.")},
    )
    did = words_field(_("We did"))
    will_do = words_field(_("We will do"))
    due_on = forms.DateField(
        label=_("By which day"),
        help_text=_("Choose a day, or write it like 2027-03-31."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year, month, day: 2027-03-31.")},
    )
    cannot_because = words_field(_("We cannot, because"))
    owner = forms.CharField(
        label=_("Who sees to it"),
        help_text=_("A role or a team, rather than a name. It is not shown to everybody."),
        required=False,
        max_length=120,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def words(self) -> CommitmentWords:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return CommitmentWords(**given)


PARTS = tuple(CommitmentWords.__dataclass_fields__)


def start_of(theme: Theme, commitment: Commitment | None) -> dict:
    """Return the values the form starts with: what it says now, or the theme's definition."""
    if commitment is None:
        return {"said": theme.definition, "state": Commitment.State.PLANNED, "version": 0}
    return {name: getattr(commitment, name) for name in (*PARTS, "version")}


def part_names() -> dict:
    return {name: CommitmentForm.base_fields[name].label for name in PARTS}

"""The forms of the theme board: each asks for what one act needs.

`seen` is the number of the last step that the page knew of, so that an act on an old reading is
noticed. Who opens the page again gets the newest.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.forms import AT_ONCE, GONE, ThemeForm, other_themes
from insights.models import Theme


class SeenForm(forms.Form):
    """An act that asks for nothing but to be sure."""

    use_required_attribute = False
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class ListAtOnce(forms.RadioSelect):
    """A list of which the first choice has the focus."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if index == 0:
            option["attrs"] = {**option["attrs"], **AT_ONCE}
        return option


class ThemeChoiceForm(SeenForm):
    """One of the other themes in use of the same question."""

    into = forms.ModelChoiceField(
        label=_("Which theme stays?"),
        help_text=_("It takes all the answers and keeps its own words."),
        queryset=Theme.objects.none(),
        empty_label=None,
        widget=ListAtOnce,
        error_messages={
            "required": _("Choose the theme that stays."),
            "invalid_choice": GONE,
        },
    )

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = other_themes(theme)


def _under():
    return forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("No other theme: it stands alone"),
        error_messages={"invalid_choice": GONE},
    )


def tops_of(codebook):
    """Return the themes that others can be part of."""
    tops = codebook.themes.active().exclude(parent__status=Theme.Status.ACTIVE)
    return tops.order_by("name", "pk")


class PlaceForm(SeenForm):
    """Where a theme belongs: under another, or alone."""

    under = _under()

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["under"].queryset = tops_of(theme.codebook).exclude(pk=theme.pk)
        self.fields["under"].widget.attrs |= AT_ONCE


class MakeForm(ThemeForm):
    """A theme made by hand: the same words as of any other, and its place."""

    version = None
    under = _under()
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    field_order = ("name", "definition", "include_when", "exclude_when", "under", "is_serious")

    def __init__(self, *args, codebook, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["under"].queryset = tops_of(codebook)

    def words(self) -> dict:
        return {key: value for key, value in self.cleaned_data.items() if key not in SET_APART}


SET_APART = ("under", "seen")


def _name():
    return forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Give the theme a name.")},
    )


class NameForm(forms.Form):
    """The name given on a suggestion's card; one that has a name already needs none."""

    name = _name()

    def __init__(self, *args, is_named, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = not is_named


class AcceptForm(SeenForm):
    """A suggestion as a theme with a name of one's own, in a place of one's own."""

    name = _name()
    under = _under()
    field_order = ("name", "under")

    def __init__(self, *args, codebook, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["under"].queryset = tops_of(codebook)
        self.fields["name"].widget.attrs |= AT_ONCE


class ReasonForm(SeenForm):
    """Why a theme is taken out of use."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence for whoever asks later."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, **AT_ONCE}),
        error_messages={"required": _("Say why in one sentence.")},
    )
    field_order = ("reason",)

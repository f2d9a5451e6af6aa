"""The forms of the review pages: a theme's words, and what to do with chosen answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import Theme


GONE = _("That theme is no longer in use. Choose another.")


def words_field(label, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


# On a page of one act the first field has the focus: whoever came by a key goes on by keys.
AT_ONCE = {"autofocus": True}


class ThemeForm(forms.Form):
    """A theme's words. `version` says which state of the theme the person was looking at."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name"),
        help_text=_("A few plain words."),
        max_length=120,
        widget=forms.TextInput(attrs=AT_ONCE),
        error_messages={"required": _("Give the theme a name.")},
    )
    definition = words_field(_("What it is about"), _("One or two sentences for a reader."))
    include_when = words_field(
        _("An answer belongs here when"), _("For the people who sort answers.")
    )
    exclude_when = words_field(_("An answer does not belong here when"), "")
    is_serious = forms.BooleanField(
        label=_("Serious, however few people said it"),
        help_text=_("Comparisons list it apart, and hide more of its small numbers."),
        required=False,
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def words(self) -> dict:
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}


WORDS = ("name", "definition", "include_when", "exclude_when", "is_serious")


def words_of(theme: Theme) -> dict:
    """Return the values the form starts with."""
    return {key: getattr(theme, key) for key in (*WORDS, "version")}


class SortForm(forms.Form):
    """What to do with the chosen answers of one theme; `seen` is the last step its page knew."""

    CONFIRM, MOVE, SPLIT = "confirm", "move", "split"
    codings = forms.ModelMultipleChoiceField(
        queryset=None,
        error_messages={
            "required": _("Choose at least one answer first."),
            "invalid_choice": _("One of these answers is no longer in the theme."),
        },
    )
    act = forms.ChoiceField(
        choices=[(each, each) for each in (CONFIRM, MOVE, SPLIT)],
        error_messages={
            "required": _("Press one of the buttons below the answers."),
            "invalid_choice": _("Press one of the buttons below the answers."),
        },
    )
    to_theme = forms.ModelChoiceField(
        label=_("Move them to"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("Choose a theme"),
        error_messages={"invalid_choice": GONE},
    )
    name = forms.CharField(label=_("Name of a new theme for them"), max_length=120, required=False)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codings"].queryset = theme.codings.current()
        self.fields["to_theme"].queryset = other_themes(theme)

    def clean_to_theme(self):
        to_theme = self.cleaned_data["to_theme"]
        if self.data.get("act") == self.MOVE and to_theme is None:
            raise forms.ValidationError(_("Choose the theme to move the answers to."))
        return to_theme

    def clean_name(self):
        name, act = self.cleaned_data["name"], self.data.get("act")
        if act == self.SPLIT and not name:
            raise forms.ValidationError(_("Give the new theme a name."))
        # Enter in this box presses the first button of the form, which confirms.
        if act == self.CONFIRM and name:
            raise forms.ValidationError(
                _(
                    "To make this new theme, press “Split the chosen answers off”. To confirm the "
                    "answers where they are, clear this name first."
                )
            )
        return name


def other_themes(theme: Theme):
    """Return the themes in use beside this one."""
    return theme.codebook.themes.active().exclude(pk=theme.pk).order_by("name", "pk")

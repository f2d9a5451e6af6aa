"""The form by which a second person releases a file, or holds it back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import DisclosureCheck


class CheckForm(forms.Form):
    """A decision on one file."""

    use_required_attribute = False
    result = forms.ChoiceField(
        label=_("May it be published?"),
        choices=(
            (DisclosureCheck.Result.RELEASED, _("Yes: release it")),
            (DisclosureCheck.Result.HELD_BACK, _("No: hold it back")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the file is released.")},
    )
    note = forms.CharField(
        label=_("What you looked at, or why it is held back"),
        help_text=_("Write no names, and nothing that somebody wrote."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

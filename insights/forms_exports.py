"""The form that asks for an export."""

from django import forms
from django.utils.translation import gettext_lazy as _


KINDS = (
    ("workbook", _("Workbook for the team, with every answer (.xlsx)")),
    ("publication", _("Workbook to publish: counts and quotes only, small numbers hidden (.xlsx)")),
    (
        "publication_ods",
        _("The same to publish for LibreOffice and other programs: OpenDocument (.ods)"),
    ),
    ("report", _("Report to publish: one page with charts and quotes, opens anywhere (.html)")),
    ("csv", _("Plain tables for other programs (.csv files in a .zip)")),
    ("jsonl", _("Rows of JSON for programmers (.jsonl files in a .zip)")),
    ("sav", _("Given answers and themes, a case for each person, for SPSS, PSPP or R (.sav)")),
    (
        "qdpx",
        _(
            "Answers with their themes for programs that code texts, such as NVivo or ATLAS.ti "
            "(.qdpx)"
        ),
    ),
    (
        "qdc",
        _("Themes alone, with what they mean and nobody’s words, for the same programs (.qdc)"),
    ),
)


class ExportForm(forms.Form):
    """What the file is for stands on its cover."""

    use_required_attribute = False
    purpose = forms.CharField(
        label=_("What is the file for?"),
        help_text=_("This stands on the file’s cover and in the record of who made it."),
        max_length=200,
        error_messages={"required": _("Say what the file is for.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=KINDS,
        initial="workbook",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind of file.")},
    )

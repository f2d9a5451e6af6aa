"""The form that asks for an export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.actions.export import Wanted
from insights.exports.alike import names_in, words_of
from insights.models import Export


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
    goes_to = forms.ChoiceField(
        label=_("Who gets the file?"),
        choices=(
            ("team", _("People of the team who may read answers")),
            ("outside", _("Somebody outside the team")),
        ),
        initial="team",
        required=False,
        widget=forms.RadioSelect,
    )
    recipients = forms.CharField(
        label=_("Who are they?"),
        help_text=_("Their role or organisation. Needed when the file leaves the team."),
        max_length=200,
        required=False,
    )
    without = forms.MultipleChoiceField(
        label=_("Leave out"),
        help_text=_(
            "What others may know of people. The more is left out, the less can anybody be known "
            "by it. A file about single people leaves the team only where at least 3 are alike."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    csv_form = forms.ChoiceField(
        label=_("Form of .csv files"),
        choices=Export.CsvForm.choices,
        initial=Export.CsvForm.CRLF_MARK,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *given, survey, **more):
        super().__init__(*given, **more)
        names = names_in(survey)[1:]
        self.fields["without"].choices = [(name, words_of([name]).capitalize()) for name in names]

    @property
    def detail_fields(self) -> list:
        """Return the fields that are seldom changed."""
        return [self["without"], self["csv_form"]]

    @property
    def main_fields(self) -> list:
        return [field for field in self if field.name not in ("without", "csv_form")]

    def wanted(self) -> Wanted:
        """Return what is asked of the file; what a page does not send stays as it always was."""
        given = self.cleaned_data
        return Wanted(
            given["recipients"],
            given["goes_to"] == "outside",
            given["without"],
            given["csv_form"] or Export.CsvForm.CRLF_MARK,
        )

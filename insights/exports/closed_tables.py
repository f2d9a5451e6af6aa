"""The sheets of given answers: a row for each person, and what each column means."""

from django.utils.translation import gettext as _

from insights.exports.facts import Manifest, Source
from insights.exports.table import WRAPPED_FROM, Column, Table, small_table
from surveys.question_types.missing import MISSING_WORDS


MIN_WIDTH = 14


def responses_table(source: Source, manifest: Manifest) -> Table | None:
    """One row for each person: who they are to the survey, and every given answer."""
    closed = source.closed_columns()
    if not closed:
        return None
    columns = [
        Column(_("Person"), 18),
        Column(_("Audience"), 18),
        Column(_("Age band"), 10),
        Column(_("Language"), 10),
        Column(_("Format"), 10),
        Column(_("Survey version"), 9),
        Column(_("Order of options"), 9),
        Column(_("How the answer reached us"), 12),
        *_closed_columns(closed),
    ]
    return Table(
        _("Responses"),
        _("Responses"),
        _(
            "One row for each person, with every answer chosen from a list or given as a number. "
            "Below zero stands why there is none; the sheet Variables says what every column means."
        ),
        tuple(columns),
        (
            (
                row.person,
                row.audience,
                row.age_band,
                row.language,
                row.format,
                row.version,
                row.option_order,
                row.channel,
                *row.cells,
            )
            for row in source.closed_rows()
        ),
    )


def _closed_columns(closed):
    """Yield each column as wide as what can stand in it; words stand right of their codes."""
    nulls = tuple(str(code) for code in MISSING_WORDS)
    words = [str(each) for each in MISSING_WORDS.values()]
    options: dict = {}
    for each in closed:
        options = options if each.is_label else each.options
        shown = [*words, *map(str, options.values())] if each.is_label else map(str, options)
        width = min(max([MIN_WIDTH, *(len(one) + 1 for one in shown)]), WRAPPED_FROM)
        yield Column(each.name, width, nulls=() if each.is_label else nulls)


def variables_table(source: Source, manifest: Manifest) -> Table | None:
    """What each column of Responses means: words, values, and the numbers for no answer."""
    closed = source.closed_columns()
    if not closed:
        return None
    missing = "; ".join(f"{code} = {words}" for code, words in MISSING_WORDS.items())
    columns = [
        Column(_("Column"), 30),
        Column(_("Question"), 18),
        Column(_("Question in words"), 60),
        Column(_("Type"), 14),
        Column(_("Concept"), 18),
        Column(_("Values"), 60),
        Column(_("No answer"), 60),
        Column(_("Drawing"), 12),
        Column(_("Order of options"), 14),
        Column(_("Asked when"), 60),
    ]
    rows = [
        (
            each.name,
            each.question_key,
            each.words,
            each.type,
            each.concept,
            _("the words of the column before") if each.is_label else each.values,
            "" if each.is_label else missing,
            each.presentation,
            _("shuffled") if each.is_shuffled else "",
            each.asked_when,
        )
        for each in closed
    ]
    return small_table(
        _("Variables"), _("Variables"), _("What each column of Responses means."), columns, rows
    )

"""The sheets of the publication workbook: what anybody may read, and no row about one person.

Laid out by the same writer as the analysts' workbook, as the Analysis Function's accessibility
checklist asks. Every count went through disclosure control (published.py); no cell is empty.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.disclosure import NOT_APPLICABLE, key_to_symbols
from insights.exports.about_tables import (
    licence_words,
    published_changes_table,
    published_left_out_table,
    published_licence_table,
)
from insights.exports.facts import Manifest
from insights.exports.findings_sheets import (
    published_commitments_table,
    published_recommendations_table,
)
from insights.exports.join_tables import published_joins_table
from insights.exports.notes import no_row_words, published_table
from insights.exports.published import ALL, Published
from insights.exports.published_notes import published_notes, stated, sureness_rows
from insights.exports.quotes import published_quotes_table
from insights.exports.representativeness import published_representativeness_table
from insights.exports.table import Chart, Column, Sheet, Table, small_table


# More bars than this are a table, not a picture.
MOST_BARS = 10
# Before the shares of the sheet of charts stand the question, its words and the theme.
SHARES_FROM = 3


def cover_table(source: Published, manifest: Manifest) -> Table:
    """Whose results these are, from when, and how far they may be trusted."""
    rows = [
        (_("Title"), source.title),
        (_("Published by"), source.author),
        (_("People in this file"), source.people_shown(ALL)),
        (_("Who they are"), _who_they_are(source)),
        *stated(source),
        *sureness_rows(source),
        (_("Licence"), licence_words(source) if source.has_permissions else ""),
        (_("Purpose"), manifest.purpose),
        (_("Made on"), manifest.made_on),
        (_("Survey versions"), ", ".join(manifest.versions)),
        (_("Software"), manifest.software),
        (_("Export"), manifest.export_id),
    ]
    return small_table(
        _("Cover"),
        source.title,
        _("What this file is, how far it may be trusted, and whom to ask about it."),
        [Column(_("What"), 38), Column(_("Value"), 90)],
        [row for row in rows if row[1] != ""],
    )


def _who_they_are(source) -> str:
    told = [
        f"{name}: {source.people_shown(group)}"
        for group, name in source.groups.items()
        if group is not ALL
    ]
    return "; ".join(told)


def contents_table(source: Published, manifest: Manifest) -> Table:
    """Which sheets there are and what each holds."""
    rows = [
        (str(sheet.name), str(sheet.about), manifest.rows[str(sheet.name)])
        for sheet in PUBLISHED.values()
        if str(sheet.name) in manifest.rows
    ]
    notes = PUBLISHED["notes"]
    rows.insert(0, (str(notes.name), str(notes.about), len(published_notes(source))))
    return small_table(
        _("Contents"),
        _("Contents"),
        _("One row for each sheet that follows, with one table on each."),
        [Column(_("Sheet"), 30), Column(_("What it holds"), 90), Column(_("Rows"), 8)],
        rows,
    )


def notes_table(source: Published, manifest: Manifest) -> Table:
    """How to read the other sheets, and what the symbols stand for."""
    rows = [(f"[{_('note')} {n}]", note) for n, note in enumerate(published_notes(source), start=1)]
    return small_table(
        _("Notes"),
        _("Notes"),
        _("How to read the other sheets. Symbols in square brackets stand for missing figures."),
        [Column(_("Note or symbol"), 16), Column(_("What it says"), 110)],
        rows + key_to_symbols(),
    )


def _share_columns():
    return [
        Column(_("Audience"), 30),
        Column(_("People"), 9),
        Column(_("People who answered"), 20),
        Column(_("Share (%)"), 9),
        Column(_("Share, low (%)"), 11),
        Column(_("Share, high (%)"), 11),
    ]


def _with_note(explanation):
    return f"{explanation} {no_row_words()}"


def _table(sheet, explanation, columns, rows, charts=()):
    if not rows:
        return None
    name = str(PUBLISHED[sheet].name)
    return published_table(name, name, explanation, columns, rows, charts)


def people_table(source: Published, manifest: Manifest) -> Table | None:
    """How many people there are, and how many answered each question in words."""
    manifest.suppressed_cells = source.hidden()
    rows: list[tuple] = [
        (NOT_APPLICABLE, _("Anything at all"), name, source.people_shown(group), NOT_APPLICABLE)
        for group, name in source.groups.items()
    ]
    for question in source.questions():
        for _group, name, shown in source.groups_that_answered(("answered", question.key)):
            rows.append((question.key, question.label, name, shown.people, shown.percent))
    return _table(
        "people",
        _with_note(
            _("One row for each question and audience, after the people in the whole file.")
        ),
        [
            Column(_("Question"), 24),
            Column(_("Question in words"), 60),
            Column(_("Audience"), 30),
            Column(_("People who answered"), 20),
            Column(_("Share of all people (%)"), 12),
        ],
        rows,
    )


def ways_table(source: Published, manifest: Manifest) -> Table | None:
    """By what way, in which language and with whose help people answered."""
    rows = [
        (*words, shown.people, shown.base, shown.percent)
        for *words, shown in source.way_rows() + source.help_rows()
    ]
    return _table(
        "ways",
        _(
            "One row for each way in which answers came, for each language, and for the help that "
            "people told of, where they were asked. Shares are of the people who told."
        ),
        [
            Column(_("Told apart by"), 30),
            Column(_("Group"), 60),
            Column(_("People"), 9),
            Column(_("People who told"), 12),
            Column(_("Share (%)"), 9),
        ],
        rows,
    )


def themes_table(source: Published, manifest: Manifest) -> Table | None:
    """Each theme by audience: people, base, share with its interval."""
    if not source.themes():
        return _undecided_table(source)
    rows = [
        (
            theme.question_key,
            theme.question,
            theme.name,
            theme.parent or NOT_APPLICABLE,
            theme.decided_by,
            name,
            *shown,
        )
        for theme in source.themes()
        for _group, name, shown in source.groups_that_answered(("theme", theme.id))
    ]
    return _table(
        "themes",
        _with_note(_("One row for each theme and audience.")),
        [
            Column(_("Question"), 24),
            Column(_("Question in words"), 60),
            Column(_("Theme"), 44),
            Column(_("Part of"), 30),
            Column(_("Decided by"), 34),
            *_share_columns(),
        ],
        rows,
    )


def _undecided_table(source):
    """Say of each question that it has no themes yet: an absent sheet would say nothing."""
    nothing = _("Nobody has decided on the themes of this question yet, so none are told.")
    return _table(
        "themes",
        _("One row for each question in words: people have decided on no theme of any."),
        [Column(_("Question"), 24), Column(_("Question in words"), 60), Column(_("Themes"), 60)],
        [(one.key, one.label, nothing) for one in source.questions()],
    )


def charts_table(source: Published, manifest: Manifest) -> Table | None:
    """The shares of whole themes side by side, with a chart of each question beside them."""
    groups = list(source.groups)
    rows: list[tuple] = []
    charts = []
    for question in source.questions():
        ranked = sorted(source.whole_themes(question.key), key=lambda one: _rank(source, one))
        if not ranked:
            continue
        shares = [
            tuple(source.shown(("theme", one.id), group).percent for group in groups)
            for one in ranked
        ]
        charts += _charts(source, question, shares, first=len(rows))
        asked = question.key, question.label
        rows += [(*asked, one.name, *each) for one, each in zip(ranked, shares, strict=True)]
    columns = [
        Column(_("Question"), 24),
        Column(_("Question in words"), 60),
        Column(_("Theme"), 44),
    ]
    columns += [
        Column(_("%(audience)s (%%)") % {"audience": name}, 14) for name in source.groups.values()
    ]
    told = _(
        "One row for each theme that is part of no other, the commonest first: its share of the "
        "people who answered. The charts on the right draw the first ten of each question; what "
        "is not shown has no bar."
    )
    return _table("charts", told, columns, rows, charts)


def _rank(source, theme):
    share = source.shown(("theme", theme.id), ALL).percent
    return -share if isinstance(share, int) else 1, theme.name


def _charts(source, question, shares, *, first):
    """Return the chart of one question: everybody, beside the audiences where several are shown."""
    shares = shares[:MOST_BARS]
    columns = range(SHARES_FROM, SHARES_FROM + len(source.groups))
    known = [
        column
        for column in columns
        if any(isinstance(row[column - SHARES_FROM], int) for row in shares)
    ]
    everybody = columns[-1]
    if everybody not in known:
        return
    words = _(
        "Bars: the share of the people who answered “%(question)s” in each theme. The table on "
        "this sheet has the same figures."
    )
    yield Chart(
        question.label,
        words % {"question": question.label},
        _("Share of the people who answered (%)"),
        first,
        first + len(shares) - 1,
        label=SHARES_FROM - 1,
        series=tuple(known if len(known) > 2 else [everybody]),
    )


def closed_table(source: Published, manifest: Manifest) -> Table | None:
    """Each option of each closed question by audience: people, base, share with its interval."""
    rows = [
        (
            column.name,
            column.words,
            words,
            name,
            *shown,
        )
        for column in source.closed()
        for code, words in column.options.items()
        for _group, name, shown in source.groups_that_answered(("option", column.name, code))
    ]
    return _table(
        "closed",
        _with_note(_("One row for each answer that could be chosen, and audience.")),
        [
            Column(_("Question"), 24),
            Column(_("Question in words"), 60),
            Column(_("Answer"), 40),
            *_share_columns(),
        ],
        rows,
    )


PUBLISHED: dict[str, Sheet] = {
    "cover": Sheet(gettext_lazy("Cover"), cover_table, filled_last=True),
    "contents": Sheet(gettext_lazy("Contents"), contents_table, filled_last=True),
    "notes": Sheet(
        gettext_lazy("Notes"),
        notes_table,
        filled_last=True,
        about=gettext_lazy("How to read the other sheets, and what the symbols stand for."),
    ),
    "people": Sheet(
        gettext_lazy("People who answered"),
        people_table,
        about=gettext_lazy("How many people answered each question in words, by audience."),
    ),
    "ways": Sheet(
        gettext_lazy("Ways of answering"),
        ways_table,
        about=gettext_lazy("By what way, in which language and with what help people answered."),
    ),
    "representativeness": Sheet(
        gettext_lazy("Representativeness"),
        published_representativeness_table,
        about=gettext_lazy("Who is missing: shares of who answered beside those of a population."),
    ),
    "themes": Sheet(
        gettext_lazy("Themes"),
        themes_table,
        about=gettext_lazy("How many people speak of each theme, by audience."),
    ),
    "charts": Sheet(
        gettext_lazy("Themes in charts"),
        charts_table,
        about=gettext_lazy("The shares of the themes side by side, and drawn."),
    ),
    "closed": Sheet(
        gettext_lazy("Chosen answers"),
        closed_table,
        about=gettext_lazy("How many people chose each answer of a list, by audience."),
    ),
    "joins": Sheet(
        gettext_lazy("Joins between services"),
        published_joins_table,
        about=gettext_lazy("Which themes services share, and which lie between them."),
    ),
    "quotes": Sheet(
        gettext_lazy("Quotes"),
        published_quotes_table,
        about=gettext_lazy("What people said in their own words, where they let us show them."),
    ),
    "recommendations": Sheet(
        gettext_lazy("Recommendations"),
        published_recommendations_table,
        about=gettext_lazy("Which themes support, nuance or contradict each recommendation."),
    ),
    "commitments": Sheet(
        gettext_lazy("You said we did"),
        published_commitments_table,
        about=gettext_lazy("What was done, will be done or cannot be done about a theme."),
    ),
    "exclusions": Sheet(
        gettext_lazy("Left out"),
        published_left_out_table,
        about=gettext_lazy("What stands in no other sheet, and why."),
    ),
    "changelog": Sheet(
        gettext_lazy("Changelog"),
        published_changes_table,
        about=gettext_lazy("What was published, signed off and released, and when."),
    ),
    "licence": Sheet(
        gettext_lazy("Licence"),
        published_licence_table,
        about=gettext_lazy("What may be done with this file, and whose words and figures it has."),
    ),
}

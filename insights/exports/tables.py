"""What is in each sheet: one table each, as columns and a generator of rows.

A sheet is one function in SHEETS, in the order of the file. It takes a `Source` and knows nothing
about how a file is laid out; a writer takes tables and knows nothing about surveys.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.engine.stance import VALUES
from insights.exports.about_tables import (
    changes_table,
    left_out_table,
    licence_table,
    reach_table,
)
from insights.exports.agreement_table import agreement_table
from insights.exports.analysis_tables import groups_table, runs_table
from insights.exports.closed_tables import responses_table, variables_table
from insights.exports.facts import Manifest, Source
from insights.exports.findings_sheets import commitments_table, recommendations_table
from insights.exports.join_tables import joins_table
from insights.exports.notes import cover_rows, note_rows
from insights.exports.quotes import quotes_table
from insights.exports.representativeness import representativeness_table
from insights.exports.table import Column, Sheet, Table, small_table
from insights.statistics import share_interval


def cover_table(source: Source, manifest: Manifest) -> Table:
    """Who made the file, when, why, and what was left out."""
    return small_table(
        _("Cover"),
        source.title,
        _("What this file is, who asked for it and why, and what was left out."),
        [Column(_("What"), 38), Column(_("Value"), 90)],
        cover_rows(source, manifest),
    )


def notes_table(source: Source, manifest: Manifest) -> Table:
    """How to read the other sheets."""
    return small_table(
        _("Notes"),
        _("Notes"),
        _("How to read the other sheets."),
        [Column(_("Number"), 9), Column(_("Note"), 110)],
        note_rows(source, manifest),
    )


def themes_table(source: Source, manifest: Manifest) -> Table:
    """One row a theme: people, different answers, share with its interval."""
    columns = [
        Column(_("Question"), 18),
        Column(_("Theme id"), 38),
        Column(_("Theme version"), 14),
        Column(_("Theme"), 44),
        Column(_("Part of"), 30),
        Column(_("Decided by"), 34),
        Column(_("People"), 9),
        Column(_("Different answers"), 18),
        Column(_("People who answered"), 20),
        Column(_("Share"), 9),
        Column(_("Share, low"), 11),
        Column(_("Share, high"), 11),
        Column(_("Stability"), 10),
        Column(_("Key words"), 50),
        Column(_("Closeness"), 10),
        Column(_("Nearest theme"), 40),
        Column(_("People: went well"), 16),
        Column(_("People: went badly"), 16),
        Column(_("People: both"), 12),
        Column(_("People: a wish"), 14),
        Column(_("People: neither"), 14),
    ]
    return small_table(
        _("Themes"),
        _("Themes"),
        _(
            "One row for each theme. Shares are of the people who answered the question in words; "
            "low and high are Wilson’s 95% interval. What people tell of help is split by rules."
        ),
        columns,
        [_theme_row(theme) + _split_cells(theme) for theme in source.themes()],
    )


def _theme_row(theme):
    share, low, high = (
        round(number, 4) if number is not None else None
        for number in share_interval(theme.people, theme.base) or (None, None, None)
    )
    stability = None if theme.stability is None else round(theme.stability, 3)
    return (
        theme.question_key,
        theme.id,
        theme.version,
        theme.name,
        theme.parent,
        theme.decided_by,
        theme.people,
        theme.different,
        theme.base,
        share,
        low,
        high,
        stability,
        theme.key_words,
    )


def _split_cells(theme):
    """Return closeness, the nearest theme, and the split."""
    split = list(theme.split) or [None] * len(VALUES)
    cohesion = None if theme.cohesion is None else round(theme.cohesion, 3)
    return (cohesion, theme.nearest, *split)


def shelves_table(source: Source, manifest: Manifest) -> Table:
    """How many answers stand beside the themes, by reason."""
    columns = [
        Column(_("Question"), 18),
        Column(_("Where"), 44),
        Column(_("Answers"), 10),
    ]
    rows = [(each.question_key, each.shelf, each.answers) for each in source.shelves()]
    return small_table(
        _("Beside the themes"),
        _("Beside the themes"),
        _(
            "Answers that the newest search put beside the themes, by reason. “There is nothing” "
            "is an answer of its own. An answer can stand in more than one row."
        ),
        columns,
        rows,
    )


def coded_table(source: Source, manifest: Manifest) -> Table:
    """One row for each theme of each answer; an answer with no theme has one row."""
    columns = (
        Column(_("Person"), 18),
        Column(_("Audience"), 18),
        Column(_("Age band"), 10),
        Column(_("Language"), 10),
        Column(_("Question"), 30),
        Column(_("Theme id"), 38),
        Column(_("Theme version"), 14),
        Column(_("Theme"), 46),
        Column(_("Counts once"), 12),
        Column(_("Decided by"), 40),
        Column(_("From character"), 15),
        Column(_("To character"), 13),
        *(_history_columns() if source.has_permissions else ()),
        *(_help_columns() if source.has_permissions else ()),
        Column(_("Answer"), 100, source.coded_parts()),
    )
    versions = {theme.id: theme.version for theme in source.themes()}
    return Table(
        _("Coded answers"),
        _("Coded answers"),
        _(
            "One row for each place of a theme in an answer, and one for an answer with no theme. "
            "“Counts once” is 1 in one row of each person and theme, so its sum counts people."
        ),
        columns,
        _coded_rows(source, versions),
    )


def _coded_rows(source, versions):
    """Yield each row; all rows of an answer come one after another."""
    answer, seen = None, set()
    for one in source.coded():
        if answer != (one.person, one.question_key):
            answer, seen = (one.person, one.question_key), set()
        once = None if not one.theme_id else int(one.theme_id not in seen)
        seen.add(one.theme_id)
        yield _coded_row(one, versions, once, source.has_permissions)


def _history_columns():
    """Whether a person or the machine placed it, what became of it, and who decided that."""
    return (
        Column(_("Placed by"), 10),
        Column(_("State"), 12),
        Column(_("Role of who decided"), 14),
        Column(_("Decided on"), 12),
    )


def _help_columns():
    """Answers given with help differ, so whoever compares people has to see it."""
    return (
        Column(_("Help at the start"), 18),
        Column(_("Who helped"), 18),
        Column(_("Help by the end"), 18),
    )


def _history_of(answer):
    return answer.source, answer.state, answer.reviewer_role, answer.decided_on


def _coded_row(answer, versions, once, has_permissions):
    # Counted from 1 and both ends included, as MID() in a spreadsheet counts.
    first = None if answer.start is None else answer.start + 1
    return (
        answer.person,
        answer.audience,
        answer.age_band,
        answer.language,
        answer.question_key,
        answer.theme_id,
        versions.get(answer.theme_id),
        answer.theme,
        once,
        answer.decided_by,
        first,
        answer.end,
        *(_history_of(answer) if has_permissions else ()),
        *((answer.help_start, answer.helper_role, answer.help_end) if has_permissions else ()),
        answer.text,
    )


def codebook_table(source: Source, manifest: Manifest) -> Table:
    """What each theme means and when an answer belongs to it."""
    columns = [
        Column(_("Question"), 18),
        Column(_("Question in words"), 60),
        Column(_("Theme id"), 38),
        Column(_("Theme version"), 14),
        Column(_("Theme"), 40),
        Column(_("Part of"), 30),
        Column(_("Meaning"), 60),
        Column(_("Include when"), 50),
        Column(_("Leave out when"), 50),
        Column(_("Decided by"), 34),
    ]
    rows = [
        (
            theme.question_key,
            theme.question,
            theme.id,
            theme.version,
            theme.name,
            theme.parent,
            theme.definition,
            theme.include_when,
            theme.exclude_when,
            theme.decided_by,
        )
        for theme in source.themes()
    ]
    return small_table(_("Codebook"), _("Codebook"), _("What each theme means."), columns, rows)


SHEETS: dict[str, Sheet] = {
    "cover": Sheet(gettext_lazy("Cover"), cover_table, filled_last=True),
    "notes": Sheet(gettext_lazy("Notes"), notes_table, filled_last=True),
    "reach": Sheet(gettext_lazy("Reach"), reach_table, turn=1),
    "representativeness": Sheet(
        gettext_lazy("Representativeness"), representativeness_table, turn=1
    ),
    "themes": Sheet(gettext_lazy("Themes"), themes_table),
    "themes_by_group": Sheet(gettext_lazy("Themes by group"), groups_table, turn=1),
    "joins": Sheet(gettext_lazy("Joins between services"), joins_table, turn=1),
    "coded_answers": Sheet(gettext_lazy("Coded answers"), coded_table),
    "quotes": Sheet(gettext_lazy("Quotes"), quotes_table),
    "shelves": Sheet(gettext_lazy("Beside the themes"), shelves_table),
    "codebook": Sheet(gettext_lazy("Codebook"), codebook_table),
    "recommendations": Sheet(gettext_lazy("Recommendations"), recommendations_table),
    "commitments": Sheet(gettext_lazy("You said we did"), commitments_table),
    "agreement": Sheet(gettext_lazy("Agreement"), agreement_table),
    "runs": Sheet(gettext_lazy("Run settings"), runs_table),
    # First, so that everybody's groups are known when their answers are counted.
    "responses": Sheet(gettext_lazy("Responses"), responses_table, turn=-1),
    "variables": Sheet(gettext_lazy("Variables"), variables_table),
    "exclusions": Sheet(gettext_lazy("Left out"), left_out_table),
    "changelog": Sheet(gettext_lazy("Changelog"), changes_table),
    "licence": Sheet(gettext_lazy("Licence"), licence_table, turn=1),
}

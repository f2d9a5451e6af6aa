"""What is in each sheet: one table each, as columns and a generator of rows.

A sheet is one function in SHEETS, in the order of the file. It takes a `Source` and knows nothing
about how a file is laid out; a writer takes tables and knows nothing about surveys.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.disclosure import HIDDEN, shown_count, suppress_row
from insights.engine.stance import VALUES
from insights.exports.agreement_table import agreement_table
from insights.exports.closed_tables import responses_table, variables_table
from insights.exports.facts import Manifest, Source
from insights.exports.findings_sheets import commitments_table, recommendations_table
from insights.exports.notes import cover_rows, note_rows
from insights.exports.quotes import quotes_table
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
        Column(_("People: went well"), 16, nulls=(HIDDEN,)),
        Column(_("People: went badly"), 16, nulls=(HIDDEN,)),
        Column(_("People: both"), 12, nulls=(HIDDEN,)),
        Column(_("People: a wish"), 14, nulls=(HIDDEN,)),
        Column(_("People: neither"), 14, nulls=(HIDDEN,)),
    ]
    return small_table(
        _("Themes"),
        _("Themes"),
        _(
            "One row for each theme. Shares are of the people who answered the question in words; "
            "low and high are Wilson’s 95%% interval. What people tell of help is split by rules; "
            "%(hidden)s stands for a small number."
        )
        % {"hidden": HIDDEN},
        columns,
        [_theme_row(theme) + _split_cells(theme, source, manifest) for theme in source.themes()],
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


def _split_cells(theme, source, manifest):
    """Return closeness, the nearest theme, and the split: small numbers hidden in a survey's."""
    split = list(theme.split) or [None] * len(VALUES)
    if theme.split and source.has_permissions:
        split = suppress_row(theme.split)
        manifest.suppressed_cells += split.count(HIDDEN)
    cohesion = None if theme.cohesion is None else round(theme.cohesion, 3)
    return (cohesion, theme.nearest, *split)


def shelves_table(source: Source, manifest: Manifest) -> Table:
    """How many answers stand beside the themes, by reason."""
    columns = [
        Column(_("Question"), 18),
        Column(_("Where"), 44),
        Column(_("Answers"), 10, nulls=(HIDDEN,)),
    ]
    rows = [
        (each.question_key, each.shelf, _shown_shelf(each.answers, source, manifest))
        for each in source.shelves()
    ]
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


def _shown_shelf(answers, source, manifest):
    shown = shown_count(answers) if source.has_permissions else answers
    manifest.suppressed_cells += shown == HIDDEN
    return shown


def audiences_table(source: Source, manifest: Manifest) -> Table | None:
    """People in each theme by audience, with small counts hidden."""
    if not source.audiences:
        return None
    columns = [Column(_("Question"), 18), Column(_("Theme id"), 38), Column(_("Theme"), 44)]
    columns += [
        Column(_("People: %(audience)s") % {"audience": audience}, 24, nulls=(HIDDEN,))
        for audience in source.audiences
    ]
    columns.append(Column(_("People: all"), 12, nulls=(HIDDEN,)))
    return small_table(
        _("Themes by audience"),
        _("Themes by audience"),
        _(
            "One row for each theme, after a row with the people who answered the question. "
            "%(hidden)s stands for a number that is not shown, because it is below 10 or would "
            "give away one that is."
        )
        % {"hidden": HIDDEN},
        columns,
        list(_audience_rows(source, manifest)),
    )


def _audience_rows(source, manifest):
    for question in source.questions():
        themes = [one for one in source.themes() if one.question_key == question.key]
        if themes:
            everyone = (question.key, "", _("Everyone who answered in words"))
            yield everyone + _shown_counts(question.by_audience, question.answered, manifest)
        for theme in themes:
            names = (theme.question_key, theme.id, theme.name)
            yield names + _shown_counts(theme.by_audience, theme.people, manifest)


def _shown_counts(counts, total, manifest):
    # The total stands in the sheet Themes too, so a hidden count must survive its being known.
    shown = (*suppress_row(counts), *suppress_row([total]))
    manifest.suppressed_cells += shown.count(HIDDEN)
    return shown


def coded_table(source: Source, manifest: Manifest) -> Table:
    """One row for each theme of each answer; an answer with no theme has one row."""
    columns = (
        Column(_("Person"), 18),
        Column(_("Audience"), 18),
        Column(_("Age band"), 10),
        Column(_("Language"), 10),
        Column(_("Question"), 18),
        Column(_("Theme id"), 38),
        Column(_("Theme version"), 14),
        Column(_("Theme"), 40),
        Column(_("Decided by"), 34),
        Column(_("From character"), 15),
        Column(_("To character"), 13),
        *(_help_columns() if source.has_permissions else ()),
        Column(_("Answer"), 100, source.coded_parts()),
    )
    versions = {theme.id: theme.version for theme in source.themes()}
    return Table(
        _("Coded answers"),
        _("Coded answers"),
        _(
            "One row for each theme of each answer, so an answer with two themes has two rows: "
            "count people by the column Person. An answer with no theme has one row."
        ),
        columns,
        (_coded_row(one, versions, source.has_permissions) for one in source.coded()),
    )


def _help_columns():
    """Answers given with help differ, so whoever compares people has to see it."""
    return (
        Column(_("Help at the start"), 18),
        Column(_("Who helped"), 18),
        Column(_("Help by the end"), 18),
    )


def _coded_row(answer, versions, has_help):
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
        answer.decided_by,
        first,
        answer.end,
        *((answer.help_start, answer.helper_role, answer.help_end) if has_help else ()),
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
    "themes": Sheet(gettext_lazy("Themes"), themes_table),
    "themes_by_audience": Sheet(gettext_lazy("Themes by audience"), audiences_table),
    "coded_answers": Sheet(gettext_lazy("Coded answers"), coded_table),
    "quotes": Sheet(gettext_lazy("Quotes"), quotes_table),
    "shelves": Sheet(gettext_lazy("Beside the themes"), shelves_table),
    "codebook": Sheet(gettext_lazy("Codebook"), codebook_table),
    "recommendations": Sheet(gettext_lazy("Recommendations"), recommendations_table),
    "commitments": Sheet(gettext_lazy("You said we did"), commitments_table),
    "agreement": Sheet(gettext_lazy("Agreement"), agreement_table),
    "responses": Sheet(gettext_lazy("Responses"), responses_table),
    "variables": Sheet(gettext_lazy("Variables"), variables_table),
}

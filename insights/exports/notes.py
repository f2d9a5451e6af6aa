"""The words of the cover and of the notes: what a reader must know before trusting a number."""

from django.utils.translation import gettext as _

from insights.disclosure import key_to_symbols
from insights.exports.alike import alike_words, words_of
from insights.exports.facts import Manifest, Source
from insights.exports.signing_words import signing_words
from insights.exports.state import state_rows
from insights.exports.table import Table, small_table
from insights.models import Export


def cover_rows(source: Source, manifest: Manifest) -> list[tuple[str, str | int]]:
    """Return what the manifest says as rows of name and value; numbers stay numbers."""
    return [row for row in _manifest_rows(source, manifest) if row[1] != ""]


def form_words(csv_form: str) -> str:
    """Return how .csv files are written, in words; "" where a file has none."""
    return str(dict(Export.CsvForm.choices).get(csv_form, ""))


def left_out_words(key: str) -> str:
    """Return what is called what was left out: the same on covers, sheets, pages and reports."""
    return {
        "withdrawn": _("Responses that were taken back"),
        "held": _("Answers held by safeguarding"),
        "no_permission": _("Answers without permission"),
        "blank": _("Questions left blank"),
        "set_aside": _("Answers that say nothing about the question"),
        "not_grouped": _("Answers in no theme"),
    }[key]


def _on_cover(key):
    # Between other rows of the cover it has to be said that this is not in the file.
    is_in_file = key in ("set_aside", "not_grouped")
    return left_out_words(key) if is_in_file else f"{_('Left out')}: {left_out_words(key)}"


def no_row_words() -> str:
    """Return why a group may have no row: it stands on every sheet with rows by audience."""
    return _("An audience that was not asked, or of which nobody answered, has no row.")


def published_table(name, title, explanation, columns, rows, charts=()) -> Table:
    """Return a table with the key to its symbols in a row of its own: every sheet has to have it.

    Only symbols that stand on the sheet are told of, so that the row is no wider than the table.
    """
    there = {cell for row in rows for cell in row if isinstance(cell, str)}
    used = [f"{symbol} {words}" for symbol, words in key_to_symbols() if symbol in there]
    key = _("Symbols: %(symbols)s.") % {"symbols": "; ".join(used)}
    none = _("Every figure of this sheet is shown: no symbol stands for one.")
    return small_table(
        name, title, f"{explanation}\n{key if used else none}", columns, rows, charts
    )


def _manifest_rows(source, manifest):
    state = source.state()
    return [
        (_("Title"), source.title),
        (_("Export"), manifest.export_id),
        (_("Made on"), manifest.made_on),
        (_("Asked for by"), manifest.requester),
        (_("Purpose"), manifest.purpose),
        (_("For whom"), manifest.recipients),
        (_("Left out of what is known of people"), words_of(manifest.without)),
        (_("Form of the .csv files"), form_words(manifest.csv_form)),
        (_("Made from"), manifest.subject),
        (_("Survey versions"), ", ".join(manifest.versions)),
        (_("Theme runs"), ", ".join(manifest.runs)),
        (_("Software"), manifest.software),
        *(state_rows(state, is_public=False, is_small=False) if state else ()),
        (_("People in this file"), manifest.people),
        (_("Answers in this file"), manifest.answers),
        *((_on_cover(key), count) for key, count in manifest.left_out.items()),
        (_("Counts not shown because they are small"), manifest.suppressed_cells),
        *((_texts_words(key), count) for key, count in manifest.texts.items()),
        *((_("Rows in %(sheet)s") % {"sheet": name}, n) for name, n in manifest.rows.items()),
        *(_handling_rows(manifest) if source.has_permissions else ()),
        (
            _("How people came to answer"),
            _("People chose to take part, so these results describe who answered, not everyone."),
        ),
    ]


def _handling_rows(manifest):
    """Return what whoever holds a row about each person has to know."""
    allowed = ", ".join(f"{key}: {count}" for key, count in manifest.permissions.items())
    return [
        (_("Restricted"), _("For people who may read answers. Delete it when the work is done.")),
        (_("What people allowed when it was made"), allowed),
        (_("People who are alike"), alike_words(manifest.alike)),
        (
            _("Password"),
            _(
                "This file is not encrypted. Give it a password before you send or carry it. "
                "Excel: File, Info, Protect Workbook, Encrypt with Password. LibreOffice: File, "
                "Save As, tick “Save with password”. Tell the password by another way."
            ),
        ),
        (
            _("Order of rows"),
            _(
                "Rows are shuffled for this file alone. By their order, and by the names in the "
                "column Person, it can be told later which file a copy was made from."
            ),
        ),
    ]


def _texts_words(key):
    return {
        "dropped_characters": _("Characters dropped because no spreadsheet can hold them"),
        "folded_newlines": _("Line endings changed to one kind"),
        "escaped_codes": _("Texts like _x000B_ kept as they were typed"),
        "split_cells": _("Texts split over more than one column"),
        "prefixed_cells": _("Texts given a leading apostrophe"),
    }[key]


def note_rows(source: Source, manifest: Manifest) -> list[tuple[int, str]]:
    """Return the notes, numbered."""
    shared = [
        _(
            "People chose to take part, so these results describe who answered, not everyone. The "
            "interval beside a share says how far so few answers may be trusted, nothing more."
        ),
        _(
            "“People” counts each person once in a theme, however often they said it. “Different "
            "answers” counts each distinct text once, so that one text sent by many is seen."
        ),
        _(
            "A theme that other themes are part of counts everyone in it and in its parts. One "
            "answer can be in several themes, so themes do not add up to the people who answered."
        ),
        _(
            "“Suggested by the machine, not reviewed” marks themes and places that no person has "
            "looked at. Stability, from 0 to 1, says how often the machine finds the same group "
            "again when it looks again."
        ),
        _(
            "Texts are as people typed them. What a spreadsheet cannot hold was dropped, and a "
            "text longer than a cell goes on in columns named “(part 2)” and so on; the cover "
            "counts both. Nothing was cut."
        ),
        _("An empty cell means that there is nothing to say there."),
    ]
    own = _survey_notes() if source.has_permissions else _file_notes()
    signing = [signing_words(one, is_public=False) for one in source.signing()]
    return list(enumerate([*shared, *own, *signing], start=1))


def _survey_notes():
    return [
        _(
            "“Theme version” counts the changes of a theme’s words and standing. What a theme said "
            "at a version, and what became of it, is on the site for the team, at "
            "/staff/themes/THEME-ID/versions/VERSION/, also when it was merged, retired or "
            "rejected since."
        ),
        _(
            "Every figure in this file is exact, small ones too, because every answer stands "
            "beside them. It is for people who may read answers: to pass figures on, make the "
            "workbook to publish or the report, in which small numbers are hidden."
        ),
        _(
            "“Person” is a name made for this file only: the same person has another one in the "
            "next file. Rows are shuffled, so their order says nothing about time."
        ),
        _(
            "Quotes were picked by one person and read by another, and stand here only with "
            "permission to show the words, as it stood when this file was made. Square brackets "
            "stand for what could tell who somebody is; “…” for words that were left out."
        ),
        _(
            "When someone in this file takes their answers back, the file can no longer be "
            "downloaded. Delete your copies then, and make a new file."
        ),
    ]


def _file_notes():
    return [
        _(
            "There is no sheet of quotes: the file that was read does not say who allowed their "
            "words to be shown."
        ),
        _(
            "“Person” is the row’s own id, or its number among the rows under the headings, from "
            "1. Each row counts as one person."
        ),
    ]

"""Translation sheets: every text of a document with a place for its words in another language.

A sheet goes out to a translator as rows, and comes back into the document. Pure: documents are
data, rows are dataclasses; `surveys.translation_files` reads and writes CSV.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from surveys.intake import TextTooLong, clean_text
from surveys.languages import DRAFT
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.validation.languages import GUARDED_TYPES, GUARDED_WORDINGS
from surveys.validation.parts import DOCUMENT_WORDINGS, entries_of
from surveys.wording import EASY_READ, EVERYBODY, pictures_in


LISTS = ("options", "rows", "points")
ALL = "all"  # what a sheet calls the reader of words for everybody
_PIECE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class SheetRow:
    """One text: where it stands, for whom, in the document's language and in another."""

    place: str
    reader: str
    original: str
    translation: str = ""
    is_guarded: bool = False


@dataclass(frozen=True)
class _Text:
    """A wording inside a document's data: `entry[name]`."""

    place: str
    entry: dict[str, Any]
    name: str
    is_guarded: bool
    own_language: str

    @property
    def variants(self) -> dict[str, str]:
        wording = self.entry[self.name]
        return dict(wording) if isinstance(wording, dict) else {EVERYBODY: wording}

    def selector_in(self, selector: str, language: str) -> str:
        """Return the selector of the same words in `language`, as the document has it already."""
        tokens = [t for t in selector.split(".") if t not in (EVERYBODY, self.own_language)]
        wanted = ".".join([*tokens, language])
        same = (each for each in self.variants if set(each.split(".")) == set(wanted.split(".")))
        return next(same, wanted)


def sheet_rows(data: dict[str, Any], language: str) -> list[SheetRow]:
    """Return every text of a sound document beside its words in `language`, in document order."""
    languages = {*data.get("languages", {}), language}
    rows = []
    for text in _texts_in(data):
        variants = text.variants
        for selector, original in variants.items():
            if languages.isdisjoint(selector.split(".")):
                said = variants.get(text.selector_in(selector, language), "")
                reader = ALL if selector == EVERYBODY else selector
                rows.append(SheetRow(text.place, reader, original, said, text.is_guarded))
    return rows


def missing_rows(data: dict[str, Any], language: str) -> list[SheetRow]:
    """Return the texts without words in `language`."""
    return [row for row in sheet_rows(data, language) if not row.translation]


def texts_without_easy_words(data: dict[str, Any]) -> list[SheetRow]:
    """Return the texts that readers of easy read are shown in the usual words."""
    return [
        SheetRow(text.place, ALL, next(iter(text.variants.values())), is_guarded=text.is_guarded)
        for text in _texts_in(data)
        if not any(EASY_READ in selector.split(".") for selector in text.variants)
    ]


def with_translation(
    data: dict[str, Any], rows: list[SheetRow], *, language: str, status: str = DRAFT
) -> tuple[dict[str, Any], list[Problem]]:
    """Return a copy of the document with the rows' words in it, and what could not be taken.

    Words of a checked language are no longer checked once they change: the language becomes what
    `status` says, and is not offered.
    """
    made = copy.deepcopy(data)
    texts = {text.place: text for text in _texts_in(made)}
    problems, taken = [], set()
    for number, row in enumerate(rows, 2):  # a sheet's first row holds the headings
        if not row.translation.strip():
            continue
        problem = _problem(row, texts.get(row.place), taken, number)
        if problem:
            problems.append(problem)
            continue
        taken.add((row.place, row.reader))
        _put(texts[row.place], row, language)
    if taken:
        entry = {"status": status, "offered": False}
        made["languages"] = {**made.get("languages", {}), language: entry}
    return made, problems


def _problem(row, text, taken, number):
    """Return what is wrong with a row, or None."""
    place = f"row {number}, {row.place}"
    selector = EVERYBODY if row.reader == ALL else row.reader
    if text is None or selector not in text.variants:
        remedy = "Leave the first two columns as they were, or make a new sheet."
        return Problem(place, f"the document has no such text for '{row.reader}'", remedy)
    if text.variants[selector] != row.original:
        remedy = "Translate the new words: make a new sheet."
        return Problem(place, "the original has changed since the sheet was made", remedy)
    if (row.place, row.reader) in taken:
        return Problem(place, "it stands in the sheet twice", "Keep one of the rows.")
    return _words_problem(row, place)


def _words_problem(row, place):
    try:
        is_storable = clean_text(row.translation).changed == 0
    except TextTooLong:
        is_storable = False
    if not is_storable:
        remedy = "Type it again without hidden characters, in 10,000 characters at most."
        return Problem(place, "the translation cannot be stored", remedy)
    if sorted(_PIECE.findall(row.original)) != sorted(_PIECE.findall(row.translation)):
        pieces = ", ".join(_PIECE.findall(row.original)) or "none"
        remedy = f"Keep the parts in {{}} as they are: {pieces}."
        return Problem(place, "its parts in {} are not those of the original", remedy)
    if sorted(pictures_in(row.original)) != sorted(pictures_in(row.translation)):
        remedy = "Keep each [name] before its line, untranslated."
        return Problem(place, "its pictures are not those of the original", remedy)
    return None


def _put(text, row, language):
    selector = EVERYBODY if row.reader == ALL else row.reader
    words = {text.selector_in(selector, language): row.translation.strip()}
    text.entry[text.name] = text.variants | words


def _texts_in(data) -> Iterator[_Text]:
    """Yield every wording of a sound document."""
    for place, entry, names, is_guarded in _holders_in(data):
        for name in names:
            if entry.get(name):
                yield _Text(f"{place}{name}", entry, name, is_guarded, data["language"])


def _holders_in(data):
    """Yield (place, entry, names of its wordings, whether they are about permission or safety)."""
    for name in DOCUMENT_WORDINGS:
        yield "", data, (name,), name in GUARDED_WORDINGS
    for audience in entries_of(data, "audiences"):
        place = f"audiences / {audience['key']} / "
        yield place, audience, ("label", "hint"), False
        for age in audience.get("ages", ()):
            yield f"{place}ages / {age['code']} / ", age, ("label",), False
    for permission in entries_of(data, "permissions"):
        yield from _of_question(permission, f"permissions / {permission['key']} / ")
    for page in entries_of(data, "pages"):
        place = f"pages / {page['key']} / "
        yield place, page, ("title",), False
        for question in entries_of(page, "questions"):
            yield from _of_question(question, f"{place}{question['key']} / ")


def _of_question(question, place):
    kind = QUESTION_TYPES[question["type"]]
    yield place, question, ("label", "hint", *kind.wordings), kind.name in GUARDED_TYPES
    for name in LISTS:
        for option in question.get(name, ()):
            yield f"{place}{name} / {option['code']} / ", option, ("label",), False

"""The same answers for several things: one row of radios each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.question_types.base import ColumnEntry, option_label
from surveys.question_types.choices import UNKNOWN, Choice, entries_of
from surveys.question_types.missing import SKIPPED
from surveys.question_types.parts import Part, PartsField
from surveys.wording import Reader, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


MOST_ROWS = 5


class _MatrixField(PartsField):
    """One set of radios for each row."""

    def __init__(self, rows: list[tuple[str, str]], choices: list[tuple[Any, str]]) -> None:
        parts = [Part(code, words, forms.RadioSelect(choices=choices)) for code, words in rows]
        super().__init__(parts, required_words=_("Choose an answer in every row."))
        self.codes = [code for code, _words in choices]

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):  # as it is stored
            names = [part.name for part in self.parts]
            value = [value.get(name) for name in names] if set(value) <= set(names) else "unknown"
        return super().to_python(value)

    def build(self, typed: list[str]) -> dict[str, str]:
        if any(code and code not in self.codes for code in typed):
            raise ValidationError(UNKNOWN, code="invalid_choice")
        pairs = list(zip(self.parts, typed, strict=True))
        missing = [str(part.label) for part, code in pairs if not code]
        if missing and self.required:
            self.wrong = tuple(place for place, code in enumerate(typed) if not code)
            raise ValidationError(
                _("Choose an answer for: %(rows)s."),
                code="missing_rows",
                params={"rows": "; ".join(missing)},
            )
        return {part.name: code for part, code in pairs if code}


class Matrix(Choice):
    """The same answers for a few things; stored by row, without the rows left out.

    Keeping rows and columns in mind at once is hard for children, so it is not for under twelves.
    """

    name = "matrix"
    answer_seconds = 5.0  # for each row
    settings = {"rows": list, "options": list}
    required = ("rows", "options")
    template = "components/question_matrix.html"
    paper_template = "surveys/paper/matrix.html"
    operators = PRESENCE
    not_for = ("u8", "8_11")
    why_not = (
        "a matrix is too hard for '{audience}'",
        "Ask them one question at a time, and name the other 'audiences' here.",
    )
    fits_one_cell = False
    has_labels = True

    def options_of(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        return entries_of(question, "rows") + entries_of(question, "options")

    def codes_of(self, question: dict[str, Any]) -> list[Any]:
        return []  # no rule compares a row

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        found = self.list_problems(question, "rows") + self.list_problems(question, "options")
        if len(question.get("rows") or []) > MOST_ROWS:
            remedy = f"Keep {MOST_ROWS} at most, and ask the others on another page."
            found.append(("'rows' has too many entries", remedy))
        return found

    def seconds_to_answer(self, question: Question) -> float:
        return self.answer_seconds * len(question.settings["rows"])

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        rows = [(row["code"], text_of(row["label"], reader)) for row in question.settings["rows"]]
        return _MatrixField(rows, self.choices(question, reader))

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        rows = [text_of(row["label"], reader) for row in question.settings["rows"]]
        options = [words for _code, words in self.choices(question, reader)]
        return {"how": _("Tick one box in every row."), "rows": rows, "options": options}

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return "; ".join(
            f"{option_label(question, row, reader, name='rows')}: "
            f"{option_label(question, code, reader)}"
            for row, code in value.items()
        )

    def is_blank(self, value: Any) -> bool:
        return not value

    def columns(self, question: Question) -> list[str]:
        return [f"{question.key}__{row['code']}" for row in question.settings["rows"]]

    def cells(self, question: Question, value: Any) -> list[Any]:
        return [(value or {}).get(row["code"]) for row in question.settings["rows"]]

    def coded_cells(self, question: Question, value: Any) -> list[Any]:
        return [SKIPPED if cell is None else cell for cell in self.cells(question, value)]

    def codebook(self, question: Question, reader: Reader) -> list[ColumnEntry]:
        words = text_of(question.label, reader)
        values = dict(self.choices(question, reader))
        rows = (text_of(row["label"], reader) for row in question.settings["rows"])
        return [
            ColumnEntry(column, f"{words} {row}", values, part=str(row))
            for column, row in zip(self.columns(question), rows, strict=True)
        ]

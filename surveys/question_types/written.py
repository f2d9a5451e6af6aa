"""Questions answered by typing, and information that is only read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from surveys.conditions import PRESENCE
from surveys.intake import HARD_LIMIT, clean_text, is_blank_text, length_of
from surveys.question_types.base import QuestionType
from surveys.wording import Reader, text_of


if TYPE_CHECKING:
    from surveys.definition import Question


OFF = {"autocomplete": "off"}
# Beyond this a count is a slip of the keys, and spreadsheets stop being exact.
LARGEST = 1_000_000_000
# Lines to write on, on paper.
FEWEST_LINES, MOST_LINES = 5, 12


class _TextField(forms.Field):
    """Text through the one intake function, before anything else looks at it.

    `dropped` says how many characters of the last text could not be stored.
    """

    dropped = 0

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": _("Write an answer.")}, **kwargs)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        typed = ("" if value is None else str(value)).strip()
        clean = clean_text(typed, limit=3 * len(typed))  # NFC makes three of one at most
        text = clean.text.strip()
        # Marks pile up on one letter, so what can be stored has a limit of its own.
        excess = max(length_of(text) - self.limit, len(text) - HARD_LIMIT)
        if excess > 0:
            raise _too_long(excess)
        self.dropped = clean.changed
        return text


def _too_long(excess: int) -> ValidationError:
    return ValidationError(
        ngettext_lazy(
            "Your answer is %(excess)d character too long. Make it shorter.",
            "Your answer is %(excess)d characters too long. Make it shorter.",
            "excess",
        ),
        code="too_long",
        params={"excess": excess},
    )


class _Text(QuestionType):
    settings = {"max_length": int}
    is_open = True
    default_length = 200
    widget: Any = forms.TextInput

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        length = question.get("max_length", self.default_length)
        if isinstance(length, int) and not 1 <= length <= HARD_LIMIT:
            return [("'max_length' is out of range", f"Use 1 to {HARD_LIMIT}.")]
        return []

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return _TextField(limit=self._limit(question), widget=self.widget(attrs=OFF))

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "max_length": self._limit(question),
            # Who can help stands beside every open question (surveys.forms: once a page).
            "show_support": True,
            "is_open_text": True,
        }

    def _limit(self, question: Question) -> int:
        return int(question.settings.get("max_length", self.default_length))

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return str(value)

    def is_blank(self, value: Any) -> bool:
        return value is None or is_blank_text(str(value))


class ShortText(_Text):
    """A few words on one line."""

    name = "short_text"
    answer_seconds = 15.0
    template = "components/question_text.html"
    paper_template = "surveys/paper/lines.html"

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {"lines": range(1)}


class LongText(_Text):
    """As much as people want to say, up to the limit."""

    name = "long_text"
    answer_seconds = 45.0  # about twenty words
    settings = {"max_length": int, "support": bool}
    template = "components/question_textarea.html"
    paper_template = "surveys/paper/lines.html"
    default_length = 2000
    widget = forms.Textarea

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        # As much room as the screen gives, within what a page holds.
        return {
            "lines": range(min(MOST_LINES, max(FEWEST_LINES, self._limit(question) // 150))),
            "show_support": bool(question.settings.get("support", False)),
        }


class _NumberField(forms.IntegerField):
    """A whole number; spaces around or between its figures mean nothing."""

    def to_python(self, value: Any) -> int | None:
        typed = "".join(value.split()) if isinstance(value, str) else value
        number: int | None = super().to_python(typed)
        return number


class Number(QuestionType):
    """A whole number."""

    name = "number"
    can_be_piped = True
    answer_seconds = 8.0
    settings = {"min": int, "max": int, "unit": (str, dict)}
    wordings = ("unit",)
    operators = ("eq", "ne", "in", "nin", "gt", "lt", *PRESENCE)
    template = "components/question_number.html"
    paper_template = "surveys/paper/boxes.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        low, high = _bounds(question)
        if low > high:
            return [("'min' is over 'max'", "Swap them.")]
        if low < -LARGEST or high > LARGEST:
            return [("'min' or 'max' is out of range", f"Stay within {LARGEST}.")]
        return []

    def can_be(self, question: dict[str, Any], value: Any) -> bool:
        low, high = _bounds(question)
        return type(value) is int and low <= value <= high

    def likely_values(self, question: dict[str, Any], compared: list[Any]) -> list[Any]:
        # Every comparison changes at or beside a number it names.
        low, high = _bounds(question)
        numbers = [n for n in compared if isinstance(n, int | float)]
        near = {math.floor(n) + step for n in numbers for step in (-1, 0, 1)} | {low, high}
        return [None, *sorted(n for n in near if low <= n <= high)]

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        low, high = _bounds(question.settings)
        return _NumberField(
            min_value=low,
            max_value=high,
            widget=forms.TextInput(attrs={**OFF, "inputmode": "numeric"}),
            error_messages={
                "required": _("Write a number."),
                "invalid": _("Write a whole number, such as 3."),
                "min_value": _("Write %(limit_value)d or more."),
                "max_value": _("Write %(limit_value)d or less."),
            },
        )

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {"unit": text_of(question.settings.get("unit"), reader)}

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "how": _("Write a number."),
            "boxes": [("", 4)],
            "unit": text_of(question.settings.get("unit"), reader),
        }

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return f"{value} {text_of(question.settings.get('unit'), reader)}".strip()


def _bounds(settings: Mapping[str, Any]) -> tuple[int, int]:
    """Return the least and the greatest number, even where the document sets none."""
    return settings.get("min", -LARGEST), settings.get("max", LARGEST)


class _NoInput(forms.Widget):
    """Nothing to fill in, and nothing to read from what was posted."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return SafeString("")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return None

    def id_for_label(self, id_: str) -> str:
        return ""


class Info(QuestionType):
    """Something to read; there is nothing to answer."""

    name = "info"
    settings = {"body": (str, dict)}
    required: tuple[str, ...] = ("body",)
    wordings = ("body",)
    template = "components/question_info.html"
    paper_template = "surveys/paper/info.html"
    operators = ()
    has_answer = False

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        return forms.Field(widget=_NoInput)

    def build_field(self, question: Question, reader: Reader) -> forms.Field:
        field = super().build_field(question, reader)
        field.required = False  # nobody can answer it
        return field

    def value_of(self, cleaned: Any) -> Any:
        return None

    def columns(self, question: Question) -> list[str]:
        return []

    def field_extras(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {"body": text_of(question.settings.get("body"), reader)}

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return self.field_extras(question, reader)

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return ""

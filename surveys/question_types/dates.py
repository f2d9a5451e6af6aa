"""A month of a year."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from surveys.conditions import PRESENCE
from surveys.question_types.base import QuestionType
from surveys.question_types.parts import Part, PartsField
from surveys.wording import Reader


if TYPE_CHECKING:
    from surveys.definition import Question


EARLIEST, LATEST = "1900-01", "2100-12"
LONGEST = 40
_STORED = re.compile(r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])")
# As a spreadsheet may hold it: 2024-03, 3/2024, March 2024.
_TYPED = re.compile(
    r"(?P<y>\d{4})\s*[-/. ]\s*(?P<m>\d{1,2})|(?P<m2>\w+)\s*[-/.,\s]\s*(?P<y2>\d{4})"
)
_BOX = {"autocomplete": "off", "inputmode": "numeric"}


class _MonthField(PartsField):
    """Two boxes, month and year; one text with both is read too."""

    def __init__(self, *, earliest: str, latest: str) -> None:
        parts = [
            Part("month", _("Month"), forms.TextInput(attrs=_BOX)),
            Part("year", _("Year"), forms.TextInput(attrs=_BOX)),
        ]
        super().__init__(parts, required_words=_("Write a month and a year."))
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> Any:
        return super().to_python(_parted(value) if isinstance(value, str) else value)

    def build(self, typed: list[str]) -> str:
        month, year = typed
        number = _month_of(month)
        problems = []
        if number is None:
            add, mend = (
                _("Add the month, such as 3 or March."),
                _("Write the month as a number from 1 to 12, or by its name."),
            )
            problems.append(ValidationError(mend if month else add, code="month"))
        if not (year.isdecimal() and len(year) == 4):
            add, mend = (
                _("Add the year, such as 2024."),
                _("Write the year with four figures, such as 2024."),
            )
            problems.append(ValidationError(mend if year else add, code="year"))
        self.wrong = tuple(("month", "year").index(str(each.code)) for each in problems)
        if problems:  # both at once, so that nobody mends one to be told of the other
            raise ValidationError(problems)
        return self._within(f"{int(year):04}-{number:02}")

    def _within(self, stored: str) -> str:
        if stored < self.earliest:
            message, bound = _("Write %(month)s or a later month."), self.earliest
        elif stored > self.latest:
            message, bound = _("Write %(month)s or an earlier month."), self.latest
        else:
            return stored
        raise ValidationError(message, code="out_of_range", params={"month": _in_words(bound)})


class DateMonth(QuestionType):
    """A month and its year; stored as "2024-03"."""

    name = "date_month"
    can_be_piped = True
    answer_seconds = 15.0
    settings = {"earliest": str, "latest": str}
    operators = ("eq", "ne", "in", "nin", *PRESENCE)
    template = "components/question_date_month.html"
    paper_template = "surveys/paper/boxes.html"

    def problems(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        earliest, latest = _bounds(question)
        found = [
            (f"'{name}' is no month", 'Write year and month: "2024-03".')
            for name, value in (("earliest", earliest), ("latest", latest))
            if not _STORED.fullmatch(value)
        ]
        if not found and earliest > latest:
            found.append(("'earliest' is after 'latest'", "Swap them."))
        return found

    def can_be(self, question: dict[str, Any], value: Any) -> bool:
        earliest, latest = _bounds(question)
        is_month = isinstance(value, str) and bool(_STORED.fullmatch(value))
        return is_month and earliest <= value <= latest

    def likely_values(self, question: dict[str, Any], compared: list[Any]) -> list[Any]:
        months = {*_bounds(question), *(each for each in compared if self.can_be(question, each))}
        return [None, *sorted(months)]

    def make_field(self, question: Question, reader: Reader) -> forms.Field:
        earliest, latest = _bounds(dict(question.settings))
        return _MonthField(earliest=earliest, latest=latest)

    def paper(self, question: Question, reader: Reader) -> dict[str, Any]:
        return {
            "how": _("Write the month and the year."),
            "boxes": [(_("Month"), 2), (_("Year"), 4)],
        }

    def text_of(self, question: Question, value: Any, reader: Reader) -> str:
        return _in_words(value)


def _bounds(settings: dict[str, Any]) -> tuple[str, str]:
    return settings.get("earliest", EARLIEST), settings.get("latest", LATEST)


def _in_words(stored: str) -> str:
    year, month = stored.split("-")
    return str(date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT"))


def _parted(text: str) -> list[str]:
    """Return month and year of one text; what cannot be parted stands in the month's place."""
    # No month is longer, and the pattern is slow on a page of spaces.
    found = _TYPED.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not found:
        return [text.strip(), ""]
    return [found["m"] or found["m2"], found["y"] or found["y2"]]


def _month_of(typed: str) -> int | None:
    """Return the number of a month, given so or by three letters or more of its name."""
    if typed.isdecimal():
        return int(typed) if len(typed) <= 2 and 1 <= int(typed) <= 12 else None
    start = typed.rstrip(".").casefold()
    fitting = {
        number
        for number, name in MONTHS.items()
        for each in (str(name), calendar.month_name[number])
        if each.casefold().startswith(start)
    }
    return fitting.pop() if len(start) >= 3 and len(fitting) == 1 else None

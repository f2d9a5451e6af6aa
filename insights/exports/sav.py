"""The .sav kind: a case for each person, for SPSS, PSPP, R and Stata.

Given answers are numbers with their words as value labels, the reasons for no answer are user
missing values, and each theme is a variable of its own. What people wrote is in other kinds: a
text variable is as wide as its longest text in every case.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from django.utils.translation import gettext as _

from insights.comparing.attributes import names_of_ages
from insights.exports.cells import CellReport, clean_text
from insights.exports.facts import ClosedColumn, ClosedRow, Manifest, Source
from insights.exports.sav_file import (
    DAY,
    DECIMAL,
    NAME_LIMIT,
    NOMINAL,
    ORDINAL,
    SCALE,
    TEXT_LIMIT,
    WHOLE,
    SavFile,
    Variable,
)
from surveys.question_types.missing import MISSING_WORDS


PROGRESS_EVERY = 500
PERSON_WIDTH = 17
ORDERED = frozenset({"likert", "faces", "rating_0_10", "rank"})
RESERVED = frozenset("ALL AND BY EQ GE GT LE LT NE NOT OR TO WITH".split())  # noqa: SIM905
# SPSS counts days and seconds from the first day of the Gregorian calendar.
FIRST_DAY, DAY_SECONDS = date(1582, 10, 14), 86_400
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


class Seen:
    """What stood in a column: its longest text, and codes that today's survey does not know."""

    def __init__(self, column: ClosedColumn):
        self.column = column
        self.options = dict(column.options)
        self.has_codes = bool(column.options)
        self.is_day = column.type == "date_month"
        self.is_text = self.has_decimals = False
        self.width = 1

    def see(self, value):
        if isinstance(value, str) and not self.is_day:
            self.is_text = True
            self.width = max(self.width, len(value.encode("utf-8", "ignore")))
            if self.has_codes:
                self.options.setdefault(value, value)
        elif isinstance(value, float) and value != int(value):
            self.has_decimals = True

    # --- what it becomes ---

    def variable(self, name: str) -> Variable:
        column, kind = self.column, self.column.type
        if self.is_day:
            label = _("%(words)s (the first day stands for the month)") % {"words": column.words}
            return Variable(name, label, 0, SCALE, DAY, _reasons(), has_missing=True)
        if self.is_text and not self.has_codes:
            return Variable(name, column.words, min(self.width, TEXT_LIMIT))
        shown = DECIMAL if self.has_decimals else WHOLE
        measure = ORDINAL if kind in ORDERED else NOMINAL if self.has_codes else SCALE
        labels = {self.number(code): str(words) for code, words in self.options.items()}
        return Variable(
            name, column.words, 0, measure, shown, labels | _reasons(), has_missing=True
        )

    def number(self, code) -> int | float:
        """Return the number of a code: itself, or its place in the list."""
        if not isinstance(code, str):
            return code
        return 1 + list(self.options).index(code)

    def cell(self, value):
        if value is None or value == "":
            return None
        if self.is_day and isinstance(value, str):
            year, month = value.split("-")[:2]
            return (date(int(year), int(month), 1) - FIRST_DAY).days * DAY_SECONDS
        if self.has_codes:
            return self._numbers[value] if isinstance(value, str) else value
        return str(value) if self.is_text else value

    def settle(self):
        """Number the codes once everything was seen."""
        self._numbers = {
            code: place for place, code in enumerate(self.options, 1) if isinstance(code, str)
        }


class PeopleFile:
    """The variables of one source and its cases."""

    def __init__(self, source: Source, report: CellReport):
        self._source, self._report = source, report
        self._themes = source.themes()
        self._taken: set[str] = set()
        self._about = [
            Seen(ClosedColumn("audience", "", _("Audience"), "", options=self._audiences())),
            Seen(ClosedColumn("age_band", "", _("Age band"), "likert", options=names_of_ages())),
            Seen(ClosedColumn("language", "", _("Language"), "")),
            Seen(ClosedColumn("format", "", _("Format"), "")),
            Seen(ClosedColumn("survey_version", "", _("Survey version"), "")),
        ]
        columns = source.closed_columns()
        self._places = [n for n, column in enumerate(columns) if not column.is_label]
        self._given = [Seen(columns[place]) for place in self._places]
        for row in source.closed_rows():
            for seen, value in zip(self._about + self._given, self._values(row), strict=True):
                seen.see(value)
        for seen in self._about + self._given:
            seen.settle()
        self._said = self._read_themes()

    def _audiences(self):
        return dict(zip(self._source.audience_keys, self._source.audiences, strict=True))

    def _values(self, row: ClosedRow) -> list:
        about = [row.audience, row.age_band, row.language, row.format, row.version]
        cells = [row.cells[place] for place in self._places]
        return [self._clean(value) for value in about + cells]

    def _clean(self, value):
        if not isinstance(value, str):
            return value
        return clean_text(value, self._report)

    def variables(self) -> list[Variable]:
        width = max((len(name.encode()) for name in self._said), default=0)
        about = _("Person, a name for this file only")
        person = Variable(self._name("person"), about, width=max(PERSON_WIDTH, width))
        given = [seen.variable(self._name(seen.column.name)) for seen in self._about + self._given]
        said = {1: _("Speaks of it"), 0: _("Answered, and does not speak of it")}
        themes = [
            Variable(self._name(f"theme_{theme.id[:8]}"), _words_of(theme), labels=said)
            for theme in self._themes
        ]
        return [person, *given, *themes]

    def _name(self, wanted: str) -> str:
        base = _NOT_IN_A_NAME.sub("_", wanted).strip("_")[: NAME_LIMIT - 4]
        if not base[:1].isalpha() or base.upper() in RESERVED:
            base = f"v_{base}"
        tries = (base if number == 1 else f"{base}_{number}" for number in count(1))
        name = next(each for each in tries if each.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name

    # --- cases ---

    def cases(self) -> Iterator[list]:
        """Yield a case for each person, those of whom nothing is known but words last."""
        nothing = [None] * (len(self._about) + len(self._given))
        for row in self._source.closed_rows():
            seen = zip(self._about + self._given, self._values(row), strict=True)
            cells = [column.cell(value) for column, value in seen]
            yield [row.person, *cells, *self._theme_cells(self._said.pop(row.person, (0, 0)))]
        for person, bits in self._said.items():
            yield [person, *nothing, *self._theme_cells(bits)]

    def _read_themes(self) -> dict[str, tuple[int, int]]:
        """Return for each person which questions they answered and which themes they speak of.

        As bits of two numbers: there can be a hundred thousand people.
        """
        questions = {key: 1 << n for n, key in enumerate(self._question_keys())}
        themes = self._theme_bits()
        said: dict[str, tuple[int, int]] = {}
        for answer in self._source.coded():
            answered, spoken = said.get(answer.person, (0, 0))
            answered |= questions.get(answer.question_key, 0)
            said[answer.person] = answered, spoken | themes.get(answer.theme_id, 0)
        return said

    def _question_keys(self):
        return list(dict.fromkeys(theme.question_key for theme in self._themes))

    def _theme_bits(self):
        """Return the bits of a theme and of every theme it is part of."""
        own = {theme.id: 1 << n for n, theme in enumerate(self._themes)}
        parents = {theme.id: theme.parent_id for theme in self._themes}
        bits = {}
        for theme_id in own:
            bits[theme_id], above = 0, theme_id
            while above in own and not bits[theme_id] & own[above]:
                bits[theme_id] |= own[above]
                above = parents[above]
        return bits

    def _theme_cells(self, bits):
        answered, spoken = bits
        places = {key: n for n, key in enumerate(self._question_keys())}
        return [
            spoken >> number & 1 if answered >> places[theme.question_key] & 1 else None
            for number, theme in enumerate(self._themes)
        ]


class SavKind:
    """The kind of file: one table with types of its own, so it writes itself."""

    suffix = ".sav"
    content_type = "application/x-spss-sav"
    is_public = False
    has_people = True

    def write(self, source: Source, manifest: Manifest, *, path: Path, progress) -> None:
        """Write the cases to `path`."""
        report = CellReport()
        name = str(_("Responses"))
        progress(name, 0, 0)
        people = PeopleFile(source, report)
        year, month, day = manifest.made_on.split("-")
        title = clean_text(source.title, report)
        made = f"{day} {MONTHS[int(month) - 1]} {year[2:]}"
        file = SavFile(path, people.variables(), title=title, day=made)
        try:
            for case in people.cases():
                file.append(case)
                if file.cases % PROGRESS_EVERY == 0:
                    progress(name, file.cases, manifest.people)
            file.close()
        finally:
            file.discard()
        manifest.texts = report.counts()
        manifest.rows[name] = file.cases


def _words_of(theme) -> str:
    """Return a theme's label; that nobody has decided on it stands first, where nothing is cut."""
    words = f"{theme.name} ({theme.question})"
    if theme.is_decided:
        return words
    return _("Suggested by the machine: %(theme)s") % {"theme": words}


def _reasons() -> dict:
    return {code: str(words) for code, words in MISSING_WORDS.items()}

"""A source whose answers are counted by every group of people while they are written.

The database is asked once: who is in which group is remembered from the rows of given answers, and
each answer is counted as its row goes by.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from insights.comparing.attributes import names_of_ages
from insights.disclosure import Counts, restricted
from insights.exports.facts import ClosedRow, CodedFacts, Source, ThemeFacts
from insights.exports.representativeness import (
    Compared,
    Comparison,
    comparisons,
    exact_line,
)
from surveys.helping import CONCEPTS as HELP
from surveys.languages import language_of
from surveys.models import Channel


# A list with more options than this is one of places.
MOST_OPTIONS = 60
SINGLE = ("single", "this_or_that")
# What is known of everybody: the name, and where it stands in a row.
KNOWN = ("audience", "age_band", "language", "format", "channel", "version")


class GroupFigure(NamedTuple):
    """How many people of a group speak of a theme, of how many of them who answered."""

    theme: ThemeFacts
    told_by: str
    group: str
    people: int
    base: int


class Observed:
    """A source; what is not here is asked of it."""

    def __init__(self, source: Source):
        self._source = source
        # Each group's number by what tells people apart and the code, in the order of coming up.
        self._groups: dict[tuple[str, str], int] = {}
        # Each person's groups. Many people are in the same, and share the run of numbers.
        self._people: dict[str, tuple[int, ...]] = {}
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._counts: tuple[Counter, Counter] | None = None

    def __getattr__(self, name):
        return getattr(self._source, name)

    # --- as they go by ---

    def closed_rows(self) -> Iterator[ClosedRow]:
        for row in self._source.closed_rows():
            groups = tuple(self._groups_of(row))
            self._people[row.person] = self._shared.setdefault(groups, groups)
            yield row

    def coded(self) -> Iterator[CodedFacts]:
        self._meet_everybody()
        answered: Counter = Counter()
        said: Counter = Counter()
        family = self._families
        for (person, question), places in groupby(self._source.coded(), key=_whose):
            rows = list(places)
            groups = self._people.get(person, ())
            themes = {each for row in rows for each in family.get(row.theme_id, ())}
            for group in groups:
                answered[question, group] += 1
                for theme in themes:
                    said[theme, group] += 1
            yield from rows
        self._counts = answered, said

    def _meet_everybody(self):
        if not self._people:
            for _row in self.closed_rows():
                pass

    def _groups_of(self, row) -> Iterator[int]:
        for name in KNOWN:
            yield self._number(name, str(getattr(row, name)))
        for place, column in self._columns:
            cell = row.cells[place]
            if column.type == "multi":
                if cell == 1:
                    yield self._number(column.question_key, column.name)
            elif cell in column.options:
                yield self._number(column.name, str(cell))

    def _number(self, name, code) -> int:
        return self._groups.setdefault((name, code), len(self._groups))

    @cached_property
    def _columns(self):
        """Return the columns that tell people apart: lists that one or several are chosen from."""
        columns = self._source.closed_columns()
        return [
            (place, column)
            for place, column in enumerate(columns)
            if column.type in (*SINGLE, "multi") and 0 < len(column.options) <= MOST_OPTIONS
        ]

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        """Return each theme with every theme it is part of."""
        parents = {theme.id: theme.parent_id for theme in self._source.themes()}
        families = {}
        for theme_id in parents:
            line: list[str] = []
            above = theme_id
            while above in parents and above not in line:
                line.append(above)
                above = parents[above]
            families[theme_id] = tuple(line)
        return families

    # --- what was counted ---

    def group_figures(self) -> Iterator[GroupFigure]:
        """Yield every theme in every group in which anybody answered its question."""
        if self._counts is None:
            for _answer in self.coded():
                pass
        answered, said = self._counts or (Counter(), Counter())
        ranked = sorted(self._groups.items(), key=self._rank)
        names = {number: self._words(*group) for group, number in ranked}
        for theme in self._source.themes():
            counts = Counts()
            bases = [n for n in names if answered[theme.question_key, n]]
            for n in bases:
                counts.add(("base", n), answered[theme.question_key, n])
                counts.add(("said", n), said[theme.id, n], base=("base", n))
            figures = restricted(counts)
            for n in bases:
                people, base = figures["said", n].count, figures["base", n].count
                yield GroupFigure(theme, *names[n], int(people), int(base))

    def people_figures(self) -> list[tuple[str, str, int]]:
        """Return how many people are in each group of what is known of all, and had what help."""
        self._meet_everybody()
        sizes = Counter(each for groups in self._people.values() for each in groups)
        helped = {
            name
            for _place, column in self._columns
            if column.concept in HELP
            for name in (column.name, column.question_key)
        }
        known = [pair for pair in self._groups.items() if pair[0][0] in {*KNOWN, *helped}]
        ranked = sorted(known, key=self._rank)
        return [(*self._words(*group), sizes[number]) for group, number in ranked]

    def compared(self) -> Iterator[tuple[Comparison, dict[str, Compared]]]:
        """Yield what stands beside a population, with its groups."""
        self._meet_everybody()
        known = comparisons(self._source)
        sizes = self._sizes_of(known)
        for one in known:
            expected = one.benchmark.expected
            counts = {code: sizes[one.place, one.column.name, code] for code in expected}
            base = sum(counts.values())
            if base:
                lines = {
                    code: exact_line(code, counts[code], base, each.share)
                    for code, each in expected.items()
                }
                yield one, lines

    def _sizes_of(self, compared) -> Counter:
        """Return people by audience, column and code, of what is compared; in one walk."""
        places = {
            self._groups.get(("audience", key)): place
            for place, key in enumerate(self._source.audience_keys)
        }
        wanted = {
            number: (one.column.name, code)
            for one in compared
            for code in one.benchmark.expected
            if (number := self._groups.get((one.column.name, code))) is not None
        }
        sizes: Counter = Counter()
        for groups, people in Counter(self._people.values()).items():
            place = places.get(groups[0])  # the audience stands first among what is known of all
            for number in groups:
                if number in wanted:
                    sizes[place, *wanted[number]] += people
        return sizes

    def _rank(self, group) -> tuple[int, str, int]:
        """Order groups as the columns of the given answers stand, what is known of all first."""
        (name, code), number = group
        if name in KNOWN:
            return KNOWN.index(name), code, number
        for place, column in self._columns:
            if name in (column.name, column.question_key):
                options = [str(each) for each in column.options]
                order = options.index(code) if code in options else number
                return len(KNOWN) + place, "", order
        return len(KNOWN), "", number

    def _words(self, name, code) -> tuple[str, str]:
        if name in KNOWN:
            return self._known_words(name, code)
        for _place, column in self._columns:
            if column.type == "multi" and column.name == code:
                return column.question_key, column.words
            if column.name == name:
                words = {str(each): str(said) for each, said in column.options.items()}
                return column.name, words.get(code, code)
        return name, code

    def _known_words(self, name, code) -> tuple[str, str]:
        audiences = dict(zip(self._source.audience_keys, self._source.audiences, strict=True))
        told = {
            "audience": (_("Audience"), audiences),
            "age_band": (_("Age band"), names_of_ages()),
            "language": (_("Language"), {code: language_of(code).english}),
            "format": (_("Format"), {}),
            "channel": (_("How the answer reached us"), dict(Channel.Mode.choices)),
            "version": (_("Survey version"), {}),
        }
        words, names = told[name]
        nothing = _("The survey’s own address") if name == "channel" else _("Not known")
        return words, str(names.get(code, code) or nothing)


def _whose(answer: CodedFacts) -> tuple[str, str]:
    return answer.person, answer.question_key

"""What of a source may be published: its counts of people as linked tables, and what is released.

Every figure of the file goes through disclosure control in one piece, because a reader has all
sheets at once: what one of them hides must not follow from another.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from insights.comparing.presenting_joins import JoinsView
from insights.disclosure import (
    HIDDEN,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    UNRELIABLE,
    Counts,
    Release,
    refusal_to_publish,
    release,
)
from insights.exports.facts import (
    ChangeFacts,
    ClosedColumn,
    Manifest,
    QuoteFacts,
    SigningFacts,
    Source,
    ThemeFacts,
)
from insights.exports.joins import JoinFacts, add_joins, released_joins
from insights.exports.representativeness import (
    Compared,
    Comparison,
    comparisons,
    published_lines,
)
from insights.exports.state import StateFacts
from insights.statistics import share_interval
from surveys.helping import CONCEPTS as HELP
from surveys.languages import language_of
from surveys.models import Channel


CHOSEN = 1  # the code of a choice among several that was made
ALL = None  # in the place of a group: everybody, in whatever group
OTHER = "other"  # whoever is in no audience of the newest version
# A list with more options than this is one of places, and names single ones.
MOST_OPTIONS = 60


class Shown(NamedTuple):
    """A count with its base and share as they may be shown; percentages are whole."""

    people: int | str
    base: int | str
    percent: int | str
    low: int | str
    high: int | str


class Published:
    """The facts of a source that anybody may read, as one release."""

    def __init__(self, source: Source):
        self._source = source
        self.title, self.author, self.language = source.title, source.author, source.language
        self.has_permissions = source.has_permissions

    def manifest(self) -> Manifest:
        return self._source.manifest()

    # --- who ---

    @cached_property
    def groups(self) -> dict:
        """Return the names of the groups by their places, everybody last."""
        names = dict(enumerate(self._source.audiences))
        if any(OTHER in each for each in self._all_by_group()):
            names[OTHER] = _("Any other audience")
        return {**names, ALL: _("Everybody")}

    def _all_by_group(self):
        yield self._people
        yield from (self._by_group(one.by_audience, one.answered) for one in self.questions())
        yield from (self._by_group(one.by_audience, one.people) for one in self.themes())

    def _by_group(self, by_audience, total) -> dict:
        """Return a row of counts by group, with whoever is in no audience of today's survey."""
        rest = total - sum(by_audience)
        counts = dict(enumerate(by_audience)) if self._source.audiences else {}
        return {**counts, ALL: total, **({OTHER: rest} if counts and rest else {})}

    @cached_property
    def _closed(self) -> tuple[Counter, Counter, Counter]:
        """Return everybody by group, people by column, code and group, and by way, in one walk."""
        places = {key: place for place, key in enumerate(self._source.audience_keys)}
        people: Counter = Counter()
        chosen: Counter = Counter()
        ways: Counter = Counter()
        for row in self._source.closed_rows():
            group = places.get(row.audience, OTHER)
            people.update((group, ALL))
            ways.update((("channel", row.channel), ("language", row.language)))
            for column, cell in zip(self._columns, row.cells, strict=True):
                if cell in column.options:
                    chosen.update(((column.name, cell, group), (column.name, cell, ALL)))
        return people, chosen, ways

    @cached_property
    def _columns(self) -> list[ClosedColumn]:
        return self._source.closed_columns()

    @cached_property
    def _people(self) -> dict:
        people = self._closed[0]
        return dict(people) or {ALL: self._source.manifest().people}

    # --- what ---

    def questions(self):
        return self._source.questions()

    @cached_property
    def _themes(self) -> list[ThemeFacts]:
        return [one for one in self._source.themes() if one.is_decided]

    def themes(self) -> list[ThemeFacts]:
        """Return the themes that people decided on; what the machine suggests is no finding."""
        return self._themes

    @cached_property
    def _signing(self) -> list[SigningFacts]:
        return self._source.signing()

    def signing(self) -> list[SigningFacts]:
        return self._signing

    def changes(self) -> list[ChangeFacts]:
        return self._source.changes()

    def recommendation_rows(self) -> list[dict]:
        return self._source.recommendation_rows()

    def commitment_rows(self) -> list[dict]:
        return self._source.commitment_rows()

    def whole_themes(self, question_key: str) -> list[ThemeFacts]:
        """Return the themes of a question that are part of no other."""
        mine = [one for one in self.themes() if one.question_key == question_key]
        known = {one.id for one in mine}
        return [one for one in mine if one.parent_id not in known]

    def closed(self) -> list[ClosedColumn]:
        """Return the columns whose shares may be published by audience."""
        return [column for column in self._columns if self._may_be_published(column)]

    def _may_be_published(self, column):
        return 0 < len(column.options) <= MOST_OPTIONS and not refusal_to_publish(
            [column.concept, "audience"], has_under_18=self._source.has_under_18
        )

    # --- how many ---

    @cached_property
    def counts(self) -> Counts:
        """Return every count of the file, with all that a reader knows of how they hang together.

        Any answer can be a sensitive one, so all of them are taken for that.
        """
        counts = Counts()
        self._add(counts, ("people",), self._people, base=None)
        for question in self.questions():
            people = self._by_group(question.by_audience, question.answered)
            self._add(counts, ("answered", question.key), people, base=("people",))
        for theme in self.themes():
            people = self._by_group(theme.by_audience, theme.people)
            base = ("answered", theme.question_key)
            self._add(counts, ("theme", theme.id), people, base=base)
        self._add_ways(counts)
        self._add_parts(counts)
        for column in self.closed():
            self._add_closed(counts, column)
        for number, facts in enumerate(self._joins):
            add_joins(counts, number, facts)
        return counts

    @cached_property
    def _joins(self) -> list[JoinFacts]:
        return self._source.joins()

    def joins(self) -> list[tuple[JoinFacts, JoinsView]]:
        """Return the joins between services with what may be shown of them."""
        return [
            (facts, released_joins(self._release, number, facts))
            for number, facts in enumerate(self._joins)
        ]

    def _add(self, counts, name, people, *, base):
        for group in self.groups:
            whole = None if base is None else (*base, group)
            is_share = base is not None and base[0] != "people"
            counts.add((*name, group), people.get(group, 0), base=whole, is_sensitive=is_share)
        parts = [(*name, group) for group in self.groups if group is not ALL]
        if parts:
            counts.add_sum((*name, ALL), parts)

    def _add_ways(self, counts):
        ways = self._closed[2]
        for name in sorted({name for name, _code in ways}):
            cells = [("way", *way, ALL) for way in sorted(ways) if way[0] == name]
            for cell in cells:
                counts.add(cell, ways[cell[1:3]], base=("people", ALL))
            counts.add_sum(("people", ALL), cells)

    def ways(self) -> list[tuple[str, str]]:
        """Return the ways in which answers came: what tells them apart, and the code."""
        return sorted(self._closed[2])

    def way_rows(self) -> list[tuple[str, str, Shown]]:
        """Return what tells ways apart, the way, and its people."""
        return [(*self._way_words(*way), self.shown(("way", *way), ALL)) for way in self.ways()]

    def help_rows(self) -> list[tuple[str, str, Shown]]:
        """Return when help was told of, which, and its people of those who told."""
        return [
            (help_words(column.concept), f"{column.asked} {words}", shown)
            for column, words, shown in self._help()
        ]

    def helped(self) -> list[tuple[str, list[tuple[str, Shown]]]]:
        """Return each question about help with what was chosen, and by how many who told."""
        found: dict[str, tuple[str, list]] = {}
        for column, words, shown in self._help():
            _asked, rows = found.setdefault(column.question_key, (column.asked, []))
            rows.append((words, shown))
        return list(found.values())

    def _help(self) -> Iterator[tuple[ClosedColumn, str, Shown]]:
        for column in (each for each in self.closed() if each.concept in HELP):
            for code, words in column.options.items():
                if column.type != "multi" or code == CHOSEN:
                    shown = self.shown(("option", column.name, code), ALL)
                    yield column, column.part or words, shown

    def state(self) -> StateFacts | None:
        return self._source.state()

    def _way_words(self, name: str, code: str) -> tuple[str, str]:
        if name == "language":
            return _("Language"), str(language_of(code).english)
        words = dict(Channel.Mode.choices).get(code, _("The survey’s own address"))
        return _("How the answer reached us"), str(words)

    def _add_parts(self, counts):
        known = {theme.id for theme in self.themes()}
        for theme in (one for one in self.themes() if one.parent_id in known):
            for group in self.groups:
                part, whole = ("theme", theme.id, group), ("theme", theme.parent_id, group)
                counts.add_within(part, whole)

    def _add_closed(self, counts, column):
        chosen = self._closed[1]
        people = {
            group: sum(chosen[column.name, code, group] for code in column.options)
            for group in self.groups
        }
        self._add(counts, ("given", column.name), people, base=("people",))
        for code in column.options:
            people = {group: chosen[column.name, code, group] for group in self.groups}
            name = ("option", column.name, code)
            self._add(counts, name, people, base=("given", column.name))
        for group in self.groups:
            options = [("option", column.name, code, group) for code in column.options]
            counts.add_sum(("given", column.name, group), options)

    @cached_property
    def _comparisons(self) -> list[Comparison]:
        """Return what stands beside a population, of columns that may be published by audience."""
        public = {column.name for column in self.closed()}
        chosen = self._closed[1]
        return [
            one
            for one in comparisons(self._source)
            if one.column.name in public
            and any(chosen[one.column.name, code, one.place] for code in one.benchmark.expected)
        ]

    def compared(self) -> Iterator[tuple[Comparison, dict[str, Compared]]]:
        """Yield each comparison with its groups, from what the other sheets show and no more.

        How many are in any of the groups is no figure of its own: hiding the handful who are in
        none would hide all the groups with them.
        """
        for one in self._comparisons:
            shown = {
                code: self.shown(("option", one.column.name, code), one.place)
                for code in one.column.options
            }
            lines = published_lines(shown, one.benchmark.expected)
            yield one, lines

    @cached_property
    def _release(self) -> Release:
        return release(self.counts)

    def shown(self, name: tuple, group) -> Shown:
        """Return what may be shown of a count, with nothing that follows from hidden figures.

        The interval is of the figures as they are shown, so it says no more than they do.
        """
        figure = self._release[(*name, group)]
        base = self._release[self.counts.bases[(*name, group)]]
        percent = figure.percent
        return Shown(figure.count, base.count, percent, *ends_of(percent, base.count))

    def groups_that_answered(self, name: tuple) -> list[tuple[object, str, Shown]]:
        """Return the groups in which anybody answered, with names and figures; everybody last.

        A group that was not asked has no figure: "0 of 0" would say that it was.
        """
        found = [(group, words, self.shown(name, group)) for group, words in self.groups.items()]
        return [
            each
            for each in found
            if each[0] is ALL or (each[2].people if name[0] == "answered" else each[2].base) != 0
        ]

    def people_shown(self, group) -> int | str:
        """Return how many people are in the file, as it may be shown."""
        return self._release["people", group].count

    def hidden(self) -> int:
        """Return how many figures are not shown."""
        derived = self.counts.derived  # no sheet has a place for these
        figures = self._release.figures.items()
        return sum(figure.is_hidden for cell, figure in figures if cell not in derived)

    # --- words ---

    def quotes(self) -> list[tuple[QuoteFacts, str]]:
        """Return the quotes, each with who said it as far as that may stand beside it, or "".

        A quote tells that there is somebody, so it stands beside no figure that is hidden.
        """
        places = {key: place for place, key in enumerate(self._source.audience_keys)}
        found = []
        for quote in self._source.quotes():
            name = self._counted_as(quote)
            group = places.get(quote.audience, OTHER)
            if not self._release[(*name, ALL)].is_hidden:
                is_shown = group in self.groups and not self._release[(*name, group)].is_hidden
                found.append((quote, quote.attribution if is_shown else ""))
        return found

    def _counted_as(self, quote) -> tuple:
        """Return the name of the figure that a quote stands beside: its theme's, if it has one."""
        is_known = any(theme.id == quote.theme_id for theme in self.themes())
        return ("theme", quote.theme_id) if is_known else ("answered", quote.question_key)


def help_words(concept: str) -> str:
    """Return what tells people apart by the help they had (surveys/helping.py)."""
    words = (_("Help at the start"), _("Who helped"), _("Help by the end"))
    return dict(zip(HELP, words, strict=True))[concept]


def ends_of(percent, base) -> tuple[int | str, int | str]:
    """Return the ends of the interval of a share as it is shown, or symbols."""
    if base == HIDDEN:  # what nobody said can be shown of a group whose size cannot
        return HIDDEN, HIDDEN
    if isinstance(percent, int):
        _share, low, high = share_interval(round(percent * base / 100), base)
        return round(100 * low), round(100 * high)
    symbol = percent if percent in (UNRELIABLE, NOT_APPLICABLE, HIDDEN) else NOT_AVAILABLE
    return symbol, symbol

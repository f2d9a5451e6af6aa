"""A source without some of what others may know of people, so that more of them are alike."""

from collections.abc import Collection, Iterator
from functools import cached_property

from insights.exports.facts import ClosedColumn, ClosedRow, CodedFacts, Source
from insights.exports.joins import CONCEPTS, JoinFacts
from insights.overview.people import concept_of


AGE = "age_band"


class Coarsened:
    """A source; what is left out is in no column and no row. What is not here is asked of it."""

    def __init__(self, source: Source, without: Collection[str]):
        self._source, self._without = source, frozenset(without)

    def __getattr__(self, name):
        return getattr(self._source, name)

    @cached_property
    def _kept(self) -> list[tuple[int, ClosedColumn]]:
        """Return the columns that stay, words of codes with their codes, and their places."""
        columns = self._source.closed_columns()
        # The column of a code's words names no concept, so what goes is told by the question.
        gone = {one.question_key for one in columns if concept_of(one.concept) in self._without}
        return [(n, one) for n, one in enumerate(columns) if one.question_key not in gone]

    def closed_columns(self) -> list[ClosedColumn]:
        return [column for _place, column in self._kept]

    def closed_rows(self) -> Iterator[ClosedRow]:
        places = [place for place, _column in self._kept]
        for row in self._source.closed_rows():
            yield self._aged(row._replace(cells=tuple(row.cells[place] for place in places)))

    def joins(self) -> list[JoinFacts]:
        """Return no joins of services where which people used or work in is left out."""
        return [] if CONCEPTS & self._without else self._source.joins()

    def coded(self) -> Iterator[CodedFacts]:
        yield from map(self._aged, self._source.coded())

    def _aged(self, row):
        return row._replace(age_band="") if AGE in self._without else row


def coarsened(source: Source, without: Collection[str]) -> Source:
    """Return a source without these; the same one where nothing is left out."""
    return Coarsened(source, without) if without else source

"""The sheet Representativeness: shares of who answered beside those of a population (note 5.2).

Of the people who are in the file, by the questions that they were asked; the overview page says the
same of everybody whose answers may be counted.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from insights.disclosure import UNRELIABLE
from insights.exports.facts import ClosedColumn, Manifest, Source
from insights.exports.notes import published_table
from insights.exports.table import Column, Table, small_table
from insights.overview.benchmarks import Benchmark, Expected, benchmark_for
from insights.overview.missing import Line, line_of, verdict_words
from insights.overview.people import concept_of


SINGLE = ("single", "this_or_that")


class Comparison(NamedTuple):
    """One question of one audience beside a population; `place` is that audience's number."""

    column: ClosedColumn
    place: int
    audience: str
    benchmark: Benchmark


class Compared(NamedTuple):
    """One group of a comparison: who is in it, of how many, as this file may show both."""

    people: int | str
    base: int | str
    percent: int | str
    line: Line

    @property
    def symbol(self) -> str:
        """Return what stands for a share that is not shown."""
        known = [each for each in (self.percent, self.base) if isinstance(each, str)]
        return (known or [UNRELIABLE])[0]


def comparisons(source: Source) -> list[Comparison]:
    """Return which question of which audience a population is known for.

    Every group of the population has to be an answer: of one that nobody could choose, that nobody
    chose it says nothing.
    """
    return [
        Comparison(column, place, name, benchmark)
        for column in source.closed_columns()
        if column.type in SINGLE and column.options
        for place, (reader, name) in enumerate(zip(source.readers, source.audiences, strict=True))
        if (benchmark := benchmark_for(concept_of(column.concept), reader))
        and benchmark.expected.keys() <= column.options.keys()
    ]


def representativeness_table(source, manifest: Manifest) -> Table | None:
    """One row for each group, exact: for the team."""
    return _table(source, _explanation(), _exact_cells, small_table)


def published_representativeness_table(source, manifest: Manifest) -> Table | None:
    """One row for each group, as it may be published."""
    told = _(
        "Shares are worked out from the figures as they are shown; where the number of those in no "
        "group is hidden, low and high allow for it."
    )
    return _table(source, f"{_explanation()} {told}", _published_cells, published_table)


def _table(source, explanation, cells_of, made):
    rows = [
        (
            one.audience,
            one.column.name,
            one.column.words,
            one.column.options[code],
            *cells_of(compared),
            round(100 * compared.line.expected, 1),
            verdict_words(compared.line.verdict),
            one.benchmark.population,
            one.benchmark.source,
            one.benchmark.url,
            one.benchmark.date.isoformat(),
            _("Yes") if one.benchmark.is_checked else _("Not yet"),
        )
        for one, figures in source.compared()
        for code, compared in figures.items()
    ]
    if not rows:
        return None
    name = _("Representativeness")
    return made(name, name, explanation, _columns(), rows)


def _explanation():
    return _(
        "One row for each group of an audience that a population is known for. Shares are of the "
        "people whose group is known; low and high are Wilson’s 95% interval, index 100 is as "
        "expected. People chose to take part: this says who was reached, not how sure a result is."
    )


def _columns():
    return [
        Column(_("Audience"), 30),
        Column(_("Question"), 24),
        Column(_("Question in words"), 50),
        Column(_("Group"), 34),
        Column(_("People"), 9),
        Column(_("People whose group is known"), 14),
        Column(_("Share (%)"), 9),
        Column(_("Share, low (%)"), 11),
        Column(_("Share, high (%)"), 11),
        Column(_("Difference (points)"), 12),
        Column(_("Index"), 8),
        Column(_("Expected (%)"), 11),
        Column(_("What may be said"), 30),
        Column(_("Compared with"), 40),
        Column(_("Source"), 50),
        Column(_("Address of the source"), 40),
        Column(_("Figures of"), 12),
        Column(_("Compared with the source by a person"), 16),
    ]


def _exact_cells(one):
    line = one.line
    if line.share is None:
        return (one.people, one.base, None, None, None, None, None)
    percents = (round(100 * each, 1) for each in (line.share, *line.interval))
    return (one.people, one.base, *percents, line.points, line.index)


def _published_cells(one):
    line = one.line
    if line.share is None:
        return (one.people, one.base, *[one.symbol] * 5)
    percents = (round(100 * each) for each in (line.share, *line.interval))
    return (one.people, one.base, *percents, line.points, line.index)


def exact_line(code: str, count: int, base: int, expected: float) -> Compared:
    """Return a group whose numbers may be seen as they are."""
    return Compared(count, base, "", line_of(code, expected, count=count, base=base))


def published_lines(shown: Mapping[str, Any], expected: Mapping[str, Expected]) -> dict:
    """Return the groups of a population, of which no more is said than what is shown of them.

    `shown` are all answers that could be chosen. Those in no group are left out of the base as far
    as their number is shown; low and high allow for all that those who are hidden could be.
    """
    base = next(iter(shown.values())).base
    if not isinstance(base, int):
        return {
            code: Compared(shown[code].people, base, base, Line(code, None, None, each.share))
            for code, each in expected.items()
        }
    others = [one.people for code, one in shown.items() if code not in expected]
    largest = base - sum(_told(others))
    told = sum(_told(one.people for one in shown.values()))
    smallest = (
        largest if all(isinstance(n, int) for n in others) else max(told - sum(_told(others)), 0)
    )
    return {
        code: _published_line(code, shown[code], (base, smallest, largest), each.share)
        for code, each in expected.items()
    }


def _told(counts) -> list[int]:
    return [each for each in counts if isinstance(each, int)]


def _published_line(code, shown, bases, expected) -> Compared:
    base, smallest, largest = bases
    line = Line(code, None, None, expected)
    if isinstance(shown.percent, int):
        count = min(round(shown.percent * base / 100), largest)
        line = line_of(code, expected, count=count, base=largest)
        of_fewer = line_of(code, expected, count=min(count, smallest), base=smallest)
        if line.interval and of_fewer.interval:
            line = replace(line, interval=(line.interval[0], of_fewer.interval[1]))
        else:
            line = Line(code, None, None, expected)
    return Compared(shown.people, largest, shown.percent, line)

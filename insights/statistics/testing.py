"""Whether shares differ: tests over counts, and what still holds when many are made at once.

Written out with the standard library, because scipy.stats takes seconds and 60 MB to load in a
process that serves pages; the tests hold every function to scipy's result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, exp, lgamma, log, pi, sqrt

from insights.statistics.shares import difference_interval


# Below so many people expected in a cell, chi-square is not to be trusted (Cochran 1954).
EXPECTED_AT_LEAST = 5
# Two tables are as likely as each other when they differ by rounding alone.
AS_LIKELY = 1 + 1e-9


@dataclass(frozen=True)
class Tested:
    """The outcome of one test: which test it was, its statistic if it has one, and p."""

    test: str
    p: float
    statistic: float | None = None
    freedom: int | None = None


@dataclass(frozen=True)
class Difference:
    """Two shares compared: the difference with its 95% interval, and the test."""

    difference: float
    low: float
    high: float
    tested: Tested


def chance_above(statistic: float, freedom: int) -> float:
    """Return the chance that chi-square with so many degrees of freedom is larger.

    The finite sums for even and odd degrees of freedom: Abramowitz and Stegun (1964), 26.4.4
    and 26.4.5.

    >>> round(chance_above(3.841459, 1), 4)
    0.05
    """
    if statistic <= 0 or freedom <= 0:
        return 1.0
    half = statistic / 2
    if freedom % 2:
        total, term, first = erfc(sqrt(half)), sqrt(2 * statistic / pi) * exp(-half), 3
    else:
        total, term, first = exp(-half), half * exp(-half), 4
    # Each term is the last one times the statistic over the next number of its kind.
    for step in range(first, freedom + 1, 2):
        total += term
        term *= statistic / step
    return min(total, 1.0)


def chi_square(table: Sequence[Sequence[float]]) -> Tested:
    """Return Pearson's chi-square test (1900) of a table, without correction for continuity.

    Rows and columns in which nobody is counted say nothing and are left out.
    """
    rows = [row for row in table if sum(row)]
    columns = [column for column in zip(*rows, strict=True) if sum(column)]
    total = sum(map(sum, columns))
    freedom = (len(rows) - 1) * (len(columns) - 1)
    if freedom <= 0:
        return Tested("chi-square", 1.0, 0.0, 0)
    row_totals = [sum(row) for row in rows]
    statistic = 0.0
    for column in columns:
        for count, row_total in zip(column, row_totals, strict=True):
            expected = row_total * sum(column) / total
            statistic += (count - expected) ** 2 / expected
    return Tested("chi-square", chance_above(statistic, freedom), statistic, freedom)


def fisher(count: int, base: int, other_count: int, other_base: int) -> Tested:
    """Return Fisher's exact test (1935), two-sided: all tables no likelier than this one.

    >>> round(fisher(1, 10, 11, 14).p, 6)
    0.002759
    """
    marked, everybody = count + other_count, base + other_base
    fewest, most = max(0, marked - other_base), min(marked, base)
    whole = _log_ways(everybody, marked)
    chances = {
        each: exp(_log_ways(base, each) + _log_ways(other_base, marked - each) - whole)
        for each in range(fewest, most + 1)
    }
    bound = chances[count] * AS_LIKELY
    return Tested("exact", min(1.0, sum(one for one in chances.values() if one <= bound)))


def compare_two(count: float, base: int, other_count: float, other_base: int) -> Difference:
    """Return the difference of two groups' shares: exact test if any expected count is below 5.

    Both groups need people in them. A count that stands behind a rounded percentage may be part
    of a person; the exact test, which counts tables, takes the nearest whole number.
    """
    marked, everybody = count + other_count, base + other_base
    least = min(base, other_base) * min(marked, everybody - marked) / everybody
    if least < EXPECTED_AT_LEAST:
        tested = fisher(round(count), base, round(other_count), other_base)
    else:
        tested = chi_square([[count, base - count], [other_count, other_base - other_count]])
    return Difference(*difference_interval(count, base, other_count, other_base), tested)


def compare_many(groups: Sequence[tuple[float, int]]) -> tuple[Tested, dict]:
    """Return the test over all groups, and each pair's difference by places in `groups`.

    A group is (count, base). The pairs are read only after the whole: practice note CMP-3.
    """
    whole = chi_square([[count, base - count] for count, base in groups])
    pairs = {
        (one, other): compare_two(*groups[one], *groups[other])
        for one, other in combinations(range(len(groups)), 2)
    }
    return whole, pairs


def benjamini_hochberg(chances: Sequence[float]) -> list[float]:
    """Return each p adjusted for all that are shown together, in the order given.

    Benjamini and Hochberg (1995), "Controlling the false discovery rate", step-up procedure.

    >>> benjamini_hochberg([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    ranked = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    adjusted, least = [1.0] * len(chances), 1.0
    for passed, place in enumerate(ranked):
        rank = len(chances) - passed
        least = min(least, chances[place] * len(chances) / rank)
        adjusted[place] = least
    return adjusted


def _log_ways(people: int, chosen: int) -> float:
    """Return the logarithm of the number of ways to choose so many of so many people."""
    if chosen in (0, people):
        return 0.0
    if chosen == 1:
        return log(people)
    return lgamma(people + 1) - lgamma(chosen + 1) - lgamma(people - chosen + 1)

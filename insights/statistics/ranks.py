"""Answers on an ordered scale, compared by rank: faces and points of a scale have no mean.

Every function takes distributions: how many people chose each point, from the lowest point on.
"""

from collections.abc import Sequence
from math import erfc, sqrt

from insights.statistics.testing import Tested, chance_above


Distribution = Sequence[int]

# Names for the size of Cliff's delta: Romano and others (2006), from Cohen's d.
NEGLIGIBLE, SMALL, MEDIUM = 0.147, 0.33, 0.474


def mann_whitney(one: Distribution, other: Distribution) -> Tested:
    """Return the test of Mann and Whitney (1947), two-sided, with ties, by the normal curve.

    Without correction for continuity, as for the other tests here.
    """
    people, others = sum(one), sum(other)
    wins = _wins(one, other)
    everybody, variance = people + others, _variance_of_ranks([one, other])
    if not variance or not people or not others:
        return Tested("Mann-Whitney", 1.0, wins)
    spread = sqrt(people * others * (everybody + 1) / 12 * variance)
    away = abs(wins - people * others / 2) / spread
    return Tested("Mann-Whitney", erfc(away / sqrt(2)), wins)


def kruskal_wallis(groups: Sequence[Distribution]) -> Tested:
    """Return the test of Kruskal and Wallis (1952) over several groups, corrected for ties."""
    known = [group for group in groups if sum(group)]
    everybody, variance = sum(map(sum, known)), _variance_of_ranks(known)
    if len(known) < 2 or not variance:
        return Tested("Kruskal-Wallis", 1.0, 0.0, max(len(known) - 1, 0))
    middle_ranks = _middle_ranks(known)
    spread = 0.0
    for group in known:
        ranks = sum(count * rank for count, rank in zip(group, middle_ranks, strict=True))
        spread += ranks**2 / sum(group)
    statistic = 12 / (everybody * (everybody + 1)) * spread - 3 * (everybody + 1)
    statistic = max(0.0, statistic / variance)
    freedom = len(known) - 1
    return Tested("Kruskal-Wallis", chance_above(statistic, freedom), statistic, freedom)


def cliffs_delta(one: Distribution, other: Distribution) -> float | None:
    """Return how much oftener someone of `one` chose higher than lower, of all pairs of people.

    Cliff (1993), "Dominance statistics". From -1 to 1; 0 where neither side chose higher.

    >>> cliffs_delta([0, 0, 4], [4, 0, 0])
    1.0
    """
    pairs = sum(one) * sum(other)
    return 2 * _wins(one, other) / pairs - 1 if pairs else None


def size_of_delta(delta: float) -> str:
    """Return "negligible", "small", "medium" or "large" (Romano and others 2006)."""
    away = abs(delta)
    if away < NEGLIGIBLE:
        return "negligible"
    if away < SMALL:
        return "small"
    return "medium" if away < MEDIUM else "large"


def _wins(one, other) -> float:
    """Return of how many pairs `one` chose higher; a tie is half a win."""
    below, wins = 0, 0.0
    for count, other_count in zip(one, other, strict=True):
        wins += count * (below + other_count / 2)
        below += other_count
    return wins


def _middle_ranks(groups) -> list[float]:
    passed, ranks = 0, []
    for counts in zip(*groups, strict=True):
        ranks.append(passed + (sum(counts) + 1) / 2)
        passed += sum(counts)
    return ranks


def _variance_of_ranks(groups) -> float:
    """Return what ties leave of the variance of ranks: 1 without any, 0 when all chose alike."""
    everybody = sum(map(sum, groups))
    ties = [sum(counts) for counts in zip(*groups, strict=True)]
    if everybody < 2:
        return 0.0
    return 1 - sum(tie**3 - tie for tie in ties) / (everybody**3 - everybody)

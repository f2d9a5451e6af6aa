"""Whether audiences chose differently on a scale: by rank, never by a mean (CMP-4). Pure.

Two audiences: Mann and Whitney. More: Kruskal and Wallis first, then each pair. All that one page
shows is adjusted together (CMP-5), and only groups of 30 or more are compared (CMP-1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from insights.comparing.differences import CHANCE, ENOUGH
from insights.comparing.distributions import Distribution
from insights.statistics.ranks import NEGLIGIBLE, cliffs_delta, kruskal_wallis, mann_whitney
from insights.statistics.testing import Tested, benjamini_hochberg


@dataclass(frozen=True)
class Leaning:
    """Groups compared on one scale, the item in this place; `delta` is Cliff's, for two groups."""

    place: int
    groups: tuple[str, ...]
    tested: Tested
    adjusted: float
    delta: float | None = None

    @property
    def is_sure(self) -> bool:
        return self.adjusted < CHANCE

    @property
    def is_pair(self) -> bool:
        return self.delta is not None

    @property
    def higher(self) -> str:
        """Return of a pair the group that chose higher points."""
        return self.groups[0] if (self.delta or 0) > 0 else self.groups[1]

    @property
    def lower(self) -> str:
        return self.groups[1] if self.higher == self.groups[0] else self.groups[0]


def leanings_of(distributions: Sequence[Distribution]) -> list[Leaning]:
    """Return every test of the scales of a page, adjusted together."""
    tests = [
        (place, *test)
        for place, one in enumerate(distributions)
        if one.item.is_scale
        for test in _tests_of(one)
    ]
    adjusted = benjamini_hochberg([tested.p for _place, _groups, tested, _delta in tests])
    return [
        Leaning(place, groups, tested, chance, delta)
        for (place, groups, tested, delta), chance in zip(tests, adjusted, strict=True)
    ]


def differences_on(leanings: Sequence[Leaning], place: int) -> list[Leaning]:
    """Return the pairs that may be called a difference: sure, and more than negligible.

    Of more than two groups the pairs are read only where the whole is sure (CMP-3).
    """
    mine = [each for each in leanings if each.place == place]
    if any(not each.is_sure for each in mine if not each.is_pair):
        return []
    return [
        each for each in mine if each.is_pair and each.is_sure and abs(each.delta) >= NEGLIGIBLE
    ]


def _tests_of(one: Distribution):
    groups = [group for group in one.groups if one.people[group] >= ENOUGH]
    if len(groups) > 2:
        yield tuple(groups), kruskal_wallis([one.of(each) for each in groups]), None
    for pair in combinations(groups, 2):
        left, right = (one.of(each) for each in pair)
        yield pair, mann_whitney(left, right), cliffs_delta(left, right)

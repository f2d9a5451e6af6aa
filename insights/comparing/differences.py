"""Whether groups differ in what they say, and what only one of them says. Pure.

Practice notes CMP-1, CMP-2, CMP-5, CMP-6 and CMP-7: groups of 30 or more, adjusted for all that is
shown on the page, and called a difference only from ten points on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from insights.statistics.testing import Difference, benjamini_hochberg, compare_two


# CMP-1 and CMP-6; CMP-8: from this share on, a group speaks for one partner's people.
ENOUGH, CHANCE, POINTS = 30, 0.05, 0.10
ONE_PARTNER = 0.25


@dataclass(frozen=True)
class Compared:
    """Two groups compared in one theme, adjusted for everything compared on the page."""

    theme: str
    groups: tuple[str, str]
    found: Difference
    adjusted: float

    @property
    def is_difference(self) -> bool:
        """Tell whether it may be called a difference, worth exploring."""
        return self.adjusted < CHANCE and abs(self.found.difference) >= POINTS

    @property
    def higher(self) -> str:
        """Return the group that says it oftener."""
        return self.groups[0] if self.found.difference > 0 else self.groups[1]

    @property
    def lower(self) -> str:
        return self.groups[1] if self.higher == self.groups[0] else self.groups[0]


def compare_groups(
    shares: Mapping[str, Mapping[str, tuple[int, int]]], groups: Sequence[str]
) -> list[Compared]:
    """Return every theme's pairs of groups that have enough answers to compare, adjusted together.

    `shares`: theme -> group -> (people who said it, people who answered). Groups must not overlap.
    """
    pairs = [
        (theme, pair, compare_two(*by_group[pair[0]], *by_group[pair[1]]))
        for theme, by_group in shares.items()
        for pair in combinations(groups, 2)
        if all(by_group.get(group, (0, 0))[1] >= ENOUGH for group in pair)
    ]
    adjusted = benjamini_hochberg([found.tested.p for _theme, _pair, found in pairs])
    return [
        Compared(theme, pair, found, chance)
        for (theme, pair, found), chance in zip(pairs, adjusted, strict=True)
    ]


def said_by_one_group(counts: Mapping[str, int]) -> str | None:
    """Return the one group in which somebody says it while nobody in any other does, or None.

    >>> said_by_one_group({"child": 4, "parent": 0}), said_by_one_group({"child": 4})
    ('child', None)
    """
    saying = [group for group, count in counts.items() if count]
    return saying[0] if len(saying) == 1 and len(counts) > 1 else None

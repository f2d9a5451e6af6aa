"""Whether groups differ in what they say, and what only one of them says. Pure.

Practice notes CMP-1 to CMP-3 and CMP-5 to CMP-7: groups of 30 or more, adjusted for all that is
shown on the page, and called a difference only from ten points on; of more than two groups pairs
are read only where the whole differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights.statistics.testing import Difference, benjamini_hochberg, compare_many


# CMP-1 and CMP-6; CMP-8: from this share on, a group speaks for one partner's people.
ENOUGH, CHANCE, POINTS = 30, 0.05, 0.10
ONE_PARTNER = 0.25


@dataclass(frozen=True)
class Compared:
    """Two groups compared in one theme, adjusted for everything compared on the page.

    `whole` is the adjusted chance of the test over all groups; None where there are only two.
    """

    theme: str
    groups: tuple[str, str]
    found: Difference
    adjusted: float
    whole: float | None = None

    @property
    def is_difference(self) -> bool:
        """Tell whether it may be called a difference, worth exploring."""
        is_whole_sure = self.whole is None or self.whole < CHANCE
        return is_whole_sure and self.adjusted < CHANCE and abs(self.found.difference) >= POINTS

    @property
    def higher(self) -> str:
        """Return the group that says it oftener."""
        return self.groups[0] if self.found.difference > 0 else self.groups[1]

    @property
    def lower(self) -> str:
        return self.groups[1] if self.higher == self.groups[0] else self.groups[0]


def compare_groups(
    shares: Mapping[str, Mapping[str, tuple[float, int]]], groups: Sequence[str]
) -> list[Compared]:
    """Return every theme's pairs of groups that have enough answers to compare, adjusted together.

    `shares`: theme -> group -> (people who said it, people who answered). Groups must not overlap.
    """
    pairs, wholes = [], {}
    for theme, by_group in shares.items():
        large = [group for group in groups if by_group.get(group, (0, 0))[1] >= ENOUGH]
        whole, found = compare_many([by_group[group] for group in large])
        if len(large) > 2:
            wholes[theme] = whole.p
        pairs += [(theme, (large[one], large[two]), each) for (one, two), each in found.items()]
    chances = [found.tested.p for _theme, _pair, found in pairs]
    adjusted = benjamini_hochberg([*chances, *wholes.values()])
    sure = dict(zip(wholes, adjusted[len(pairs) :], strict=True))
    return [
        Compared(theme, pair, found, chance, sure.get(theme))
        for (theme, pair, found), chance in zip(pairs, adjusted, strict=False)
    ]


def said_by_one_group(counts: Mapping[str, int]) -> str | None:
    """Return the one group in which somebody says it while nobody in any other does, or None.

    >>> said_by_one_group({"child": 4, "parent": 0}), said_by_one_group({"child": 4})
    ('child', None)
    """
    saying = [group for group, count in counts.items() if count]
    return saying[0] if len(saying) == 1 and len(counts) > 1 else None

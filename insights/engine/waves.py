"""What grew and what shrank between two waves of answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt


Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class Change:
    """A theme's share of people in the last wave and in this one, and the difference's interval.

    `low` and `high` are the ends of the 95 % interval: the theme "grew" when both are above 0,
    "shrank" when both are below, and otherwise nothing can be said ("no sure change").
    """

    theme: str
    before: float
    now: float
    low: float
    high: float

    @property
    def word(self) -> str:
        return "grew" if self.low > 0 else "shrank" if self.high < 0 else "no sure change"


def changes_of(
    before: Mapping[str, int], asked_before: int, now: Mapping[str, int], asked_now: int
) -> list[Change]:
    """Return what grew or shrank, the largest change first.

    `before` and `now` count the people of each theme; `asked_before` and `asked_now` those who said
    anything at all (blank and "don't know" are not in them). The interval of the difference is
    Newcombe's hybrid score interval (1998, method 10). ValueError: nobody did in a wave.
    """
    if asked_before < 1 or asked_now < 1:
        raise ValueError("Nobody said anything in one of the waves")
    found = []
    for theme in dict.fromkeys([*before, *now]):
        first, second = before.get(theme, 0) / asked_before, now.get(theme, 0) / asked_now
        low_1, high_1 = _wilson(first, asked_before)
        low_2, high_2 = _wilson(second, asked_now)
        difference = second - first
        low = difference - sqrt((second - low_2) ** 2 + (high_1 - first) ** 2)
        high = difference + sqrt((high_2 - second) ** 2 + (first - low_1) ** 2)
        found.append(Change(theme, first, second, low, high))
    return sorted(found, key=lambda each: (-abs(each.now - each.before), each.theme))


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Return the ends of Wilson's 95 % interval of a share (1927)."""
    middle = (share + Z * Z / (2 * count)) / (1 + Z * Z / count)
    half = Z / (1 + Z * Z / count) * sqrt(share * (1 - share) / count + Z * Z / (4 * count**2))
    return middle - half, middle + half

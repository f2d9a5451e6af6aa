"""A number of people and the part of them that did something, as one reader may see both.

For rows that stand by themselves, beside nothing they could be worked out from. Whole tables go
through `release` together (figures.py); a hundred rows would keep its solvers busy for seconds.
"""

from dataclasses import dataclass, replace

from insights.disclosure import (
    HIDDEN,
    PUBLIC,
    UNRELIABLE,
    Counts,
    Figure,
    release,
    restricted,
)
from insights.disclosure.releasing import whole_percent


@dataclass(frozen=True)
class Parts:
    """How many people there were, how many of them did something, and how many did not."""

    whole: Figure
    part: Figure
    rest: Figure


HIDDEN_PARTS = Parts(*[Figure(HIDDEN, HIDDEN)] * 3)


def parts_of(whole: int, part: int, *, is_exact: bool) -> Parts:
    """Return the three figures: a small one is hidden with the one that would give it away."""
    part = max(0, min(part, whole))
    if not is_exact and 0 < whole < PUBLIC.base_floor:
        return HIDDEN_PARTS
    counts = Counts()
    counts.add("whole", whole)
    counts.add("part", part)
    counts.add("rest", whole - part)
    counts.add_sum("whole", ["part", "rest"])
    seen = restricted(counts) if is_exact else release(counts)
    is_share = bool(whole) and (is_exact or whole >= PUBLIC.percent_floor)
    return Parts(
        seen["whole"],
        *(
            replace(seen[name], percent=_percent(seen[name], counts.counts[name], whole, is_share))
            for name in ("part", "rest")
        ),
    )


def _percent(figure, count, whole, is_share) -> int | str:
    if figure.is_hidden:
        return HIDDEN
    return whole_percent(count, whole) if is_share else UNRELIABLE

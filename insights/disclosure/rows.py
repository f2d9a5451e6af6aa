"""A single row of counts beside its total.

A count below THRESHOLD is hidden, zero too. Where a total stands beside the counts, hiding one of
them hides nothing, so the next smallest is hidden with it, until what is hidden adds up to at
least THRESHOLD people in two or more cells.
"""

from collections.abc import Sequence

from insights.disclosure.rules import HIDDEN


THRESHOLD = 10


def is_small(count: int, *, threshold: int = THRESHOLD) -> bool:
    """Tell whether a count of people is too small to be shown on its own."""
    return count < threshold


def shown_count(count: int) -> int | str:
    """Return the count, or `[c]` when it is small."""
    return HIDDEN if is_small(count) else count


def hidden_places(counts: Sequence[int], *, threshold: int = THRESHOLD) -> frozenset[int]:
    """Return the places to hide in a row whose total may be known from elsewhere.

    >>> sorted(hidden_places([40, 3, 25]))
    [1, 2]
    """
    hidden = {place for place, count in enumerate(counts) if count < threshold}
    if not hidden:
        return frozenset()
    shown = sorted(set(range(len(counts))) - hidden, key=lambda place: (counts[place], place))
    for place in shown:
        if len(hidden) > 1 and sum(counts[one] for one in hidden) >= threshold:
            break
        hidden.add(place)
    return frozenset(hidden)


def suppress_row(counts: Sequence[int], *, threshold: int = THRESHOLD) -> list[int | str]:
    """Return the counts with `[c]` in the places that must be hidden."""
    hidden = hidden_places(counts, threshold=threshold)
    return [HIDDEN if place in hidden else count for place, count in enumerate(counts)]

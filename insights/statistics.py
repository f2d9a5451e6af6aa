"""Intervals for shares of people: pure functions over counts."""

import scipy  # its parts load when they are first used: a web process shows pages without them


def share_interval(count: int, base: int) -> tuple[float, float, float] | None:
    """Return share, low and high of Wilson's 95% interval, or None when nobody was asked.

    It says how far a share of so few people may be trusted as a share of people like those who
    answered. People chose to answer: it says nothing about everybody else.

    >>> [round(number, 4) for number in share_interval(12, 40)]
    [0.3, 0.1807, 0.4543]
    """
    if base == 0:
        return None
    interval = scipy.stats.binomtest(count, base).proportion_ci(
        confidence_level=0.95, method="wilson"
    )
    return count / base, float(interval.low), float(interval.high)

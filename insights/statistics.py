"""Intervals for shares of people: pure functions over counts."""

from math import sqrt
from statistics import NormalDist


# Of the normal distribution, 95% lies within so many standard deviations of its middle.
WITHIN_95 = NormalDist().inv_cdf(0.975)


def share_interval(count: int, base: int) -> tuple[float, float, float] | None:
    """Return share, low and high of Wilson's 95% interval, or None when nobody was asked.

    It says how far a share of so few people may be trusted as a share of people like those who
    answered. People chose to answer: it says nothing about everybody else.

    Wilson (1927), without correction for continuity. Written out, because scipy.stats, which gives
    the same, takes two seconds and 60 MB to load; the tests hold the two together.

    >>> [round(number, 4) for number in share_interval(12, 40)]
    [0.3, 0.1807, 0.4543]
    """
    if base == 0:
        return None
    share, square = count / base, WITHIN_95**2
    middle = (count + square / 2) / (base + square)
    half = WITHIN_95 / (base + square) * sqrt(share * (1 - share) * base + square / 4)
    # Of nobody and of everybody one end is exact, which rounding would miss by a hair.
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == base else middle + half
    return share, low, high

"""A share of people with its interval, the difference of two shares, and words for both."""

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist

from django.utils.translation import gettext as _


# Of the normal distribution, 95% lies within so many standard deviations of its middle.
WITHIN_95 = NormalDist().inv_cdf(0.975)

# Below so many people nothing is said of a group; below the others it is said with a warning.
FEWEST, VERY_FEW, CAUTION, SMALL = 10, 30, 50, 100

# The shares that people picture easily: a share is told as the nearest of these.
PICTURED = tuple((1, whole) for whole in (20, 15, 10, 8, 6, 5, 4, 3, 2)) + (
    (3, 10),
    (2, 5),
    (3, 5),
    (2, 3),
    (7, 10),
    (3, 4),
    (4, 5),
    (9, 10),
    (19, 20),
)


def share_interval(count: float, base: int) -> tuple[float, float, float] | None:
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


def difference_interval(
    count: float, base: int, other_count: float, other_base: int
) -> tuple[float, float, float] | None:
    """Return the difference of two shares with its 95% interval, or None for an empty group.

    Newcombe (1998), "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, method 10: the hybrid of two Wilson intervals.

    >>> [round(number, 4) for number in difference_interval(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    """
    one, other = share_interval(count, base), share_interval(other_count, other_base)
    if one is None or other is None:
        return None
    (share, low, high), (other_share, other_low, other_high) = one, other
    difference = share - other_share
    below = sqrt((share - low) ** 2 + (other_high - other_share) ** 2)
    above = sqrt((high - share) ** 2 + (other_share - other_low) ** 2)
    return difference, difference - below, difference + above


def base_warning(base: int) -> str:
    """Return the words that stand beside a figure of so few people, or "" from 100 on."""
    if base < FEWEST:
        return _("Fewer than 10 people")
    if base < VERY_FEW:
        return _("Very few people")
    if base < CAUTION:
        return _("Treat with caution")
    return _("Small number of people") if base < SMALL else ""


def share_in_words(count: int, base: int) -> str:
    """Return a share as people picture it, such as "about 1 in 5 people".

    >>> share_in_words(20, 100), share_in_words(43, 210), share_in_words(0, 12)
    ('1 in 5 people', 'about 1 in 5 people', 'nobody')
    """
    if base == 0:
        return _("nobody was asked")
    if count == 0:
        return _("nobody")
    if count == base:
        return _("everybody")
    part, whole = min(PICTURED, key=lambda pair: abs(pair[0] / pair[1] - count / base))
    if count * 20 < base:
        words = _("fewer than 1 in 20 people")
    elif count * 20 > base * 19:
        words = _("more than 19 in 20 people")
    elif part * base == count * whole:
        words = _("%(part)s in %(whole)s people")
    else:
        words = _("about %(part)s in %(whole)s people")
    return words % {"part": part, "whole": whole}


def effective_size(weights: Iterable[float]) -> float:
    """Return how many unweighted people would say as much as these weighted ones.

    Kish (1965), Survey Sampling: the square of the sum over the sum of the squares.

    >>> effective_size([1, 1, 2])
    2.6666666666666665
    """
    known = list(weights)
    squares = sum(weight**2 for weight in known)
    return sum(known) ** 2 / squares if squares else 0.0

"""Shares and their intervals against published values, and the words for them."""

import pytest
from scipy.stats import binomtest

from insights.statistics import (
    base_warning,
    difference_interval,
    effective_size,
    share_in_words,
    share_interval,
)


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        (0, 10, 0.0000, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (12, 40, 0.1807, 0.4543),
        (30, 100, 0.2189, 0.3958),
        (50, 200, 0.1951, 0.3143),
        (171, 380, 0.4007, 0.5003),
    ],
)
def test_interval_is_wilsons(count, base, low, high):
    found = share_interval(count, base)

    assert [round(number, 4) for number in found] == [count / base, low, high]


def test_nobody_asked_gives_no_share():
    assert share_interval(0, 0) is None


@pytest.mark.parametrize("base", [1, 2, 7, 40, 999, 50_000])
def test_interval_is_scipys(base):
    for count in {0, 1, base // 3, base - 1, base}:
        expected = binomtest(count, base).proportion_ci(confidence_level=0.95, method="wilson")

        share, low, high = share_interval(count, base)

        assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)
        assert 0 <= low <= share <= high <= 1


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Newcombe (1998), table II, method 10.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 10), -0.2775, 0.2775),
    ],
)
def test_difference_is_newcombes(counts, low, high):
    found = difference_interval(*counts)

    assert [round(number, 4) for number in found[1:]] == [low, high]


def test_difference_needs_two_groups():
    assert difference_interval(1, 2, 0, 0) is None


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (9, "Fewer than 10 people"),
        (10, "Very few people"),
        (29, "Very few people"),
        (30, "Treat with caution"),
        (49, "Treat with caution"),
        (50, "Small number of people"),
        (99, "Small number of people"),
        (100, ""),
    ],
)
def test_small_bases_are_told(base, words):
    assert base_warning(base) == words


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (20, 100, "1 in 5 people"),
        (43, 210, "about 1 in 5 people"),
        (66, 100, "about 2 in 3 people"),
        (70, 100, "7 in 10 people"),
        (4, 100, "fewer than 1 in 20 people"),
        (5, 100, "1 in 20 people"),
        (96, 100, "more than 19 in 20 people"),
        (95, 100, "19 in 20 people"),
        (0, 12, "nobody"),
        (12, 12, "everybody"),
        (0, 0, "nobody was asked"),
    ],
)
def test_share_is_told_as_people_picture_it(count, base, words):
    assert share_in_words(count, base) == words


def test_weights_leave_fewer_people():
    assert effective_size([1] * 40) == 40
    assert effective_size([1, 1, 2]) == pytest.approx(16 / 6)
    assert effective_size([]) == 0

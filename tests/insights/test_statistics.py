"""Wilson's interval against published values."""

import pytest
from scipy.stats import binomtest

from insights.statistics import share_interval


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

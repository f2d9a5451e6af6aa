"""Tests of differences, held to scipy's results and to published values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from insights.statistics.testing import (
    benjamini_hochberg,
    chance_above,
    chi_square,
    compare_many,
    compare_two,
    fisher,
)


GROUP = st.integers(1, 300).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def four(one, other):
    (count, base), (other_count, other_base) = one, other
    return [[count, base - count], [other_count, other_base - other_count]]


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 10, 33])
@pytest.mark.parametrize("statistic", [0, 0.004, 1, 3.84, 12.5, 60, 900])
def test_chance_is_scipys(statistic, freedom):
    expected = stats.chi2.sf(statistic, freedom)

    assert chance_above(statistic, freedom) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(one=GROUP, other=GROUP)
def test_exact_test_is_scipys(one, other):
    expected = stats.fisher_exact(four(one, other)).pvalue

    assert fisher(*one, *other).p == pytest.approx(expected, rel=1e-6)


@given(groups=st.lists(GROUP, min_size=2, max_size=5))
def test_chi_square_is_scipys(groups):
    table = [[count, base - count] for count, base in groups]
    if not all(map(sum, zip(*table, strict=True))):
        assert chi_square(table).p == 1
        return
    expected = stats.chi2_contingency(table, correction=False)

    found = chi_square(table)

    assert found.p == pytest.approx(expected.pvalue, rel=1e-8)
    assert found.freedom == expected.dof


@pytest.mark.parametrize(
    ("one", "other", "test"),
    [
        ((10, 20), (10, 20), "chi-square"),
        ((5, 50), (5, 50), "chi-square"),  # five expected in each
        ((5, 50), (4, 50), "exact"),
        ((46, 50), (45, 50), "exact"),  # the other side is as small
        ((0, 300), (2, 400), "exact"),
    ],
)
def test_small_expected_counts_are_tested_exactly(one, other, test):
    assert compare_two(*one, *other).tested.test == test


def test_difference_comes_with_newcombes_interval():
    found = compare_two(56, 70, 48, 80)

    assert round(found.difference, 4) == 0.2
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert round(found.tested.p, 4) == 0.008  # chi-square 7.0337 without correction


def test_many_groups_are_tested_as_a_whole_and_in_pairs():
    whole, pairs = compare_many([(10, 100), (20, 100), (30, 100)])

    assert whole.freedom == 2
    assert set(pairs) == {(0, 1), (0, 2), (1, 2)}
    assert pairs[0, 2].difference == pytest.approx(-0.2)


def test_adjusted_for_many_as_published():
    chances = [0.001, 0.008, 0.039, 0.041, 0.042, 0.060, 0.074, 0.205]

    adjusted = benjamini_hochberg(chances)

    rounded = [round(each, 4) for each in adjusted]
    assert rounded == [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0846, 0.205]
    assert sum(each < 0.05 for each in adjusted) == 2


@given(chances=st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_for_many_as_by_scipy(chances):
    expected = stats.false_discovery_control(chances)

    assert benjamini_hochberg(chances) == pytest.approx(list(expected))

"""Ordered answers compared by rank, held to scipy's results."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from insights.statistics.ranks import cliffs_delta, kruskal_wallis, mann_whitney, size_of_delta


FACES = st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(sum)


def people_of(distribution):
    return [point for point, count in enumerate(distribution) for _each in range(count)]


@given(one=FACES, other=FACES)
def test_two_groups_as_by_scipy(one, other):
    mine, theirs = people_of(one), people_of(other)
    if len(set(mine + theirs)) == 1:
        assert mann_whitney(one, other).p == 1
        return
    expected = stats.mannwhitneyu(mine, theirs, method="asymptotic", use_continuity=False)

    found = mann_whitney(one, other)

    assert found.statistic == pytest.approx(expected.statistic)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-6)


@given(groups=st.lists(FACES, min_size=2, max_size=4))
def test_several_groups_as_by_scipy(groups):
    everybody = [people_of(group) for group in groups]
    if len({point for group in everybody for point in group}) == 1:
        assert kruskal_wallis(groups).p == 1
        return
    expected = stats.kruskal(*everybody)

    found = kruskal_wallis(groups)

    assert found.statistic == pytest.approx(expected.statistic, abs=1e-8)
    # Of groups that chose alike, scipy's statistic may fall a hair below none, and its p with it.
    chance = expected.pvalue if expected.statistic > 0 else 1
    assert found.p == pytest.approx(chance, rel=1e-6, abs=1e-12)


def test_delta_counts_pairs():
    # 2 people chose 1 and 3; 2 people chose 2 and 3: one win, two losses, one tie of four pairs.
    assert cliffs_delta([1, 0, 1], [0, 1, 1]) == pytest.approx((1 - 2) / 4)
    assert cliffs_delta([0, 0, 4], [4, 0, 0]) == 1
    assert cliffs_delta([0, 0, 0], [4, 0, 0]) is None


@pytest.mark.parametrize(
    ("delta", "size"),
    [(0.1, "negligible"), (-0.2, "small"), (0.4, "medium"), (-0.474, "large")],
)
def test_delta_has_a_word(delta, size):
    assert size_of_delta(delta) == size


def test_nobody_differs_from_nobody():
    assert mann_whitney([0, 0], [3, 4]).p == 1
    assert kruskal_wallis([[0, 0], [3, 4]]).p == 1

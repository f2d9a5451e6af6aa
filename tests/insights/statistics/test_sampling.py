"""The sample that a second person reads, and seeded resampling."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.statistics.sampling import (
    bootstrap_interval,
    clustered_interval,
    size_of_sample,
    stratified_sample,
)


STRATA = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 400), min_size=1)


def answers_of(sizes):
    return [(f"{stratum}{n}", stratum) for stratum, size in sizes.items() for n in range(size)]


@pytest.mark.parametrize(
    ("answers", "size"), [(0, 0), (30, 30), (50, 50), (499, 50), (501, 51), (2000, 200)]
)
def test_a_tenth_is_read_and_never_fewer_than_fifty(answers, size):
    assert size_of_sample(answers) == size


@given(sizes=STRATA, seed=st.integers(0, 9))
def test_every_stratum_gets_its_share(sizes, seed):
    drawn = stratified_sample(answers_of(sizes), seed=seed)

    total, by_stratum = sum(sizes.values()), Counter(answer[0] for answer in drawn)
    assert len(drawn) == len(set(drawn)) == size_of_sample(total)
    for stratum, size in sizes.items():
        share = len(drawn) * size / total
        assert max(1, int(share) - len(sizes)) <= by_stratum[stratum] <= share + 1


def test_same_seed_draws_the_same_whatever_the_order():
    answers = answers_of({"a": 300, "b": 700})

    drawn = stratified_sample(answers, seed=4)

    assert stratified_sample(reversed(answers), seed=4) == drawn
    assert stratified_sample(answers, seed=5) != drawn


def test_any_answer_can_be_drawn():
    answers = answers_of({"a": 6, "b": 4})
    drawn = Counter(
        each for seed in range(200) for each in stratified_sample(answers, seed=seed, size=5)
    )

    assert len(drawn) == 10
    assert min(drawn.values()) > 60


def test_more_strata_than_places_leaves_some_out():
    assert len(stratified_sample(answers_of(dict.fromkeys("abcdef", 3)), seed=1, size=4)) == 4


def test_nothing_is_drawn_of_nothing():
    assert stratified_sample([], seed=1) == []


def test_interval_of_a_share_is_near_the_binomial_one():
    low, high = bootstrap_interval(lambda counts: counts[0] / sum(counts), [30, 70], seed=1)

    assert (low, high) == pytest.approx((0.21, 0.39), abs=0.015)


def test_statistic_that_is_mostly_unknown_has_no_interval():
    assert bootstrap_interval(lambda _counts: None, [3, 4], seed=1) is None
    assert bootstrap_interval(lambda _counts: 1.0, [0, 0], seed=1) is None


def test_whole_clusters_make_a_wider_interval_than_people():
    # Four places where all 25 people say the same tell less than a hundred people would.
    apart = {(25, 25): 2, (0, 25): 2}
    single = {(1, 1): 50, (0, 1): 50}

    low, high = clustered_interval(apart, seed=1)
    lower, higher = clustered_interval(single, seed=1)

    assert (low, high) == (0, 1)
    assert 0.38 < lower < 0.43 and 0.57 < higher < 0.62
    assert clustered_interval(single, seed=1) == (lower, higher)


@pytest.mark.parametrize("clusters", [{}, {(3, 10): 1}])
def test_one_cluster_says_nothing_of_others(clusters):
    assert clustered_interval(clusters, seed=1) is None


def test_cluster_without_people_divides_by_nothing():
    assert clustered_interval({(0, 0): 1, (5, 10): 1}, seed=1) == (0.5, 0.5)

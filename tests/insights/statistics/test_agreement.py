"""Agreement of readers against published examples."""

import pytest

from insights.statistics.agreement import (
    Found,
    TwoReaders,
    alpha_interval,
    kappa_of,
    krippendorff_alpha,
    reliance,
)


# Krippendorff (2011), example C: four readers, twelve units, some not read.
FOUR = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]


def units_of(rows):
    read = [[None if one == "." else one for one in row.split()] for row in rows]
    return list(zip(*read, strict=True))


def test_kappa_is_the_published_one():
    assert round(kappa_of(0.73, 0.36), 4) == 0.5781
    assert kappa_of(1, 1) is None


def test_kappa_of_two_readers():
    # 50 answers: both yes 20, first alone 5, second alone 10, neither 15.
    read = TwoReaders(20, 5, 10, 15)

    assert read.agreement == 0.7
    assert read.kappa == pytest.approx(0.4)
    assert read.pabak == pytest.approx(0.4)
    assert read.prevalence == 0.55
    assert read.ac1 == pytest.approx((0.7 - 0.495) / 0.505)


def test_rare_theme_is_not_told_by_kappa_alone():
    """Nearly all agree that it is not there: kappa falls apart, PABAK and AC1 do not."""
    read = TwoReaders(1, 2, 2, 95)

    assert read.agreement == 0.96
    assert read.kappa == pytest.approx(0.3127, abs=1e-4)
    assert read.pabak == pytest.approx(0.92)
    assert read.ac1 == pytest.approx(0.9575, abs=1e-4)


def test_nothing_read_says_nothing():
    read = TwoReaders(0, 0, 0, 0)

    assert (read.agreement, read.kappa, read.pabak, read.ac1, read.prevalence) == (None,) * 5
    assert read.kappa_interval(seed=1) is None


def test_kappa_is_unknown_where_nobody_saw_the_theme():
    assert TwoReaders(0, 0, 0, 40).kappa is None


def test_alpha_of_two_readers_is_krippendorffs():
    meg, owen = "0100000010", "1110010000"

    assert round(krippendorff_alpha(zip(meg, owen, strict=True)), 3) == 0.095


def test_alpha_of_four_readers_with_gaps_is_krippendorffs():
    assert round(krippendorff_alpha(units_of(FOUR)), 3) == 0.743


def test_alpha_without_anything_to_compare_is_unknown():
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([("a", None), (None, None)]) is None
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None


def test_unread_is_not_agreement():
    read = [("a", "a"), ("a", "b"), ("b", "b")]

    assert krippendorff_alpha([*read, ("a", None), (None, "b")]) == krippendorff_alpha(read)


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(0.8, "rely"), (0.799, "tentative"), (0.667, "tentative"), (0.666, "revise"), (None, "none")],
)
def test_alpha_says_what_may_be_done(alpha, word):
    assert reliance(alpha) == word


def test_intervals_are_seeded_and_hold_the_figure():
    read = TwoReaders(20, 5, 10, 15)
    low, high = read.kappa_interval(seed=7)

    assert low < read.kappa < high
    assert read.kappa_interval(seed=7) == (low, high)
    assert read.kappa_interval(seed=8) != (low, high)


def test_interval_of_alpha_holds_alpha():
    low, high = alpha_interval(units_of(FOUR) * 5, seed=3)

    assert low < krippendorff_alpha(units_of(FOUR) * 5) < high


def test_machine_beside_people():
    found = Found(right=30, wrong=10, missed=20, rest=140)

    assert found.precision == 0.75
    assert found.recall == 0.6
    assert found.f1 == pytest.approx(60 / 90)
    low, high = found.interval("f1", seed=5)
    assert 0.5 < low < found.f1 < high < 0.8


def test_machine_that_found_nothing_has_no_precision():
    found = Found(right=0, wrong=0, missed=4, rest=90)

    assert (found.precision, found.recall, found.f1) == (None, 0, 0)
    assert found.interval("precision", seed=5) is None

"""Bands and splits: nobody can be worked out from what a partner is shown."""

import pytest

from partners.disclosure import band_of, split_of


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "fewer than 10"),
        (1, "fewer than 10"),
        (9, "fewer than 10"),
        (10, "10 to 19"),
        (19, "10 to 19"),
        (20, "20 to 49"),
        (49, "20 to 49"),
        (50, "50 to 99"),
        (99, "50 to 99"),
        (100, "100 or more"),
        (5_000_000, "100 or more"),
    ],
)
def test_band_of_each_edge(count, words):
    assert str(band_of(count)) == words


def test_band_of_refuses_a_negative_count():
    with pytest.raises(ValueError, match="never below zero"):
        band_of(-1)


def test_split_of_shows_bands_when_every_group_is_large():
    split = split_of({"child": 12, "parent": 30})

    assert {group: str(band) for group, band in split.items()} == {
        "child": "10 to 19",
        "parent": "20 to 49",
    }


@pytest.mark.parametrize(
    "counts",
    [
        {"child": 100, "parent": 9},
        {"child": 100, "parent": 0},
        {"child": 100, "parent": 50, "practitioner": 1},
        {"child": 100},
        {},
    ],
)
def test_split_of_shows_nothing_when_any_group_is_small(counts):
    assert split_of(counts) == {}

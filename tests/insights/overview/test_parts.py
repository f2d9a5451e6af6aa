"""A number and a part of it: small ones are hidden, with what would give them away."""

import pytest

from insights.disclosure import HIDDEN, Counts, release, remembering
from insights.disclosure.remembering import published
from insights.overview.parts import parts_of


@pytest.mark.parametrize(
    ("whole", "part", "shown"),
    [
        (9, 9, [HIDDEN, HIDDEN, HIDDEN]),
        (40, 37, [40, HIDDEN, HIDDEN]),
        (40, 3, [40, HIDDEN, HIDDEN]),
        (42, 42, [40, 40, 0]),
        (42, 33, [40, 35, 10]),
        (0, 0, [0, 0, 0]),
        (20, 25, [20, 20, 0]),  # two tabs at one instant can count somebody twice
    ],
)
def test_small_numbers_are_hidden_with_what_gives_them_away(whole, part, shown):
    seen = parts_of(whole, part, is_exact=False)

    assert [seen.whole.count, seen.part.count, seen.rest.count] == shown


def test_percentage_of_few_is_not_told_but_to_who_may_see_exact_numbers():
    assert parts_of(20, 10, is_exact=False).part.percent == "[u]"
    assert parts_of(20, 10, is_exact=True).part.percent == 50
    assert parts_of(0, 0, is_exact=True).part.percent == "[u]"


def test_exact_numbers_are_exact():
    seen = parts_of(9, 7, is_exact=True)

    assert (seen.whole.count, seen.part.count, seen.rest.count) == (9, 7, 2)


def counts_of(*numbers):
    counts = Counts()
    counts.add("all", sum(numbers))
    for place, number in enumerate(numbers):
        counts.add(place, number, base="all")
    counts.add_sum("all", range(len(numbers)))
    return counts


def test_same_counts_are_worked_out_once_and_others_anew(monkeypatch):
    worked_out = []
    monkeypatch.setattr(
        remembering, "release", lambda counts: worked_out.append(counts) or release(counts)
    )
    remembering._published.cache_clear()

    first, again = published(counts_of(30, 3, 17)), published(counts_of(30, 3, 17))
    other = published(counts_of(30, 20))

    assert first is again
    assert len(worked_out) == 2
    assert (first[1].count, other[1].count) == (HIDDEN, 20)

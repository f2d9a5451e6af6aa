"""Small counts: hidden so that no total gives one away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.disclosure import HIDDEN, THRESHOLD, hidden_places, shown_count, suppress_row


COUNTS = st.lists(st.one_of(st.integers(0, 25), st.integers(0, 5000)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 40], [12, 40]),
        ([40, 3, 25], [40, HIDDEN, HIDDEN]),
        ([0, 3, 40, 50], [HIDDEN, HIDDEN, HIDDEN, 50]),
        ([9, 9, 40], [HIDDEN, HIDDEN, 40]),
        ([9], [HIDDEN]),
        ([10], [10]),
        ([0, 0], [HIDDEN, HIDDEN]),
        ([], []),
    ],
)
def test_rows_hide_what_is_small_and_what_would_tell(counts, shown):
    assert suppress_row(counts) == shown


@given(counts=COUNTS)
def test_no_small_count_is_shown(counts):
    shown = suppress_row(counts)

    assert all(count == HIDDEN or count >= THRESHOLD for count in shown)
    assert all(one in (HIDDEN, count) for one, count in zip(shown, counts, strict=True))


@given(counts=COUNTS)
def test_a_known_total_narrows_no_hidden_count_below_five(counts):
    """Solve the row: counts are whole, not negative, and add up to the total beside them."""
    shown = suppress_row(counts)
    hidden = hidden_places(counts)
    total = shown_count(sum(counts))

    if not hidden or total == HIDDEN:
        return
    rest = total - sum(count for count in shown if count != HIDDEN)
    # With two or more hidden counts each may be anything from none to the whole rest.
    lowest, highest = (rest, rest) if len(hidden) == 1 else (0, rest)
    assert highest - lowest >= 5


@given(counts=COUNTS)
def test_nothing_is_hidden_where_nothing_is_small(counts):
    if min(counts) >= THRESHOLD:
        assert suppress_row(counts) == counts

"""While a file is made what was there before is set aside, and afterwards it is as before."""

import gc

import pytest

from insights.exports.memory import heap_at_rest


def test_heap_is_set_aside_for_as_long_as_a_file_takes():
    before = gc.get_freeze_count()

    with heap_at_rest():
        assert gc.get_freeze_count() > before

    assert gc.get_freeze_count() == 0


def test_heap_is_as_before_when_a_file_fails():
    with pytest.raises(ValueError, match="half-way"), heap_at_rest():
        raise ValueError("half-way")

    assert gc.get_freeze_count() == 0

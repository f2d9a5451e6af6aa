"""The examples in the functions' own words are true."""

import doctest

import pytest

from insights.statistics import agreement, ranks, sampling, shares, testing


@pytest.mark.parametrize("module", [agreement, ranks, sampling, shares, testing])
def test_examples_are_true(module):
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0

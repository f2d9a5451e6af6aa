"""Communities always end, and are the same each time."""

import doctest

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from insights.engine import communities as module
from insights.engine.communities import EndingLeiden, communities


PAIR = csr_matrix([[0.0, 0.5], [0.5, 0.0]])  # weights that sum to 1, as the refinement gets them


def refined(resolution):
    """Return what the refinement makes of two nodes that each stand alone."""
    half = np.array([0.5, 0.5])
    together, alone = np.array([0, 0]), np.array([0, 1])
    leiden = EndingLeiden(resolution=resolution)
    return len(set(leiden._optimize_refine(together, alone, PAIR, half, half)))


# Joining them gains 1 - resolution / 2.
@pytest.mark.parametrize(("resolution", "groups"), [(1.9, 1), (1.9999, 1), (2 - 1e-6, 2), (2.1, 2)])
def test_gain_that_rounding_can_feign_is_not_taken(resolution, groups):
    assert refined(resolution) == groups


@pytest.mark.parametrize("resolution", [0.25, 1.0, 24.0])
def test_many_equal_places_end_the_same_each_time(resolution):
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 4, size=(150, 3)) + 0.5
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    graph = csr_matrix((rows @ rows.T) * (1 - np.eye(150)))

    first = communities(graph, resolution, random_state=3)

    assert len(first) == 150
    assert first.tolist() == communities(graph, resolution, random_state=3).tolist()
    assert np.all(np.diff(np.bincount(first)) <= 0)


def test_examples_are_true():
    assert doctest.testmod(module).failed == 0

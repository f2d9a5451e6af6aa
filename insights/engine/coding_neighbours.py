"""What answers that nobody has coded yet tell of codes with few examples.

A code is first known by the middle of its examples and its name; each answer then also takes over
what its nearest answers are like, so that a few examples reach the rest of what they stand for.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from insights.engine.encoders import unit
from insights.engine.neighbours import graph_of, nearest, reduced
from insights.engine.stages import Vectors


Table = NDArray[np.float64]
Examples = tuple[NDArray[np.int64], Table]  # their places, and their codes
NAME = 1.5  # of a code's name beside the middle of its examples, however many those are
SHARP = 15.0  # how much more likely a code is for a cosine larger by 1, as an exponent of e
REACH, ROUNDS = 0.95, 40  # how much of an answer's scores is its neighbours', taken in turns
MOST = 20_000  # answers: finding each one's nearest takes the square of them


class NeighbourScores:
    """Scores of codes by label spreading (Zhou et al. 2004, "Learning with local and global
    consistency") over the graph of nearest answers, seeded with cosines.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Unit rows of all documents, coded or not.
    names : ndarray of shape (k, d)
        The codes' names and definitions; a row of zeros for a code without.
    """

    def __init__(self, vectors: Vectors, names: Vectors):
        middle = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1])
        self.rows: Vectors = unit(vectors - middle)
        known = np.abs(names).sum(axis=1) > 0
        self.names: Vectors = np.where(known[:, None], unit(names - middle), 0)
        self.graph = _walk(vectors) if 2 < len(vectors) <= MOST else None

    def of(self, coded: NDArray[np.int64], table: Table) -> Table:
        """Return scores of all documents, shape (n, k), each row summing to 1.

        `coded` are the places of the examples, `table` their codes, shape (len(coded), k).
        """
        return self.of_each([(coded, table)])[0]

    def of_each(self, examples: Sequence[Examples]) -> list[Table]:
        """Return what `of` does for each set of examples, in one walk over the graph for all."""
        seeded = [self._seeded(*each) for each in examples]
        if self.graph is None:
            return seeded
        near = np.hstack(seeded)
        scores = near
        for _ in range(ROUNDS):
            scores = REACH * (self.graph @ scores) + (1 - REACH) * near
        found = np.split(scores, len(seeded), axis=1)
        return [each / each.sum(axis=1, keepdims=True) for each in found]

    def _seeded(self, coded: NDArray[np.int64], table: Table) -> Table:
        middles = unit(table.T @ self.rows[coded])
        seeds = unit(middles + NAME * self.names)
        near: Table = np.exp(SHARP * (self.rows @ seeds.T).astype(np.float64))
        near /= near.sum(axis=1, keepdims=True)
        return near


def _walk(vectors: Vectors) -> csr_matrix:
    """Return the graph of nearest answers, each weight over the roots of both degrees."""
    graph = graph_of(*nearest(reduced(vectors, 0)))
    share = diags(np.asarray(graph.sum(axis=1)).ravel() ** -0.5)
    return csr_matrix(share @ graph @ share)

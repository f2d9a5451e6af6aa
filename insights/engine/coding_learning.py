"""Scores of codes for all documents, from the few or many that people coded."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from insights.engine.coding_neighbours import NeighbourScores
from insights.engine.coding_weights import HOLD, Scale, Table, held_out_scores, scale_of, weights_of
from insights.engine.stages import Vectors


COUNTS_AS = 20.0  # examples of a code: so much a name and the answers near it tell together
MOST_CODED = 1000  # documents: with more of them the others tell nothing new
FIRMLY = 10.0  # codes known by names are held to what all codes have in common


@dataclass(frozen=True)
class Learnt:
    """Scores of all documents, shape (n, k); those of the coded, shape (m, k), by weights that
    never saw them; the fold, shape (m,), that each was held out in; and how firmly codes are held
    to what all have in common (see `scale_of`)."""

    scores: Table
    held: Table
    folds: NDArray[np.int64]
    hold: float = HOLD

    def scale(self, table: Table, some: NDArray[np.bool_] | slice = slice(None)) -> Scale:
        """Return what turns scores into probabilities, learnt from `some` of the coded."""
        return scale_of(self.held[some], table[some], self.hold)


@dataclass(frozen=True)
class CodingTask:
    """What is learnt from: features of all documents (n, d), features of the codes' names with the
    codes they name (m, d) and (m, k), vectors of all documents and of all codes' names (a row of
    zeros for one without)."""

    rows: Table
    names: tuple[Table, Table]
    vectors: Vectors
    name_vectors: Vectors
    random_state: int

    @cached_property
    def neighbours(self) -> NeighbourScores:
        return NeighbourScores(self.vectors, self.name_vectors)

    def learn(self, coded: NDArray[np.int64], table: Table) -> Learnt:
        """Return what documents `coded` (places) with their codes, shape (m, k), teach.

        While they are few, codes that have a name are looked for among the answers near it too:
        the fewer examples a code has, the more those count.
        """
        rows, (names, named) = self.rows[coded], self.names
        weights = weights_of(np.vstack([rows, names]), np.vstack([table, named]))
        held, folds = held_out_scores(rows, table, self.names, self.random_state)
        own = Learnt(self.rows @ weights, held, folds)
        if not len(named) or not 0 < len(coded) <= MOST_CODED:
            return own
        spread = self._spread(coded, table, folds)
        share = named.any(axis=0) * COUNTS_AS / (COUNTS_AS + table.sum(axis=0))
        return Learnt(
            own.scores * (1 - share) + spread.scores * share,
            own.held * (1 - share) + spread.held * share,
            folds,
            FIRMLY,
        )

    def _spread(self, coded: NDArray[np.int64], table: Table, folds: NDArray[np.int64]) -> Learnt:
        outs = [folds == fold for fold in range(int(folds.max()) + 1)]
        left = [(coded[~out], table[~out]) for out in outs]
        scores, *others = self.neighbours.of_each([(coded, table), *left])
        held = np.zeros_like(table)
        for out, found in zip(outs, others, strict=True):
            held[out] = found[coded[out]]
        return Learnt(scores, held, folds)

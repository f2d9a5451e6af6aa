"""Weights of codes and honest probabilities, with one factorisation for all codes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


Table = NDArray[np.float64]
PENALTY = 1.0  # on the weights; two and a half changed little on the sets measured
FOLDS, FOLDS_OF_FEW, FEW = 5, 10, 300
STEPS = 25  # of Newton's method
HOLD = 1.0  # how firmly a code with few examples keeps to what all codes have in common


@dataclass(frozen=True)
class Scale:
    """What turns a code's score s into a probability: 1 / (1 + exp(-(slope s + offset)))."""

    slopes: Table
    offsets: Table

    def of(self, scores: Table) -> Table:
        """Return probabilities of scores, both of shape (n, codes)."""
        chances: Table = 1 / (1 + np.exp(-np.clip(scores * self.slopes + self.offsets, -30, 30)))
        return chances


def weights_of(rows: Table, codes: Table) -> Table:
    """Return ridge weights (Hoerl and Kennard 1970) of features (n, d) for codes (n, k)."""
    if len(rows) < rows.shape[1]:  # the same weights, from the smaller table of products
        return np.asarray(rows.T @ _solved(rows @ rows.T, codes))
    return _solved(rows.T @ rows, rows.T @ codes)


def held_out_scores(
    rows: Table, codes: Table, always: tuple[Table, Table], random_state: int
) -> tuple[Table, NDArray[np.int64]]:
    """Return each row's scores by weights that never saw it, shape (n, k), and its fold, (n,).

    `always` are rows and codes that every fold learns from. One table of products serves all folds:
    what a fold holds out is taken away from it.
    """
    folds = folds_of(len(rows), random_state)
    if len(rows) + len(always[0]) < rows.shape[1]:
        return _held_out_of_few(rows, codes, always, folds), folds
    products, targets = rows.T @ rows, rows.T @ codes
    products += always[0].T @ always[0]
    targets += always[0].T @ always[1]
    scores = np.zeros_like(codes)
    for fold in range(int(folds.max(initial=-1)) + 1):
        out = folds == fold
        left = products - rows[out].T @ rows[out]
        scores[out] = rows[out] @ _solved(left, targets - rows[out].T @ codes[out])
    return scores, folds


def _held_out_of_few(
    rows: Table, codes: Table, always: tuple[Table, Table], folds: NDArray[np.int64]
) -> Table:
    """Return the same from products of rows with rows, for fewer rows than features."""
    learnt = np.vstack([rows, always[0]])
    products, targets = learnt @ learnt.T, np.vstack([codes, always[1]])
    scores = np.zeros_like(codes)
    for fold in range(int(folds.max(initial=-1)) + 1):
        out = np.flatnonzero(folds == fold)
        kept = np.setdiff1d(np.arange(len(learnt)), out)
        solved = _solved(products[np.ix_(kept, kept)], targets[kept])
        scores[out] = products[np.ix_(out, kept)] @ solved
    return scores


def folds_of(count: int, random_state: int) -> NDArray[np.int64]:
    """Return a fold for each of `count` rows, even and by chance."""
    many = max(1, min(count, FOLDS_OF_FEW if count < FEW else FOLDS))
    folds: NDArray[np.int64] = np.random.default_rng(random_state).permutation(count) % many
    return folds


def scale_of(scores: Table, codes: Table, hold: float = HOLD) -> Scale:
    """Return the scale that makes held-out scores honest (Platt 1999), shape (n, k) both.

    Each code's is held to that of all codes together, the more firmly the fewer examples it has
    and the larger `hold` is.
    """
    count = max(1, scores.shape[1])
    common = _fitted(scores.reshape(-1, 1), codes.reshape(-1, 1), np.array([[8.0, -4.0]]), HOLD)
    start = np.repeat(common, count, axis=0)
    own = _fitted(scores, codes, start, hold) if len(scores) else start
    return Scale(own[:, 0], own[:, 1])


def chosen_of(chances: Table) -> NDArray[np.bool_]:
    """Return which codes to suggest for each row of probabilities, shape (n, k): at least one.

    Those with the largest expected F1 (Lewis 1995, "Evaluating and optimizing autonomous text
    classification systems"), the expectation taken of numerator and denominator apart.
    """
    order = np.argsort(-chances, axis=1, kind="stable")
    likely = np.take_along_axis(chances, order, axis=1).cumsum(axis=1)
    sizes = np.arange(1, chances.shape[1] + 1)
    best = (2 * likely / (sizes + chances.sum(axis=1, keepdims=True))).argmax(axis=1)
    ranks = np.argsort(order, axis=1, kind="stable")
    chosen: NDArray[np.bool_] = ranks <= best[:, None]
    return chosen


def _solved(products: Table, targets: Table) -> Table:
    held = products + PENALTY * np.eye(len(products))
    return np.asarray(np.linalg.solve(held, targets), dtype=np.float64)


def _fitted(scores: Table, codes: Table, start: Table, hold: float) -> Table:
    """Return (slope, offset) of each column by Newton's method, held to `start`, shape (k, 2)."""
    found = start.copy()
    for _ in range(STEPS):
        chances = Scale(found[:, 0], found[:, 1]).of(scores)
        left, width = chances - codes, chances * (1 - chances)
        first = np.stack([(left * scores).sum(axis=0), left.sum(axis=0)], axis=1)
        first += hold * (found - start)
        a = (width * scores**2).sum(axis=0) + hold
        b = (width * scores).sum(axis=0)
        c = width.sum(axis=0) + hold
        size = np.maximum(a * c - b * b, 1e-9)
        step = np.stack([c * first[:, 0] - b * first[:, 1], a * first[:, 1] - b * first[:, 0]], 1)
        found -= np.clip(step / size[:, None], -4, 4)
    return found


def spread_choice(
    doubt: Sequence[float], groups: Sequence[int], vectors: Table, count: int
) -> list[int]:
    """Return the places of up to `count` rows in doubt, spread over groups, no two nearly alike.

    Each time a group has been chosen from, the next of it is worth seven tenths as much.
    """
    left = np.array(doubt, dtype=np.float64)
    chosen: list[int] = []
    while len(chosen) < min(count, len(left)):
        best = int(left.argmax())
        if left[best] == -np.inf:
            break
        chosen.append(best)
        left[np.asarray(groups) == groups[best]] *= 0.7
        left[vectors @ vectors[best] > 0.95] = -np.inf
        left[best] = -np.inf
    return chosen

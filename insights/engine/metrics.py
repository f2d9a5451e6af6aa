"""How well suggested codes agree with people's, with intervals."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


Table = NDArray[np.float64]
RESAMPLES = 1000
LEVEL = 0.95


@dataclass(frozen=True)
class Measure:
    """A figure from 0 to 1 with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def answer_f1(truth: Any, found: Any) -> Table:
    """Return the F1 of each answer's codes, shape (n,).

    Both are tables of 0 and 1, shape (n, codes). An answer that rightly has no code counts 1
    (sample-based F1: Godbole and Sarawagi 2004).

    Examples
    --------
    >>> answer_f1([[1, 0], [1, 1]], [[1, 0], [1, 0]]).round(2).tolist()
    [1.0, 0.67]
    """
    mine, theirs = np.asarray(truth, dtype=np.float64), np.asarray(found, dtype=np.float64)
    both = (mine * theirs).sum(axis=1)
    total = mine.sum(axis=1) + theirs.sum(axis=1)
    scores: Table = np.where(total > 0, 2 * both / np.maximum(total, 1), 1.0)
    return scores


def mean_measure(scores: Table, random_state: int = 0) -> Measure:
    """Return the mean with a percentile bootstrap interval (Efron 1979); NaN for no scores."""
    if not len(scores):
        return Measure(float("nan"), float("nan"), float("nan"))
    chance = np.random.default_rng(random_state)
    drawn = chance.integers(0, len(scores), (RESAMPLES, len(scores)))
    means = scores[drawn].mean(axis=1)
    return _with_interval(float(scores.mean()), means)


def code_f1(truth: Any, found: Any, random_state: int = 0) -> list[Measure]:
    """Return each code's F1 over the answers, with a bootstrap interval over answers.

    Both are tables of 0 and 1, shape (n, codes); a code that nobody has and nobody found is NaN.
    """
    mine, theirs = np.asarray(truth, dtype=np.float64), np.asarray(found, dtype=np.float64)
    count = len(mine)
    if not count:
        return [Measure(float("nan"), float("nan"), float("nan"))] * mine.shape[1]
    chance = np.random.default_rng(random_state)
    weights = np.array(
        [np.bincount(chance.integers(0, count, count), minlength=count) for _ in range(RESAMPLES)],
        dtype=np.float64,
    )
    both, total = mine * theirs, mine + theirs
    drawn = 2 * (weights @ both) / np.maximum(weights @ total, 1e-9)
    sums = total.sum(axis=0)
    values = np.where(sums > 0, 2 * both.sum(axis=0) / np.maximum(sums, 1), np.nan)
    return [
        _with_interval(float(value), drawn[:, code])
        if sums[code]
        else Measure(float("nan"), float("nan"), float("nan"))
        for code, value in enumerate(values)
    ]


def _with_interval(value: float, drawn: Table) -> Measure:
    edge = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, [edge, 1 - edge])
    return Measure(value, float(low), float(high))

"""Puts vectors that groups were not learnt from into the nearest group."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from insights.engine.levels import SMALL, SMALLEST_PART
from insights.engine.stages import Grouper, Groups, Labels, Vectors


AT_ONCE = 40_000  # vectors compared at a time
EDGE = 0.1  # of a search's own statements lie so far from their group's centre, or farther


def spread(learnt: Groups, vectors: Vectors, chosen: NDArray[np.int64]) -> Groups:
    """Return groups of all `vectors`, shape (n, d), learnt from those at `chosen`.

    The others join the part whose centre is nearest, and that is how near they are.
    """
    names, centres = _parts_of(learnt, vectors, chosen)
    best, near = _nearest(vectors, centres)
    top, parts = names[best].T.copy()
    top[chosen], parts[chosen] = learnt.top, learnt.parts
    near[chosen] = learnt.nearness
    return Groups(top, parts, learnt.stability, learnt.part_stability, near)


def group_apart(
    grouper: Grouper,
    vectors: Vectors,
    prepared: Sequence[Sequence[int]],
    random_state: int,
    odd: Sequence[int] = (),
) -> Groups:
    """Return groups learnt from what people wrote by themselves; prepared texts come after.

    However often a prepared text was sent and edited, the groups of the others stay as they were.
    Its statements join the nearest part when they are no farther from its centre than nine in ten
    of those it was learnt from; what is left of a text makes a theme of its own.

    Parameters
    ----------
    grouper : Grouper
        Finds the groups.
    vectors : array of shape (n, d)
        One a statement.
    prepared : sequence of sequence of int
        For each prepared text, the places of its statements among the vectors.
    random_state : int
        Fixes the result.
    odd : sequence of int
        Places of statements that teach nothing; they join the nearest part.
    """
    apart = np.array(sorted({place for text in [*prepared, odd] for place in text}), dtype=np.int64)
    own = np.setdiff1d(np.arange(len(vectors)), apart)
    if not len(apart) or len(own) < SMALL:
        return grouper.group(vectors, random_state)
    learnt = grouper.group(vectors[own], random_state)
    groups = spread(learnt, vectors, own)
    _names, centres = _parts_of(learnt, vectors, own)
    far = groups.nearness < np.quantile(_nearest(vectors[own], centres)[1], EDGE)
    return _with_own_themes(groups, [[n for n in text if far[n]] for text in prepared])


def _with_own_themes(groups: Groups, texts: Sequence[Sequence[int]]) -> Groups:
    """Return the groups with one more for each text; too few statements are in none."""
    top, parts, stability = groups.top.copy(), groups.parts.copy(), list(groups.stability)
    for text in texts:
        places = list(text)
        is_theme = len(places) >= SMALLEST_PART
        top[places] = len(stability) if is_theme else -1
        parts[places] = -1
        stability += [1.0] * is_theme  # one text: nothing in it can come apart
    held = np.array(stability, dtype=np.float64)
    return Groups(top, parts, held, groups.part_stability, groups.nearness)


def _parts_of(
    learnt: Groups, vectors: Vectors, chosen: NDArray[np.int64]
) -> tuple[Labels, Vectors]:
    """Return (theme, part) of each part, shape (k, 2), and the mean directions, shape (k, d)."""
    names = np.unique(np.stack([learnt.top, learnt.parts], 1), axis=0)
    names = names[names[:, 0] >= 0]
    centres = np.array(
        [
            vectors[chosen[(learnt.top == theme) & (learnt.parts == part)]].mean(axis=0)
            for theme, part in names
        ]
    )
    return names, centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)


def _nearest(vectors: Vectors, centres: Vectors) -> tuple[Labels, NDArray[np.float64]]:
    """Return, for each vector, which centre is nearest, and its cosine."""
    best = np.empty(len(vectors), np.int64)
    near = np.empty(len(vectors))
    for start in range(0, len(vectors), AT_ONCE):
        cosines = vectors[start : start + AT_ONCE] @ centres.T
        best[start : start + AT_ONCE] = cosines.argmax(axis=1)
        near[start : start + AT_ONCE] = cosines.max(axis=1)
    return best, near

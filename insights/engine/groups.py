"""Groups vectors into themes: communities of a nearest-neighbour graph, on two levels.

Themes at the top are few enough to hold in mind; the parts below them are as fine as the answers
bear. Both levels are chosen by how well they hold when statements are left out (levels.py).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from insights.engine.levels import (
    MANY,
    MOST_THEMES,
    RESOLUTIONS,
    RESOLUTIONS_OF_MANY,
    SMALL,
    Levels,
    by_size,
    fine_of,
    stability,
    top_of,
)
from insights.engine.neighbours import nearest, reduced
from insights.engine.stages import Grouper, Groups, Labels, Vectors


# Beyond this many statements the groups are learnt on a sample, and the rest join the nearest.
LEARN_ON = 40_000
SMALLEST_PART = 3
_STEPS = 12  # halvings of the resolution's range in search of a wished-for number


class GraphGrouper:
    """Communities of the graph of nearest neighbours.

    Parameters
    ----------
    themes : int or None
        About how many themes are wished for; None leaves it to the answers.
    """

    name = "graph"

    def __init__(self, themes: int | None = None):
        self.themes = themes

    def group(self, vectors: Vectors, random_state: int) -> Groups:
        """Return the groups of `vectors`, shape (n, d): see `Groups`."""
        count = len(vectors)
        if count < 3:
            nobody = np.zeros(0)
            held = np.ones(min(count, 1))
            return Groups(np.zeros(count, np.int64), np.full(count, -1), held, nobody, nobody)
        if count <= LEARN_ON:
            return self._group(reduced(vectors, random_state), random_state)
        chosen = np.sort(np.random.default_rng(random_state).permutation(count)[:LEARN_ON])
        learnt = self._group(reduced(vectors[chosen], random_state), random_state)
        return _spread(learnt, vectors, chosen)

    def _group(self, vectors: Vectors, random_state: int) -> Groups:
        places, cosines = nearest(vectors)
        levels = Levels(places, cosines, random_state)
        resolutions = RESOLUTIONS if len(vectors) < MANY else RESOLUTIONS_OF_MANY
        tried = [levels.at(resolution) for resolution in resolutions]
        wished = [] if self.themes is None else _nearer(levels, self.themes)
        top = top_of([*tried, *wished], self.themes)
        fine = fine_of(tried) or top
        whole = _of_most(fine.labels, top.labels)
        labels = _without_small(by_size(_few(whole, vectors, self.themes or MOST_THEMES)))
        parts = _parts(labels, fine.labels)
        samples = [(inside, _of_most(found, labels[inside] + 1)) for inside, found in top.samples]
        return Groups(
            labels,
            parts,
            stability(labels, samples if top.size > labels.max() + 1 else top.samples),
            stability(fine.labels, fine.samples)[_first_of(parts, labels, fine.labels)],
            cosines.mean(axis=1),
        )


def _nearer(levels: Levels, wanted: int) -> list:
    """Return levels ever nearer to the wished-for number of groups."""
    low, high, found = 0.01, 64.0, []
    for _step in range(_STEPS):
        level = levels.at((low * high) ** 0.5)
        found.append(level)
        if level.size == wanted:
            break
        low, high = (level.resolution, high) if level.size < wanted else (low, level.resolution)
    return found


def _of_most(fine: Labels, top: Labels) -> Labels:
    """Return for each statement the theme that most of its part is in: parts are never cut."""
    table = np.zeros((int(fine.max()) + 1, int(top.max()) + 1), dtype=np.int64)
    np.add.at(table, (fine, top), 1)
    most: Labels = table.argmax(axis=1)[fine]
    return most


def _few(labels: Labels, vectors: Vectors, most: int) -> Labels:
    """Return at most `most` groups: where the graph falls into more pieces, the nearest are joined.

    By average linkage of the groups' centres.
    """
    size = int(labels.max()) + 1
    if size <= most:
        return labels
    centres = np.array([vectors[labels == group].mean(axis=0) for group in range(size)])
    joined: Labels = AgglomerativeClustering(most, linkage="average").fit_predict(centres)[labels]
    return joined


def _without_small(labels: Labels) -> Labels:
    """Return labels with groups too small to be a theme as -1: "not grouped yet"."""
    if len(labels) < SMALL:
        return labels
    sizes = np.bincount(labels)
    return np.where(sizes[labels] < SMALLEST_PART, -1, labels)


def _parts(top: Labels, fine: Labels) -> Labels:
    """Return labels within each theme, from 0 by size; -1 where a theme has no parts."""
    parts = np.full(len(top), -1, dtype=np.int64)
    for theme in range(int(top.max()) + 1):
        inside = np.flatnonzero(top == theme)
        found = by_size(fine[inside])
        large = np.bincount(found) >= SMALLEST_PART
        if large.sum() > 1:
            parts[inside] = np.where(large[found], found, -1)
    return parts


def _first_of(parts: Labels, top: Labels, fine: Labels) -> NDArray[np.int64]:
    """Return the fine group of each part, parts in the order of themes, then of parts."""
    inside = np.flatnonzero(parts >= 0)
    _names, first = np.unique(np.stack([top[inside], parts[inside]], 1), axis=0, return_index=True)
    places: NDArray[np.int64] = fine[inside[first]]
    return places


def _spread(learnt: Groups, vectors: Vectors, chosen: NDArray[np.int64]) -> Groups:
    """Return groups of all vectors: those that nobody learnt from join the nearest part."""
    names = np.unique(np.stack([learnt.top, learnt.parts], 1), axis=0)
    names = names[names[:, 0] >= 0]
    centres = np.array(
        [
            vectors[chosen[(learnt.top == theme) & (learnt.parts == part)]].mean(axis=0)
            for theme, part in names
        ]
    )
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    top, parts = np.empty(len(vectors), np.int64), np.empty(len(vectors), np.int64)
    near = np.empty(len(vectors))
    for start in range(0, len(vectors), LEARN_ON):
        cosines = vectors[start : start + LEARN_ON] @ centres.T
        best = cosines.argmax(axis=1)
        top[start : start + LEARN_ON], parts[start : start + LEARN_ON] = names[best].T
        near[start : start + LEARN_ON] = cosines.max(axis=1)
    top[chosen], parts[chosen] = learnt.top, learnt.parts
    near[chosen] = learnt.nearness
    return Groups(top, parts, learnt.stability, learnt.part_stability, near)


GROUPERS: dict[str, Callable[..., Grouper]] = {GraphGrouper.name: GraphGrouper}

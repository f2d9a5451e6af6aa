"""Groups vectors into themes: communities of a nearest-neighbour graph, on two levels.

Themes at the top are few enough to hold in mind; the parts below them are as fine as the answers
bear. Both levels are chosen by how well they hold when statements are left out (levels.py).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from insights.engine.communities import by_size
from insights.engine.levels import (
    MOST_THEMES,
    RESOLUTIONS,
    SMALL,
    SMALLEST_PART,
    Level,
    Levels,
    fine_of,
    stability,
    top_of,
)
from insights.engine.neighbours import nearest, reduced
from insights.engine.spreading import spread
from insights.engine.stages import Grouper, Groups, Labels, Vectors


# Beyond this many statements the groups are learnt on a sample, and the rest join the nearest.
LEARN_ON = 40_000


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
        return spread(learnt, vectors, chosen)

    def _group(self, vectors: Vectors, random_state: int) -> Groups:
        places, cosines = nearest(vectors)
        levels = Levels(places, cosines, random_state)
        tried = [levels.at(resolution) for resolution in RESOLUTIONS]
        top = top_of(tried) if self.themes is None else _wished(levels, tried, self.themes)
        fine = fine_of(tried, top.size) or top
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


def _wished(levels: Levels, tried: Sequence[Level], wanted: int) -> Level:
    """Return the level with about so many groups that are large enough for a theme.

    More can still be joined, fewer are never cut; of several, the one that leaves the fewest
    statements in smaller groups.
    """

    def fit(level: Level) -> tuple[int, int, int]:
        sizes = np.bincount(level.labels)
        large = sizes >= SMALLEST_PART
        found = int(large.sum())
        return max(0, wanted - found), found, int(sizes[~large].sum())

    return min([*tried, *(levels.cut(each, wanted) for each in tried)], key=fit)


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


GROUPERS: dict[str, Callable[..., Grouper]] = {GraphGrouper.name: GraphGrouper}

"""Groups vectors into themes: communities of a nearest-neighbour graph, on two levels.

Leiden (Traag, Waltman, van Eck 2019, doi 10.1038/s41598-019-41695-z) on the graph of each
statement's 15 nearest by cosine, after PCA to 50 dimensions. No one resolution suits every
question, so the one whose groups hold best when part of the statements is left out is taken.
"""

import ctypes
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score
from sklearn.neighbors import NearestNeighbors
from sknetwork.clustering import Leiden

from insights.engine.stages import Grouper, Labels, Vectors


NEIGHBOURS = 15
DIMS = 50
RESOLUTIONS = (0.4, 0.7, 1.0, 1.4, 2.0)
RESAMPLES = 4
SAMPLE_SHARE = 0.8
FEWEST_THEMES, MOST_THEMES = 5, 20  # what a person can hold in mind and still tell apart
SMALL = 40  # statements; below, groups are a reading order and no statistic
SPLIT_FROM = 12  # statements a theme needs before it is looked at for sub-themes
SUB_RESOLUTION = 1.2
SMALLEST_SUB = 3
_C = ctypes.CDLL(None)


class GraphGrouper:
    """Communities of the nearest-neighbour graph; the level is chosen by stability."""

    name = "graph"

    def group(
        self, vectors: Vectors, random_state: int
    ) -> tuple[Labels, Labels, NDArray[np.float64]]:
        """Return top labels and sub-labels, shape (n,), -1 for none, and stability per top label.

        Top labels run from 0, largest group first. A sub-label counts from 0 within its theme.
        """
        count = len(vectors)
        if count < 3:
            top = np.zeros(count, dtype=np.int64)
            return top, np.full(count, -1), np.ones(min(count, 1))
        reduced = _reduced(vectors, random_state)
        graph = _graph(reduced)
        resolution, samples = _stable_resolution(reduced, graph, random_state)
        top = _without_small(_communities(graph, resolution, random_state), count)
        stability = _stability(top, samples)
        return top, _sub_labels(graph, top, random_state), stability


def _reduced(vectors: Vectors, random_state: int) -> Vectors:
    dims = min(DIMS, vectors.shape[0] - 1, vectors.shape[1])
    no_spread = len(vectors) and np.ptp(vectors, axis=0).max() < 1e-6
    if dims < 2 or vectors.shape[1] <= dims or no_spread:
        return vectors
    solver = "randomized" if len(vectors) > 2000 else "full"
    reduced: Vectors = PCA(dims, svd_solver=solver, random_state=random_state).fit_transform(
        vectors.astype(np.float64)
    )
    return reduced


def _graph(vectors: Vectors) -> csr_matrix:
    """Return the symmetric graph of nearest neighbours, weighted by cosine, shape (n, n)."""
    count = len(vectors)
    near = NearestNeighbors(n_neighbors=min(NEIGHBOURS, count - 1), metric="cosine")
    distances, places = near.fit(vectors).kneighbors()
    weights = np.maximum(1.0 - distances, 1e-6).ravel()
    rows = np.repeat(np.arange(count), places.shape[1])
    graph = csr_matrix((weights, (rows, places.ravel())), shape=(count, count))
    return csr_matrix(graph.maximum(graph.T))


def _communities(graph: csr_matrix, resolution: float, random_state: int) -> Labels:
    # scikit-network's refinement draws from the C library, whatever random_state says: without
    # this, only the first run of a process could be repeated.
    _C.srand((random_state + 1) % 2**32)
    found: Labels = Leiden(resolution=resolution, random_state=random_state).fit_predict(graph)
    return _by_size(found.astype(np.int64))


def _by_size(labels: Labels) -> Labels:
    """Return the labels renamed so that the largest group is 0; ties by first appearance."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(names)), key=lambda place: (-sizes[place], first[place]))
    renamed = {int(names[place]): rank for rank, place in enumerate(order)}
    return np.array([renamed[int(label)] for label in labels], dtype=np.int64)


def _stable_resolution(
    vectors: Vectors, graph: csr_matrix, random_state: int
) -> tuple[float, list[tuple[NDArray[np.int64], Labels]]]:
    """Return the resolution whose groups hold best on samples, and its groups on each sample."""
    chance = np.random.default_rng(random_state)
    size = max(3, int(len(vectors) * SAMPLE_SHARE))
    picks = [np.sort(chance.permutation(len(vectors))[:size]) for _ in range(RESAMPLES)]
    graphs = [_graph(vectors[pick]) for pick in picks]
    best: tuple[float, float, list[tuple[NDArray[np.int64], Labels]]] | None = None
    for resolution in RESOLUTIONS:
        whole = _communities(graph, resolution, random_state)
        samples = [
            (pick, _communities(part, resolution, random_state))
            for pick, part in zip(picks, graphs, strict=True)
        ]
        held = float(np.mean([adjusted_rand_score(whole[pick], found) for pick, found in samples]))
        fewest = FEWEST_THEMES if len(vectors) >= SMALL else 2
        fits = fewest <= len(np.unique(whole)) <= MOST_THEMES
        score = held if fits else held - 1.0
        if best is None or score > best[0] + 1e-9:
            best = (score, resolution, samples)
    assert best is not None
    return best[1], best[2]


def _without_small(labels: Labels, count: int) -> Labels:
    """Return labels with groups too small to be a theme as -1: "not grouped yet"."""
    smallest = 1 if count < SMALL else 3
    sizes = np.bincount(labels)
    return np.where(sizes[labels] < smallest, -1, labels)


def _stability(top: Labels, samples: list[tuple[NDArray[np.int64], Labels]]) -> NDArray[np.float64]:
    """Return, per theme, the share of its pairs that stay together in the samples, 0 to 1."""
    themes = int(top.max()) + 1 if len(top) else 0
    kept = np.zeros((len(samples), themes))
    for row, (pick, found) in enumerate(samples):
        for theme in range(themes):
            inside = found[top[pick] == theme]
            sizes = np.bincount(inside) if len(inside) else np.array([0])
            pairs = len(inside) * (len(inside) - 1)
            kept[row, theme] = (sizes * (sizes - 1)).sum() / pairs if pairs else 1.0
    result: NDArray[np.float64] = kept.mean(axis=0)
    return result


def _sub_labels(graph: csr_matrix, top: Labels, random_state: int) -> Labels:
    subs = np.full(len(top), -1, dtype=np.int64)
    for theme in range(int(top.max()) + 1):
        places = np.flatnonzero(top == theme)
        if len(places) < SPLIT_FROM:
            continue
        found = _communities(graph[places][:, places], SUB_RESOLUTION, random_state)
        sizes = np.bincount(found)
        if (sizes >= SMALLEST_SUB).sum() > 1:
            subs[places] = np.where(sizes[found] >= SMALLEST_SUB, found, -1)
    return subs


GROUPERS: dict[str, Callable[[], Grouper]] = {GraphGrouper.name: GraphGrouper}

"""Who says much the same as whom: each statement's nearest by cosine, and the graph of them."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import PCA

from insights.engine.stages import Vectors


NEIGHBOURS = 15
# More are kept than the graph takes, so that a sample of the statements finds its own nearest
# among them without a second search.
KEPT = 20
DIMS = 100
BLOCK = 1024  # rows compared at once: memory stays at BLOCK times n
STRIP = 16  # columns
_FULL_PCA_TO = 2000


def reduced(vectors: Vectors, random_state: int) -> Vectors:
    """Return unit vectors of at most 100 dimensions, shape (n, d): principal components."""
    dims = min(DIMS, vectors.shape[0] - 1, vectors.shape[1])
    no_spread = len(vectors) and np.ptp(vectors, axis=0).max() < 1e-6
    if dims < 2 or vectors.shape[1] <= dims or no_spread:
        return vectors
    solver = "randomized" if len(vectors) > _FULL_PCA_TO else "full"
    parts = PCA(dims, svd_solver=solver, random_state=random_state).fit_transform(vectors)
    lengths = np.linalg.norm(parts, axis=1, keepdims=True)
    result: Vectors = (parts / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result


def nearest(vectors: Vectors) -> tuple[NDArray[np.int64], Vectors]:
    """Return places and cosines of each row's nearest others, shape (n, k), the nearest first.

    Exact, by blocks. k is 20, or n - 1 where there are fewer.
    """
    count = len(vectors)
    kept = min(KEPT, count - 1)
    places = np.zeros((count, kept), dtype=np.int64)
    cosines = np.zeros((count, kept), dtype=np.float32)
    for start in range(0, count, BLOCK):
        block = vectors[start : start + BLOCK] @ vectors.T
        rows = np.arange(len(block))
        block[rows, start + rows] = -2.0  # never its own neighbour
        some = _largest(block, kept)
        close = np.take_along_axis(block, some, axis=1)
        order = np.lexsort((some, -close))  # ties by place: the same graph on every machine
        places[start : start + BLOCK] = np.take_along_axis(some, order, axis=1)
        cosines[start : start + BLOCK] = np.take_along_axis(close, order, axis=1)
    return places, cosines


def _largest(block: Vectors, kept: int) -> NDArray[np.int64]:
    """Return the columns of each row's largest values, shape (rows, kept), in any order.

    They stand in the strips whose largest values are the largest, so only those are sorted out:
    twice as quick as sorting out whole rows.
    """
    strips, left = divmod(block.shape[1], STRIP)
    if strips <= 2 * kept:
        return np.argpartition(block, -kept, axis=1)[:, -kept:]
    whole = strips * STRIP
    tops = block[:, :whole].reshape(len(block), strips, STRIP).max(axis=2)
    best = np.argpartition(tops, -kept, axis=1)[:, -kept:]
    columns = (best[:, :, None] * STRIP + np.arange(STRIP)).reshape(len(block), -1)
    columns = np.hstack([columns, np.tile(np.arange(whole, whole + left), (len(block), 1))])
    values = np.take_along_axis(block, columns, axis=1)
    chosen = np.argpartition(values, -kept, axis=1)[:, -kept:]
    return np.take_along_axis(columns, chosen, axis=1)


def graph_of(
    places: NDArray[np.int64], cosines: Vectors, inside: NDArray[np.bool_] | None = None
) -> csr_matrix:
    """Return the symmetric graph of the 15 nearest, weighted by cosine, shape (m, m).

    `inside` takes only some statements: its nearest are looked for among those.
    """
    count, kept = places.shape
    allowed = np.ones(places.shape, dtype=bool)
    number = np.arange(count)
    if inside is not None:
        allowed = inside[places] & inside[:, None]
        number = np.cumsum(inside) - 1
    allowed &= np.cumsum(allowed, axis=1) <= NEIGHBOURS
    rows = np.repeat(number, kept).reshape(places.shape)[allowed]
    weights = np.maximum(cosines[allowed], 1e-6).astype(np.float64)
    size = count if inside is None else int(inside.sum())
    graph = csr_matrix((weights, (rows, number[places[allowed]])), shape=(size, size))
    return csr_matrix(graph.maximum(graph.T))

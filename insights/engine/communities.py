"""Communities of a graph, by Leiden, in a form that always ends.

scikit-network refines as long as some node gains by moving. It counts in 32-bit floats, so two
places that are equally good can each look better than the other by a rounding error, and the
search goes on for ever. Here a node moves only for a gain above what rounding can feign.
"""

import ctypes

import numpy as np
from scipy.sparse import csr_matrix
from sknetwork.clustering import Leiden
from sknetwork.clustering.leiden_core import optimize_refine_core
from sknetwork.utils import get_membership

from insights.engine.stages import Labels


# Of a node's own weight: some sixteen rounding errors of a 32-bit float, and far below any gain
# that decides which statements belong together.
FEIGNED = 2e-6
_C = ctypes.CDLL(None)


class EndingLeiden(Leiden):
    """Leiden whose refinement takes no gain that rounding alone can make.

    Examples
    --------
    >>> two_pairs = csr_matrix([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> EndingLeiden().fit_predict(two_pairs).tolist()
    [0, 0, 1, 1]
    """

    def _optimize_refine(self, labels, labels_refined, adjacency, out_weights, in_weights):  # type: ignore[no-untyped-def]
        members = get_membership(labels_refined).T
        weights = [np.asarray(each, dtype=np.float32) for each in (out_weights, in_weights)]
        totals = [members.dot(each) for each in weights]
        # What a node keeps by staying is its community's weight less its own loop: with a loop
        # that much smaller, staying is worth that much more.
        feigned = FEIGNED * max(1.0, self.resolution) * np.maximum(*weights)
        loops = (adjacency.diagonal() - feigned).astype(np.float32)
        return optimize_refine_core(
            labels.astype(np.int32),
            labels_refined.astype(np.int32),
            adjacency.indices,
            adjacency.indptr,
            adjacency.data.astype(np.float32),
            *weights,
            *totals,
            np.zeros_like(totals[0]),
            loops,
            self.resolution,
        )


def communities(graph: csr_matrix, resolution: float, random_state: int) -> Labels:
    """Return communities (Leiden: Traag, Waltman, van Eck 2019), the largest is 0.

    `graph` is (n, n), symmetric, weights not negative; the labels are (n,).
    """
    # scikit-network's refinement draws from the C library, whatever random_state says: without
    # this, only the first run of a process could be repeated.
    _C.srand((random_state + 1) % 2**32)
    found: Labels = EndingLeiden(resolution=resolution, random_state=random_state).fit_predict(
        graph
    )
    return by_size(found.astype(np.int64))


def by_size(labels: Labels) -> Labels:
    """Return the labels renamed so that the largest group is 0; ties by first appearance."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    renamed: Labels = rank[np.searchsorted(names, labels)]
    return renamed

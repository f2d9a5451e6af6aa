"""Joins the groups found in several samples into the grouping they agree on.

One search answers differently when a few statements come or go; what most searches on samples
agree on moves much less (Monti, Tamayo, Mesirov and Golub 2003, "Consensus clustering").
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from insights.engine.stages import Labels


MOST_UNITS = 2000  # all are compared with all


def agreed(
    units: Labels, samples: Sequence[tuple[NDArray[np.bool_], Labels]], wanted: int | None = None
) -> Labels | None:
    """Return the groups of n statements that the samples' groups agree on, shape (n,).

    Units are joined by average linkage, the nearer the larger the share of samples that has their
    statements together.

    Parameters
    ----------
    units : array of shape (n,)
        Small groups that are never cut, from 0.
    samples : sequence of (array of bool of shape (n,), array of int)
        Which statements were in a sample, and the groups of those.
    wanted : int or None
        How many groups; None takes the median of the samples.

    Returns None where there is nothing to join, or too many units to compare.
    """
    count = int(units.max()) + 1
    if not 2 < count <= MOST_UNITS:
        return None
    together = np.zeros((count, count))
    for inside, found in samples:
        shares = np.zeros((count, int(found.max()) + 1))
        np.add.at(shares, (units[inside], found), 1)
        shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
        together += shares @ shares.T
    apart = np.maximum(1 - together / len(samples), 0)
    np.fill_diagonal(apart, 0)
    size = wanted or int(np.median([int(found.max()) + 1 for _, found in samples]))
    tree = linkage(squareform((apart + apart.T) / 2, checks=False), "average")
    labels: Labels = fcluster(tree, size, "maxclust").astype(np.int64)[units] - 1
    return labels

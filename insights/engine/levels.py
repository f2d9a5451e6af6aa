"""Which level of detail holds: communities at several resolutions, tried again on samples.

No one resolution suits every question. A level is trusted when leaving a fifth of the statements
out changes little (Ben-Hur, Elisseeff, Guyon 2002: stability of clusterings under resampling).

Communities are searched for once, at the finest resolution; every coarser level joins those, on a
graph with one node for each (Blondel et al. 2008, "Fast unfolding of communities in large
networks", the second phase). On comments that people had sorted this agreed with them as well as a
search of its own for each level, in a fifth of the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from insights.engine.communities import by_size, communities
from insights.engine.consensus import agreed
from insights.engine.neighbours import graph_of
from insights.engine.stages import Labels, Vectors


RESOLUTIONS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 8.0, 12.0, 16.0)
FINEST, COARSE_TO, FINE_FROM = 24.0, 2.0, 4.0
FEWEST_SAMPLES, MOST_SAMPLES = 5, 20
SAMPLED = 70_000  # statements in all samples: many statements differ less by chance
SAMPLE_SHARE = 0.8
FEWEST_THEMES, MOST_THEMES = 5, 20  # what a person can hold in mind and still tell apart
MOST_PARTS = 10  # of a theme, on average
SMALLEST_PART = 3  # statements
SMALL = 40  # statements; below, groups are a reading order and no statistic
AS_GOOD = 0.005  # of agreement: chance alone moves it by more from one seed to the next
SMALLEST_MEAN = 8.0  # statements a part holds on average, else there is nothing to read together
Sample = tuple[NDArray[np.bool_], Labels]


@dataclass(frozen=True)
class Level:
    """The groups at one resolution, of all statements and of each sample of them."""

    resolution: float
    labels: Labels
    samples: tuple[Sample, ...]

    @property
    def size(self) -> int:
        return int(self.labels.max()) + 1

    def rand(self) -> float:
        """Return the mean adjusted Rand index with the samples' groups, 1 for the same."""
        pairs = [adjusted_rand_score(self.labels[inside], found) for inside, found in self.samples]
        return float(np.mean(pairs))

    def information(self) -> float:
        """Return the mean adjusted mutual information with the samples' groups."""
        return float(
            np.mean(
                [
                    adjusted_mutual_info_score(self.labels[inside], found)
                    for inside, found in self.samples
                ]
            )
        )


class Ladder:
    """Communities of one graph at every resolution, each a union of the finest."""

    def __init__(self, graph: csr_matrix, random_state: int):
        self._random_state = random_state
        self.finest = communities(graph, FINEST, random_state)
        size = int(self.finest.max()) + 1
        places = (np.arange(len(self.finest)), self.finest)
        member = csr_matrix((np.ones(len(self.finest)), places), shape=(graph.shape[0], size))
        self._joined = csr_matrix(member.T @ graph @ member)

    def at(self, resolution: float) -> Labels:
        """Return the labels of all nodes at one resolution, the largest community is 0."""
        if resolution >= FINEST:
            return self.finest
        return by_size(communities(self._joined, resolution, self._random_state)[self.finest])


class Levels:
    """The ladder of all statements, and those of samples of them."""

    def __init__(self, places: NDArray[np.int64], cosines: Vectors, random_state: int):
        self._ladder = Ladder(graph_of(places, cosines), random_state)
        chance = np.random.default_rng(random_state)
        times = min(MOST_SAMPLES, max(FEWEST_SAMPLES, SAMPLED // len(places)))
        self._insides = [_pick(len(places), chance) for _ in range(times)]
        self._ladders = [
            Ladder(graph_of(places, cosines, inside), random_state) for inside in self._insides
        ]

    def at(self, resolution: float) -> Level:
        """Return the groups at one resolution: of themes, those that the samples agree on."""
        found = [ladder.at(resolution) for ladder in self._ladders]
        samples = tuple(zip(self._insides, found, strict=True))
        labels = agreed(self._ladder.finest, samples) if resolution <= COARSE_TO else None
        if labels is None:
            labels = self._ladder.at(resolution)
        return Level(resolution, by_size(labels), samples)

    def cut(self, level: Level, wanted: int) -> Level:
        """Return what the samples of a level agree on, cut into so many groups if that can be."""
        labels = agreed(self._ladder.finest, level.samples, wanted)
        return level if labels is None else replace(level, labels=by_size(labels))


def fine_of(levels: Sequence[Level], themes: int) -> Level | None:
    """Return the finest level of parts that holds about as well as the best; None: none is read.

    A theme has ten parts on average at most, so that they can be read below it.
    """
    large = [
        each
        for each in levels
        if each.resolution >= FINE_FROM and len(each.labels) / each.size >= SMALLEST_MEAN
    ]
    readable = [each for each in large if each.size <= MOST_PARTS * themes] or large[:1]
    held = [each.information() for each in readable]
    good = [each for each, how in zip(readable, held, strict=True) if how >= max(held) - AS_GOOD]
    return good[-1] if good else None


def top_of(levels: Sequence[Level]) -> Level:
    """Return the level that can be held in mind and holds best."""
    fewest = FEWEST_THEMES if len(levels[0].labels) >= SMALL else 2
    coarse = [each for each in levels if each.resolution <= COARSE_TO]
    fitting = [each for each in coarse if fewest <= each.size <= MOST_THEMES]
    return max(fitting or coarse, key=lambda each: (each.rand(), -each.size))


def stability(labels: Labels, samples: Sequence[Sample]) -> NDArray[np.float64]:
    """Return, per group, the share of its pairs that stay together in the samples, 0 to 1."""
    groups = int(labels.max()) + 1 if len(labels) else 0
    kept = np.zeros((len(samples), groups))
    for row, (inside, found) in enumerate(samples):
        mine = labels[inside]
        for group in range(groups):
            sizes = np.bincount(found[mine == group], minlength=1)
            pairs = int(sizes.sum()) * (int(sizes.sum()) - 1)
            kept[row, group] = (sizes * (sizes - 1)).sum() / pairs if pairs else 1.0
    result: NDArray[np.float64] = kept.mean(axis=0)
    return result


def _pick(count: int, chance: np.random.Generator) -> NDArray[np.bool_]:
    inside = np.zeros(count, dtype=bool)
    inside[chance.permutation(count)[: max(3, int(count * SAMPLE_SHARE))]] = True
    return inside

"""The seams between the stages: each takes data and returns data; none knows the finder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]
Progress = Callable[[str, int, int], None]


class Encoder(Protocol):
    """Turns texts into unit vectors, so that texts that mean the same point the same way."""

    name: str
    version: str

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return one row per text, shape (n, dims), each of length 1 (or 0 for no signal)."""
        ...


@dataclass(frozen=True)
class Groups:
    """Groups of n vectors on two levels.

    `top`, shape (n,): themes from 0, the largest first; -1 for in none. `parts`, shape (n,): parts
    from 0 within each theme, -1 for in none. `stability`, shape (themes,), and `part_stability`,
    one for each part in the order of themes, then of parts: 0 to 1. `nearness`, shape (n,): mean
    cosine to what lies nearest; the least near are lone voices.
    """

    top: Labels
    parts: Labels
    stability: NDArray[np.float64]
    part_stability: NDArray[np.float64]
    nearness: NDArray[np.float64]


class Grouper(Protocol):
    """Finds groups of vectors on two levels."""

    name: str

    def group(self, vectors: Vectors, random_state: int) -> Groups:
        """Return the groups of `vectors`, shape (n, d)."""
        ...


def no_progress(stage: str, done: int, total: int) -> None:
    """Take progress and do nothing with it."""

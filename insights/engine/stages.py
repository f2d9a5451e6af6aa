"""The seams between the stages: each takes data and returns data; none knows the finder."""

from collections.abc import Callable, Sequence
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


class Grouper(Protocol):
    """Finds groups of vectors on two levels."""

    name: str

    def group(
        self, vectors: Vectors, random_state: int
    ) -> tuple[Labels, Labels, NDArray[np.float64]]:
        """Return top labels, sub-labels (-1 for none) and the stability of each top label."""
        ...


def no_progress(stage: str, done: int, total: int) -> None:
    """Take progress and do nothing with it."""

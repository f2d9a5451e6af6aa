"""What every encoder's rows have in common: their length, and how many are made at a time."""

from typing import Any

import numpy as np

from insights.engine.stages import Vectors


BATCH = 64  # texts


def unit(vectors: Any) -> Vectors:
    """Return the rows of `vectors`, shape (n, d), scaled to length 1; a row of zeros stays."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    scaled: Vectors = array / np.maximum(lengths, 1e-9)
    return scaled

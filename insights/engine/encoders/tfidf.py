"""Vectors of the words themselves: no model."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from insights.engine.encoders.rows import unit
from insights.engine.stages import Vectors


class TfidfEncoder:
    """Characters and words, no model: the last resort, and quick enough for tests.

    Close to chance on short answers (TF-IDF with truncated SVD; Deerwester et al. 1990).
    """

    name = "tfidf"
    version = f"sklearn-{sklearn.__version__}"
    learns = True  # from the texts of the first call: the same text has other vectors elsewhere
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

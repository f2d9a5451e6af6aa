"""What a coder looks at in a text: its words, its letters in a row, and its meaning.

The words and letters of all answers, coded or not, are learnt once, so that a new coding costs a
new fit of the weights only.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from insights.engine.stages import Vectors


DIMS = 600  # of words and letters; more changed nothing on the sets measured
MOST_LETTERS = 50_000
MANY = 500  # texts
LEARN_ON = 8_000  # texts: the words of more are the same words

Features = NDArray[np.float64]


class CodingFeatures:
    """Truncated singular values of TF-IDF (Deerwester et al. 1990), and a sentence encoder's rows.

    Words one and two in a row, and two to five letters in a row within words, weigh the same
    together as the meaning.
    """

    def fit(self, texts: Sequence[str]) -> "CodingFeatures":
        """Learn the words of the texts; any number, in any language."""
        least = (
            2 if len(texts) >= MANY else 1
        )  # texts with it: what one has tells nothing of others
        self.words_ = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=least)
        self.letters_ = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 5),
            sublinear_tf=True,
            min_df=least,
            max_features=MOST_LETTERS,
        )
        step = max(1, -(-len(texts) // LEARN_ON))
        learnt = [*texts[::step]]
        self.axes_: Features | None = None
        try:
            self.words_.fit(learnt)
            self.letters_.fit(learnt)
        except ValueError:  # only signs: their meaning is all there is
            return self
        table = self._table(learnt)
        dims = min(DIMS, min(table.shape) - 1)
        if dims >= 1:
            _left, _values, axes = randomized_svd(table, dims, n_iter=2, random_state=0)
            self.axes_ = axes.T
        return self

    def transform(self, texts: Sequence[str], vectors: Vectors) -> Features:
        """Return features of texts with their encoder's rows, shape (n, d); the last is 1."""
        parts = [vectors.astype(np.float64), np.ones((len(texts), 1))]
        if self.axes_ is not None and len(texts):
            parts.insert(0, np.asarray(self._table(texts) @ self.axes_))
        elif self.axes_ is not None:
            parts.insert(0, np.zeros((0, self.axes_.shape[1])))
        return np.hstack(parts)

    def _table(self, texts: Sequence[str]) -> csr_matrix:
        tables = [self.words_.transform(texts), self.letters_.transform(texts)]
        return csr_matrix(hstack(tables) * 0.5**0.5)

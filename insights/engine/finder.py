"""Finds themes in answers: the stages joined, with scikit-learn's contract."""

import hashlib
import json
import platform
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy
import sklearn
import sknetwork
from threadpoolctl import threadpool_limits

from insights.engine.assembly import (
    centres_of,
    lone_voices,
    member_of,
    themes_of,
    tree_of,
)
from insights.engine.distinct import Reading, read_distinct
from insights.engine.duplicates import reason_to_set_aside
from insights.engine.encoders import ENCODERS
from insights.engine.groups import GROUPERS
from insights.engine.labels import label_groups
from insights.engine.stages import Progress, no_progress
from insights.engine.statements import statements_of
from insights.engine.types import VERSION, Document, Member, Result, SetAside, Statement, Theme


class ThemeFinder:
    """Finds a two-level tree of themes.

    Parameters
    ----------
    encoder : str
        A name in `ENCODERS`.
    grouper : str
        A name in `GROUPERS`.
    random_state : int
        Fixes the result.
    themes : int or None
        About how many themes are wished for at the top; None leaves it to the answers.

    Attributes
    ----------
    result_ : Result
        What `fit` found.
    centres_ : ndarray of shape (themes, dims)
        The mean direction of each theme, in the order of `result_.themes`.

    Examples
    --------
    >>> answers = [Document("1", "They listen to me"), Document("2", "They listen to us")]
    >>> ThemeFinder(encoder="tfidf").fit(answers).result_.themes[0].members[0].start
    0
    """

    def __init__(
        self,
        encoder: str = "use+minilm",
        grouper: str = "graph",
        random_state: int = 0,
        themes: int | None = None,
    ):
        self.encoder = encoder
        self.grouper = grouper
        self.random_state = random_state
        self.themes = themes

    def find(self, documents: Sequence[Document], progress: Progress = no_progress) -> Result:
        """Return the themes of `documents`; the same as `fit(documents).result_`."""
        return self.fit(documents, progress).result_

    def fit(self, documents: Sequence[Document], progress: Progress = no_progress) -> "ThemeFinder":
        """Learn the themes of `documents`.

        Raises ValueError when two documents have the same id or a stage's name is unknown.
        """
        self._check(documents)
        with threadpool_limits(limits=1):
            self._fit(documents, progress)
        return self

    def _fit(self, documents: Sequence[Document], progress: Progress) -> None:
        read = read_distinct(documents)
        statements, places = read.statements, read.places
        texts = [_words(documents, each) for each in statements]
        progress("reading", 0, len(texts))
        self.encoder_ = ENCODERS[self.encoder]()
        vectors = self.encoder_.encode(texts, lambda done: progress("reading", done, len(texts)))
        progress("grouping", 0, 1)
        groups = GROUPERS[self.grouper](themes=self.themes).group(vectors, self.random_state)
        progress("naming", 0, 1)
        tree = tree_of(groups)
        labels = label_groups(
            [[(statements[n].document, texts[n]) for n in each.inside] for each in tree]
        )
        self.centres_ = centres_of(vectors, [each.inside for each in tree])
        themes = themes_of(tree, labels, vectors, self.centres_, (documents, places))
        lone = lone_voices(documents, places, groups.nearness)
        self.result_ = self._result(documents, themes, read, lone)
        progress("naming", 1, 1)

    def _result(
        self,
        documents: Sequence[Document],
        themes: tuple[Theme, ...],
        read: Reading,
        lone: tuple[str, ...],
    ) -> Result:
        grouped = {member.document for theme in themes for member in theme.members}
        aside = [
            SetAside(document.id, reason)
            for document, reason in zip(documents, read.reasons, strict=True)
            if reason
        ]
        away = grouped | {each.document for each in aside}
        return Result(
            themes=themes,
            ungrouped=tuple(each.id for each in documents if each.id not in away),
            set_aside=tuple(aside),
            duplicates=tuple(
                tuple(documents[n].id for n in group) for group in read.same if len(group) > 1
            ),
            run=self._run(documents, len(read.statements), read.reasons),
            lone_voices=lone,
        )

    def assign(self, documents: Sequence[Document]) -> list[tuple[str, Member]]:
        """Return (theme id, place) for each statement of new documents: the nearest centre's theme.

        A pure map: one document's place depends on no other, so any worker may do a part.
        """
        statements = [
            each
            for place, document in enumerate(documents)
            if reason_to_set_aside(document.text) is None
            for each in statements_of(document.text, document=place)
        ]
        texts = [_words(documents, each) for each in statements]
        if not texts or not self.result_.themes:
            return []
        with threadpool_limits(limits=1):
            near = self.encoder_.encode(texts, lambda done: None) @ self.centres_.T
        return [
            (
                self.result_.themes[int(row.argmax())].id,
                member_of(documents, each, float(row.max())),
            )
            for each, row in zip(statements, near, strict=True)
        ]

    def _check(self, documents: Sequence[Document]) -> None:
        if self.encoder not in ENCODERS or self.grouper not in GROUPERS:
            raise ValueError(
                f"Choose an encoder of {list(ENCODERS)}, a grouper of {list(GROUPERS)}"
            )
        if len({document.id for document in documents}) != len(documents):
            raise ValueError("Two documents have the same id")

    def _run(
        self, documents: Sequence[Document], statements: int, reasons: Sequence[str | None]
    ) -> dict[str, Any]:
        content = json.dumps([[document.id, document.text] for document in documents])
        return {
            "versions": {
                "engine": VERSION,
                "encoder": self.encoder_.version,
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scipy": scipy.__version__,
                "scikit-learn": sklearn.__version__,
                "scikit-network": sknetwork.__version__,
            },
            "settings": {
                "encoder": self.encoder,
                "grouper": self.grouper,
                "random_state": self.random_state,
                "themes": self.themes,
            },
            "digest": hashlib.sha256(content.encode()).hexdigest(),
            "documents": len(documents),
            "statements": statements,
            "set_aside": {
                reason: reasons.count(reason) for reason in sorted({r for r in reasons if r})
            },
        }


def find_themes(documents: Sequence[Document], **settings: Any) -> Result:
    """Return the themes of `documents` with `ThemeFinder(**settings)`."""
    return ThemeFinder(**settings).find(documents)


def _words(documents: Sequence[Document], statement: Statement) -> str:
    words = documents[statement.document].text[statement.start : statement.end]
    return words.encode("utf-8", "replace").decode()  # no tokenizer takes lone surrogates

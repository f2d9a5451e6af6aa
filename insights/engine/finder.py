"""Finds themes in answers: the stages joined, with scikit-learn's contract."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from insights.engine.assembly import (
    centres_of,
    in_context,
    lone_voices,
    member_of,
    themes_of,
    tree_of,
)
from insights.engine.backends import BACKENDS, Backend
from insights.engine.distinct import Reading, read_distinct
from insights.engine.duplicates import reason_to_set_aside
from insights.engine.encoders import ENCODERS
from insights.engine.groups import GROUPERS
from insights.engine.labels import label_groups
from insights.engine.languages import Choice, choose_encoder
from insights.engine.oddities import odd_places
from insights.engine.outcome import result_of, run_of
from insights.engine.spreading import group_apart
from insights.engine.stages import Progress, Vectors, no_progress
from insights.engine.statements import statements_of
from insights.engine.types import Document, Member, Result, Statement
from insights.engine.vectors import VectorCache, embed_once


class ThemeFinder:
    """Finds a two-level tree of themes.

    Parameters
    ----------
    encoder : str
        A name in `ENCODERS`, or "auto": by the languages found (see `languages.choose_encoder`).
    grouper : str
        A name in `GROUPERS`.
    random_state : int
        Fixes the result.
    themes : int or None
        About how many themes are wished for at the top; None leaves it to the answers.
    backend : Backend or None
        Where texts are embedded, made by an entry of `BACKENDS`; None is this process.
    language : str or None
        The language that answers are likely in, as a hint for "auto".
    cache : VectorCache or None
        Remembers vectors from one search to the next, such as a `VectorStore`; None for none.

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
        encoder: str = "auto",
        grouper: str = "graph",
        random_state: int = 0,
        themes: int | None = None,
        backend: Backend | None = None,
        language: str | None = None,
        cache: VectorCache | None = None,
    ):
        self.encoder = encoder
        self.grouper = grouper
        self.random_state = random_state
        self.themes = themes
        self.backend = backend
        self.language = language
        self.cache = cache

    def find(self, documents: Sequence[Document], progress: Progress = no_progress) -> Result:
        """Return the themes of `documents`; the same as `fit(documents).result_`."""
        return self.fit(documents, progress).result_

    def fit(self, documents: Sequence[Document], progress: Progress = no_progress) -> "ThemeFinder":
        """Learn the themes of `documents`.

        Raises ValueError when two documents have the same id or a stage's name is unknown, and
        BackendError when the workers cannot be reached.
        """
        self._check(documents)
        with threadpool_limits(limits=1):
            self._fit(documents, progress)
        return self

    def _fit(self, documents: Sequence[Document], progress: Progress) -> None:
        read = read_distinct(documents)
        vectors = self._embed(documents, read, progress)
        statements, places = read.statements, read.places
        texts = [_words(documents, each) for each in statements]
        progress("grouping", 0, 1)
        groups = group_apart(
            GROUPERS[self.grouper](themes=self.themes),
            in_context(vectors, [each.document for each in statements]),
            read.prepared,
            self.random_state,
            odd_places(texts),
        )
        progress("naming", 0, 1)
        tree = tree_of(groups)
        positions = {each.id: place for place, each in enumerate(tree)}
        labels = label_groups(
            [[(statements[n].document, texts[n]) for n in each.inside] for each in tree],
            parents=[positions[each.parent] if each.parent else None for each in tree],
            senders=[[len(set(places[n])) for n in each.inside] for each in tree],
        )
        self.centres_ = centres_of(vectors, [each.inside for each in tree])
        themes = themes_of(tree, labels, vectors, self.centres_, (documents, places))
        lone = lone_voices(documents, places, groups.nearness)
        settings = {
            "encoder": self.encoder_.name,
            "asked": self.encoder,
            "why": self.choice_.reason,
            "languages": dict(self.choice_.languages),
            "grouper": self.grouper,
            "random_state": self.random_state,
            "themes": self.themes,
        }
        run = run_of(documents, read, settings, self.encoder_.version)
        self.result_ = result_of(documents, themes, read, lone, run)
        progress("naming", 1, 1)

    def _embed(self, documents: Sequence[Document], read: Reading, progress: Progress) -> Vectors:
        """Return a row for each statement; those that cannot be read leave `read`."""
        texts = [_words(documents, each) for each in read.statements]
        progress("reading", 0, len(texts))
        self.choice_ = (
            choose_encoder(texts, self.language)
            if self.encoder == "auto"
            else Choice(self.encoder, "asked for", {})
        )
        self.encoder_ = ENCODERS[self.choice_.encoder]()
        backend = self.backend or BACKENDS["here"]()
        found = embed_once(self.cache, backend, self.encoder_, texts, partial(progress, "reading"))
        kept = np.setdiff1d(np.arange(len(texts)), found.failed)
        read.keep(kept.tolist())
        return found.vectors[kept]

    def assign(self, documents: Sequence[Document]) -> list[tuple[str, Member]]:
        """Return (theme id, place) for each statement of new documents: the nearest centre's theme.

        A pure map: one document's place depends on no other, so any worker may do a part. What the
        encoder cannot read has no place.
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
            backend = self.backend or BACKENDS["here"]()
            found = backend.embed(self.encoder_, texts, lambda done, total: None)
            kept = np.setdiff1d(np.arange(len(texts)), found.failed).tolist()
            near = found.vectors[kept] @ self.centres_.T if kept else []
        return [
            (
                self.result_.themes[int(row.argmax())].id,
                member_of(documents, statements[n], float(row.max())),
            )
            for n, row in zip(kept, near, strict=True)
        ]

    def _check(self, documents: Sequence[Document]) -> None:
        if self.encoder not in ("auto", *ENCODERS) or self.grouper not in GROUPERS:
            raise ValueError(
                f"Choose an encoder of {['auto', *ENCODERS]}, a grouper of {list(GROUPERS)}"
            )
        if len({document.id for document in documents}) != len(documents):
            raise ValueError("Two documents have the same id")


def find_themes(documents: Sequence[Document], **settings: Any) -> Result:
    """Return the themes of `documents` with `ThemeFinder(**settings)`."""
    return ThemeFinder(**settings).find(documents)


def _words(documents: Sequence[Document], statement: Statement) -> str:
    words = documents[statement.document].text[statement.start : statement.end]
    return words.encode("utf-8", "replace").decode()  # no tokenizer takes lone surrogates

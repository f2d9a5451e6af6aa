"""Learns people's codes from answers they have coded, and suggests codes for the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from insights.engine.backends import BACKENDS, Backend
from insights.engine.coding_features import CodingFeatures
from insights.engine.coding_learning import CodingTask
from insights.engine.coding_weights import Table, chosen_of, spread_choice
from insights.engine.duplicates import reason_to_set_aside
from insights.engine.encoders import ENCODERS, unit
from insights.engine.metrics import Measure, answer_f1, code_f1, mean_measure
from insights.engine.stages import Encoder, Vectors
from insights.engine.types import Document


SURE, UNSURE = 0.8, 0.5  # probability from which a suggestion is called so; below, a guess
EXAMPLES = 3  # with fewer a code is never called sure
CURVE = (0.1, 0.2, 0.4, 0.7, 1.0)  # shares of the codings that the learning curve learns from


@dataclass(frozen=True)
class Code:
    """A theme of people's codebook; its name and definition serve until there are examples."""

    id: str
    name: str = ""
    definition: str = ""


@dataclass(frozen=True)
class Coding:
    """A person's word that a code holds for a document; `holds` false rejects a suggestion."""

    document: str
    code: str
    holds: bool = True


@dataclass(frozen=True)
class SuggestedCode:
    """A code for a document: `probability` 0 to 1, `level` "sure", "unsure" or "guess"."""

    code: str
    probability: float
    level: str


@dataclass(frozen=True)
class HeldOut:
    """How well codes are found that the coder had not seen, by cross-validation.

    `answers` is the mean F1 of an answer's codes, `codes` each code's F1, `curve` (codings learnt
    from, F1) for growing numbers of coded answers; all with 95 % bootstrap intervals.
    """

    answers: Measure
    codes: dict[str, Measure]
    curve: tuple[tuple[int, Measure], ...]


class Coder:
    """Suggests codes, several a document, each with a calibrated probability.

    Parameters
    ----------
    encoder : str
        A name in `ENCODERS`.
    random_state : int
        Fixes the folds.
    backend : Backend or None
        Where texts are embedded, made by an entry of `BACKENDS`; None is this process.

    Attributes
    ----------
    unreadable_ : tuple of str
        Documents whose text the encoder cannot read, by id. They have the codes a person gave
        them and no other.

    Examples
    --------
    >>> said = [Document("1", "A wait"), Document("2", "Kind nurse"), Document("3", "Waits")]
    >>> codebook, people = [Code("w"), Code("k")], [Coding("1", "w"), Coding("2", "k")]
    >>> coder = Coder(encoder="tfidf").fit(codebook, said, people)
    >>> coder.suggest(["3"])[0][0].code
    'w'
    """

    def __init__(
        self,
        encoder: str = "use+minilm",
        random_state: int = 0,
        backend: Backend | None = None,
    ):
        self.encoder = encoder
        self.random_state = random_state
        self.backend = backend

    def fit(
        self,
        codebook: Sequence[Code],
        documents: Sequence[Document],
        codings: Sequence[Coding],
        vectors: Vectors | None = None,
    ) -> "Coder":
        """Learn the words of all documents, then the codes.

        `vectors`, shape (n, d), are the encoder's for the documents, where they are known already.
        Raises ValueError for an empty codebook, a code or document that stands there twice, vectors
        of another length, and a coding of an unknown code or document.
        """
        self.codes_ = [code.id for code in codebook]
        self.places_ = {document.id: place for place, document in enumerate(documents)}
        if not codebook or len(set(self.codes_)) != len(codebook):
            raise ValueError("The codebook needs codes, and each only once")
        if len(self.places_) != len(documents):
            raise ValueError("Two documents have the same id")
        if vectors is not None and len(vectors) != len(documents):
            raise ValueError("Give one vector for each document")
        said = [f"{code.name}. {code.definition}".strip(". ") for code in codebook]
        texts = [document.text.encode("utf-8", "replace").decode() for document in documents]
        reasons = [reason_to_set_aside(text) for text in texts]
        self.aside_ = np.array([reason is not None for reason in reasons], dtype=bool)
        self.blank_ = np.array([reason == "blank" for reason in reasons], dtype=bool)
        with threadpool_limits(limits=1):
            encoder = ENCODERS[self.encoder]()
            failed: tuple[int, ...] = ()
            if vectors is None:
                vectors, failed = self._embed(encoder, texts)
            self.unreadable_ = tuple(documents[place].id for place in failed)
            self.lost_ = np.isin(np.arange(len(texts)), failed)
            self.vectors_ = unit(vectors)
            self._task = self._task_of(encoder, texts, said)
        return self.refit(codings)

    def _embed(self, encoder: Encoder, texts: list[str]) -> tuple[Vectors, tuple[int, ...]]:
        """Return a row for each text, and the places of those that cannot be read."""
        backend = self.backend or BACKENDS["here"]()
        found = backend.embed(encoder, texts, lambda done, total: None)
        return found.vectors, found.failed

    def _task_of(self, encoder: Encoder, texts: list[str], said: list[str]) -> CodingTask:
        """Return what is learnt from; `said` are the codes' names and definitions."""
        features = CodingFeatures().fit(texts)
        named = [n for n, text in enumerate(said) if sum(map(str.isalpha, text)) >= 3]
        words = [said[n] for n in named]
        near = self._embed(encoder, words)[0] if words else self.vectors_[:0]
        if near.shape[1] != self.vectors_.shape[1]:  # the vectors are another encoder's
            near = np.zeros((len(words), self.vectors_.shape[1]), dtype=np.float32)
        names = np.zeros((len(said), near.shape[1]), dtype=np.float32)
        names[named] = near
        taught = features.transform(words, near), np.eye(len(said))[named]
        rows = features.transform(texts, self.vectors_)
        return CodingTask(rows, taught, self.vectors_, names, self.random_state)

    def refit(self, codings: Sequence[Coding]) -> "Coder":
        """Learn the codes anew, quickly: the words are known. Raises ValueError as `fit` does."""
        if {each.code for each in codings} - {*self.codes_} or {
            each.document for each in codings
        } - self.places_.keys():
            raise ValueError("A coding names a code or a document that is not there")
        column = {code: place for place, code in enumerate(self.codes_)}
        self.rejected_ = np.zeros((len(self.vectors_), len(self.codes_)), dtype=bool)
        table = np.zeros(self.rejected_.shape)
        for each in codings:
            where = self.places_[each.document], column[each.code]
            table[where], self.rejected_[where] = float(each.holds), not each.holds
        self.coded_ = np.flatnonzero(table.any(axis=1))
        self.table_: Table = table[self.coded_]
        # Whoever has a code for "don't know" wants it for all who say so.
        self.silent_ = self.blank_ if self.aside_[self.coded_].any() else self.aside_
        self.silent_ = self.silent_ | (self.lost_ & ~table.any(axis=1))
        with threadpool_limits(limits=1):
            self._learn()
        return self

    def _learn(self) -> None:
        learnt = self._task.learn(self.coded_, self.table_)
        self.learnt_, self.folds_ = learnt, learnt.folds
        self.chances_ = learnt.scale(self.table_).of(learnt.scores)
        self.chances_[self.rejected_] = 0.0
        self.chances_[self.coded_] = np.where(self.table_ > 0, 1.0, self.chances_[self.coded_])
        self.examples_ = self.table_.sum(axis=0)

    def suggest(self, documents: Sequence[str] | None = None) -> list[tuple[SuggestedCode, ...]]:
        """Return codes for documents by id (all without it), the most probable first.

        None for what is blank or says nothing, and never a code that a person refused there.
        """
        ids = list(self.places_) if documents is None else list(documents)
        places = [self.places_[each] for each in ids]
        chances = self.chances_[places]
        chosen = chosen_of(chances) & (chances > 0) & ~self.silent_[places][:, None]
        return [
            tuple(
                self._suggested(int(code), float(row[code]))
                for code in np.argsort(-row, kind="stable")
                if is_in[code]
            )
            for row, is_in in zip(chances, chosen, strict=True)
        ]

    def _suggested(self, code: int, chance: float) -> SuggestedCode:
        level = "sure" if chance >= SURE else "unsure" if chance >= UNSURE else "guess"
        if self.examples_[code] < EXAMPLES and level == "sure":
            level = "unsure"
        return SuggestedCode(self.codes_[code], round(chance, 4), level)

    def next_to_read(self, count: int = 20) -> list[str]:
        """Return documents that teach most: in doubt, spread over codes, no two nearly alike."""
        ids = list(self.places_)
        left = np.setdiff1d(np.flatnonzero(~self.silent_), self.coded_)
        if not len(left):
            return []
        chances = np.sort(self.chances_[left], axis=1)[:, ::-1]
        doubt = (1 - np.abs(2 * chances[:, :2] - 1)).sum(axis=1)  # of the two likeliest codes
        groups = self.chances_[left].argmax(axis=1).tolist()
        chosen = spread_choice(doubt.tolist(), groups, self.vectors_[left].astype(float), count)
        return [ids[left[place]] for place in chosen]

    def held_out(self) -> HeldOut:
        """Return how well the coder finds codes it has not seen, and the learning curve."""
        with threadpool_limits(limits=1):
            chances = np.zeros_like(self.table_)
            for fold in range(int(self.folds_.max(initial=-1)) + 1):
                out = self.folds_ == fold  # the scale, too, has not seen them
                chances[out] = self.learnt_.scale(self.table_, ~out).of(self.learnt_.held[out])
            found = chosen_of(chances)
            curve = tuple(self._learnt_from(share) for share in CURVE) if len(found) > 1 else ()
        each = code_f1(self.table_, found, self.random_state)
        return HeldOut(
            mean_measure(answer_f1(self.table_, found), self.random_state),
            dict(zip(self.codes_, each, strict=True)),
            curve,
        )

    def _learnt_from(self, share: float) -> tuple[int, Measure]:
        """Return how many codings a share of those outside the first fold is, and the F1 on it."""
        out = np.flatnonzero(self.folds_ == 0)
        rest = np.flatnonzero(self.folds_ != 0)
        some = rest[: max(1, round(share * len(rest)))]
        learnt = self._task.learn(self.coded_[some], self.table_[some])
        found = chosen_of(learnt.scale(self.table_[some]).of(learnt.scores[self.coded_[out]]))
        return len(some), mean_measure(answer_f1(self.table_[out], found), self.random_state)

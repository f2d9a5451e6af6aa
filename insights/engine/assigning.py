"""Puts new answers into people's themes.

Nothing that people decided is moved. Only the new answers are read; each statement's place depends
on no other new answer, so any part of them may be placed anywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from insights.engine.assembly import member_of
from insights.engine.backends import BACKENDS, Backend, Embedded
from insights.engine.distinct import read_distinct
from insights.engine.encoders import ENCODERS, unit
from insights.engine.stages import Vectors
from insights.engine.types import Document, Member, SetAside, Statement


EDGE = 0.1  # of a theme's own examples lie so far out, or farther, and so may a new statement
FEW = 3  # examples, below which a theme's own say too little of how far out it reaches


@dataclass(frozen=True)
class PeopleTheme:
    """A theme as people made it: `examples` are the words of the places they confirmed."""

    id: str
    name: str = ""
    definition: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """Where new answers went. Every document is placed, in `unplaced` or in `set_aside`.

    `placed` are (theme, place) with the cosine to the theme's centre; `unplaced` are places that
    fit no theme: look for new themes in those. `statements` is how many texts were embedded.
    """

    placed: tuple[tuple[str, Member], ...]
    unplaced: tuple[Member, ...]
    set_aside: tuple[SetAside, ...] = ()
    statements: int = 0

    def remainder(self, documents: Sequence[Document]) -> list[Document]:
        """Return what fits no theme, to be given to a `ThemeFinder`: what it finds are new themes.

        Each document keeps its id and length and has line ends for all that is placed, so offsets
        found in it are offsets in the whole.
        """
        places: dict[str, list[Member]] = {}
        for each in self.unplaced:
            places.setdefault(each.document, []).append(each)
        return [
            Document(document.id, _only(document.text, places[document.id]))
            for document in documents
            if document.id in places
        ]


@dataclass
class ThemeAssigner:
    """Knows people's themes by the examples they confirmed.

    Parameters
    ----------
    encoder : str
        A name in `ENCODERS` but "tfidf", which learns its words from what it reads.
    backend : Backend or None
        Where new answers are embedded, made by an entry of `BACKENDS`; None is this process.
    """

    encoder: str = "use+minilm"
    backend: Backend | None = None
    themes_: list[PeopleTheme] = field(default_factory=list, init=False)
    unreadable_: tuple[tuple[str, str], ...] = field(default=(), init=False)

    def fit(self, themes: Sequence[PeopleTheme]) -> "ThemeAssigner":
        """Read the examples; a theme without any is known by its name and definition.

        Examples that the encoder cannot read are left out; `unreadable_` has (theme, example) of
        each. A theme that is left with none gets no new answer.

        Raises ValueError for no theme, a theme that stands there twice or has nothing to know it
        by, examples of which none can be read, and an unknown encoder.
        """
        if self.encoder not in ENCODERS or self.encoder == "tfidf":
            raise ValueError(f"Choose an encoder of {[n for n in ENCODERS if n != 'tfidf']}")
        if not themes or len({theme.id for theme in themes}) != len(themes):
            raise ValueError("Give themes, each only once")
        self.themes_ = list(themes)
        said = [list(each.examples) or [f"{each.name}. {each.definition}"] for each in themes]
        if any(not "".join(texts).strip(". ") for texts in said):
            raise ValueError("A theme has neither an example nor a name")
        texts = [text.encode("utf-8", "replace").decode() for text in sum(said, [])]
        owner = np.repeat(np.arange(len(said)), [len(each) for each in said])
        found = self._embed(texts)
        self.unreadable_ = tuple((themes[owner[n]].id, texts[n]) for n in found.failed)
        kept = np.setdiff1d(np.arange(len(texts)), found.failed)
        if not len(kept):
            raise ValueError("None of the examples can be read")
        self.texts_, self.owner_, self.rows_ = (
            [texts[n] for n in kept],
            owner[kept],
            found.vectors[kept],
        )
        self.centres_ = unit(self._sums())
        self.reach_ = self._reach()
        return self

    def _embed(self, texts: Sequence[str]) -> Embedded:
        backend = self.backend or BACKENDS["here"]()
        with threadpool_limits(limits=1):
            return backend.embed(ENCODERS[self.encoder](), texts, lambda done, total: None)

    def _sums(self) -> Vectors:
        return np.array(
            [self.rows_[self.owner_ == n].sum(axis=0) for n in range(len(self.themes_))]
        )

    def _reach(self) -> NDArray[np.float64]:
        """Return the least cosine to its centre with which a statement fits each theme.

        That of the outermost tenth of its examples, each measured against the others' centre; of
        a theme with few, the mean of all other themes' reach.
        """
        alone, _others = self._held_out()
        many = [n for n, count in enumerate(self._counts()) if count >= FEW]
        reach = {n: float(np.quantile(alone[self.owner_ == n], EDGE)) for n in many}
        usual = float(np.mean(list(reach.values()))) if reach else 0.5
        return np.array([reach.get(n, usual) for n in range(len(self.themes_))])

    def _counts(self) -> NDArray[np.int64]:
        return np.bincount(self.owner_, minlength=len(self.themes_))

    def _held_out(self) -> tuple[NDArray[np.float64], Vectors]:
        """Return each example's cosine to its theme's centre without it, and to every centre."""
        others = unit(self._sums()[self.owner_] - self.rows_)
        return (self.rows_ * others).sum(axis=1).astype(np.float64), self.rows_ @ self.centres_.T

    def misfits(self) -> list[tuple[str, str, str]]:
        """Return (theme, example, nearer theme) of examples nearer to another theme's centre.

        To be looked at by a person; nothing is moved.
        """
        alone, near = self._held_out()
        counts = self._counts()
        near[np.arange(len(near)), self.owner_] = alone
        return [
            (self.themes_[owner].id, text, self.themes_[int(row.argmax())].id)
            for text, owner, row in zip(self.texts_, self.owner_.tolist(), near, strict=True)
            if counts[owner] >= FEW and int(row.argmax()) != owner
        ]

    def assign(
        self, documents: Sequence[Document], refused: Mapping[str, set[str]] | None = None
    ) -> Assignment:
        """Return the theme of each statement of new documents, or none.

        `refused` names, by document, the themes that a person said it is not in. Documents that a
        person has coded are not to be given. Raises ValueError when two have the same id.
        """
        if len({document.id for document in documents}) != len(documents):
            raise ValueError("Two documents have the same id")
        read = read_distinct(documents)
        texts = [
            documents[each.document].text[each.start : each.end].encode("utf-8", "replace").decode()
            for each in read.statements
        ]
        found = self._embed(texts)
        kept = np.setdiff1d(np.arange(len(texts)), found.failed)
        read.keep(kept.tolist())
        placed: list[tuple[str, Member]] = []
        unplaced: list[Member] = []
        near = found.vectors[kept] @ self.centres_.T if len(kept) else ()
        for row, places in zip(near, read.places, strict=True):
            for place in places:
                self._place(documents, place, row, refused or {}, (placed, unplaced))
        aside = [
            SetAside(document.id, reason)
            for document, reason in zip(documents, read.reasons, strict=True)
            if reason
        ]
        return Assignment(tuple(placed), tuple(unplaced), tuple(aside), len(texts))

    def _place(
        self,
        documents: Sequence[Document],
        place: Statement,
        row: Vectors,
        refused: Mapping[str, set[str]],
        into: tuple[list[tuple[str, Member]], list[Member]],
    ) -> None:
        not_in = refused.get(documents[place.document].id, set())
        free = np.array([theme.id not in not_in for theme in self.themes_])
        best = int(np.where(free, row, -2.0).argmax())
        member = member_of(documents, place, float(row[best]))
        if free[best] and row[best] >= self.reach_[best]:
            into[0].append((self.themes_[best].id, member))
        else:
            into[1].append(member)


def _only(text: str, places: Sequence[Member]) -> str:
    """Return the text with line ends for all that is outside these places."""
    kept = ["\n"] * len(text)
    for place in places:
        kept[place.start : place.end] = text[place.start : place.end]
    return "".join(kept)

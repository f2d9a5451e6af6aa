"""Puts groups of statements together as themes of documents, for every person who said them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insights.engine.encoders import unit
from insights.engine.stages import Groups, Vectors
from insights.engine.types import Document, Member, Statement, Theme, unnamed


LONE = 20  # of so many statements one is read as a lone voice
DECIMALS = 4  # scores are told apart no finer: the same bytes on any build of the same versions


@dataclass(frozen=True)
class Branch:
    """A theme before it has a name: `inside` are the positions of its statements."""

    id: str
    parent: str | None
    inside: list[int]
    stability: float


def tree_of(groups: Groups) -> list[Branch]:
    """Return the themes, each before its parts."""
    tree: list[Branch] = []
    held = iter(groups.part_stability)
    for theme, stability in enumerate(groups.stability):
        inside = np.flatnonzero(groups.top == theme)
        if not len(inside):
            continue
        name = str(theme + 1)
        tree.append(Branch(name, None, inside.tolist(), float(stability)))
        parts = groups.parts[inside]
        tree.extend(
            Branch(f"{name}.{part + 1}", name, inside[parts == part].tolist(), float(next(held)))
            for part in range(int(parts.max()) + 1)
        )
    return tree


def themes_of(
    tree: Sequence[Branch],
    labels: Sequence[tuple[str, tuple[str, ...]]],
    vectors: Vectors,
    centres: Vectors,
    where: tuple[Sequence[Document], Sequence[Sequence[Statement]]],
) -> tuple[Theme, ...]:
    """Return the themes with their names, members and measures; `where` is documents and places."""
    documents, places = where
    nearest = _nearest(tree, centres)
    return tuple(
        Theme(
            id=branch.id,
            parent=branch.parent,
            label=label or unnamed(branch.id),
            keywords=keywords,
            stability=round(branch.stability, DECIMALS),
            members=members_of(documents, places, vectors, branch.inside, centre),
            cohesion=round(float((vectors[branch.inside] @ centre).mean()), DECIMALS),
            nearest=near,
        )
        for branch, (label, keywords), centre, near in zip(
            tree, labels, centres, nearest, strict=True
        )
    )


def _nearest(tree: Sequence[Branch], centres: Vectors) -> list[str | None]:
    found: list[str | None] = []
    cosines = centres @ centres.T
    for place, branch in enumerate(tree):
        others = [
            n
            for n, each in enumerate(tree)
            if n != place and bool(each.parent) == bool(branch.parent)
        ]
        found.append(tree[max(others, key=lambda n: cosines[place, n])].id if others else None)
    return found


def lone_voices(
    documents: Sequence[Document],
    places: Sequence[Sequence[Statement]],
    nearness: NDArray[np.float64],
) -> tuple[str, ...]:
    """Return documents that one person wrote and that lie far from all others, the loneliest first.

    At most one in twenty of the statements: they are to be read, one by one.
    """
    alone = [place for place, copies in enumerate(places) if len(copies) == 1]
    if not len(nearness):
        return ()
    alone.sort(key=lambda place: (float(nearness[place]), place))
    chosen = [documents[places[n][0].document].id for n in alone[: math.ceil(len(places) / LONE)]]
    return tuple(dict.fromkeys(chosen))


def in_context(vectors: Vectors, documents: Sequence[int]) -> Vectors:
    """Return vectors that are half the statement's, half the mean of its answer's, shape (n, d).

    "What do I do now?" is about what the answer it ends is about. `documents`, length n, says whose
    each statement is.
    """
    if not len(vectors):
        return vectors
    _names, whose = np.unique(np.asarray(documents), return_inverse=True)
    whole = np.zeros((int(whose.max()) + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(whole, whose, vectors)
    return unit(vectors + unit(whole)[whose])


def centres_of(vectors: Vectors, groups: Sequence[Sequence[int]]) -> Vectors:
    if not groups:
        return np.zeros((0, vectors.shape[1] if vectors.ndim == 2 else 0), dtype=np.float32)
    return unit(np.array([vectors[list(places)].mean(axis=0) for places in groups]))


def members_of(
    documents: Sequence[Document],
    places: Sequence[Sequence[Statement]],
    vectors: Vectors,
    inside: Sequence[int],
    centre: Any,
) -> tuple[Member, ...]:
    """Return every person's place of a theme, the most central first."""
    scores = np.round((vectors[list(inside)] @ centre).astype(np.float64), DECIMALS).tolist()
    found = {
        (documents[place.document].id, place.start): (score, place)
        for number, score in zip(inside, scores, strict=True)
        for place in places[number]
    }
    ranked = sorted(
        (-score, name, start, place.end) for (name, start), (score, place) in found.items()
    )
    return tuple(Member(name, start, end, -score) for score, name, start, end in ranked)


def member_of(documents: Sequence[Document], place: Statement, score: float) -> Member:
    return Member(documents[place.document].id, place.start, place.end, round(score, DECIMALS))

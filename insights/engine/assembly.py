"""Puts groups of statements together as themes of documents, for every person who said them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from insights.engine.encoders import unit
from insights.engine.stages import Vectors
from insights.engine.statements import statements_of
from insights.engine.types import Document, Member, Statement


DECIMALS = 4  # scores are told apart no finer: the same bytes on any build of the same versions


def tree_of(top: Any, sub: Any) -> list[tuple[str, str | None, list[int]]]:
    """Return (id, parent id, places of statements) of each theme, parents before their children."""
    groups: list[tuple[str, str | None, list[int]]] = []
    for theme in range(int(top.max()) + 1 if len(top) else 0):
        inside = np.flatnonzero(top == theme)
        if not len(inside):
            continue
        name = str(theme + 1)
        groups.append((name, None, inside.tolist()))
        parts = sorted(set(sub[inside].tolist()) - {-1})
        groups += [(f"{name}.{p + 1}", name, inside[sub[inside] == p].tolist()) for p in parts]
    return groups


def centres_of(vectors: Vectors, groups: Sequence[Sequence[int]]) -> Vectors:
    if not groups:
        return np.zeros((0, vectors.shape[1] if vectors.ndim == 2 else 0), dtype=np.float32)
    return unit(np.array([vectors[list(places)].mean(axis=0) for places in groups]))


def places_of(
    documents: Sequence[Document], same: Sequence[Sequence[int]]
) -> tuple[list[Statement], list[list[Statement]]]:
    """Return the statements of each distinct text, and for each the places of all who wrote it.

    Copies may differ in spaces or signs, so each is split itself; the n-th statement of a copy
    stands for the n-th of the first. A copy that splits differently counts with its last ones.
    """
    statements: list[Statement] = []
    places: list[list[Statement]] = []
    for group in same:
        split = [statements_of(documents[copy].text, document=copy) for copy in group]
        for ordinal, statement in enumerate(split[0]):
            statements.append(statement)
            places.append([each[min(ordinal, len(each) - 1)] for each in split if each])
    return statements, places


def members_of(
    documents: Sequence[Document],
    places: Sequence[Sequence[Statement]],
    vectors: Vectors,
    inside: Sequence[int],
    centre: Any,
) -> tuple[Member, ...]:
    """Return every person's place of a theme, the most central first."""
    found = {
        (documents[place.document].id, place.start): member_of(documents, place, score)
        for number in inside
        for score in [float(vectors[number] @ centre)]
        for place in places[number]
    }
    return tuple(sorted(found.values(), key=lambda each: (-each.score, each.document, each.start)))


def member_of(documents: Sequence[Document], place: Statement, score: float) -> Member:
    return Member(documents[place.document].id, place.start, place.end, round(score, DECIMALS))

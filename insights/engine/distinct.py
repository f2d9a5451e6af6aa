"""Reads each distinct text once, whoever wrote it, and remembers where everyone said it."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine.duplicates import groups_of_same, reason_to_set_aside
from insights.engine.statements import statements_of
from insights.engine.types import Document, Statement


@dataclass(frozen=True)
class Reading:
    """What there is to theme in n documents.

    `reasons`, length n: why a document is set aside, or None. `same`: positions of the others by
    text. `statements`: of the first document of each such group; `places`, as long: for each, where
    everyone who wrote that text said it.
    """

    reasons: list[str | None]
    same: list[list[int]]
    statements: list[Statement]
    places: list[list[Statement]]


def read_distinct(documents: Sequence[Document]) -> Reading:
    """Return what there is to theme. A text that stands there n times is looked at once."""
    writers: dict[str, list[int]] = {}
    for position, document in enumerate(documents):
        writers.setdefault(document.text, []).append(position)
    reasons: list[str | None] = [None] * len(documents)
    kept: list[Document] = []
    for text, positions in writers.items():
        reason = reason_to_set_aside(text)
        if reason is None:
            kept.append(documents[positions[0]])
        for position in positions:
            reasons[position] = reason
    same = [[kept[n].text for n in group] for group in groups_of_same(kept)]
    statements: list[Statement] = []
    places: list[list[Statement]] = []
    for texts in same:
        for place in _places(texts, writers):
            statements.append(place[0])
            places.append(place)
    positions_of = [[position for text in texts for position in writers[text]] for texts in same]
    return Reading(reasons, positions_of, statements, places)


def _places(texts: Sequence[str], writers: dict[str, list[int]]) -> list[list[Statement]]:
    """Return, for each statement of the first text, the places of all who wrote it.

    The texts may differ in spaces or signs, so each is split itself: the n-th statement of one
    stands for the n-th of the first. One that splits differently counts with its last.
    """
    split = [(text, statements_of(text, document=0)) for text in texts]
    split = [(text, found) for text, found in split if found]
    return [
        [
            Statement(position, found[at].start, found[at].end)
            for text, found in split
            for at in [min(ordinal, len(found) - 1)]
            for position in writers[text]
        ]
        for ordinal in range(len(split[0][1]) if split else 0)
    ]

"""Reads each distinct text once, whoever wrote it, and remembers where everyone said it.

Texts that are nearly the same are read as one: thousands who send a prepared text do not make it a
thousand themes. What a person added to it is read on its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from insights.engine.duplicates import reason_to_set_aside
from insights.engine.keys import key_of
from insights.engine.similar import Copy, similar_groups
from insights.engine.statements import statements_of
from insights.engine.types import Document, Statement


@dataclass
class Reading:
    """What there is to theme in n documents.

    `reasons`, length n: why a document is set aside, or None. `same`: positions of the others,
    those with the same text or nearly the same together. `statements`: what is said, each once;
    `places`, as long: for each, where everyone said it, the statement itself first.
    """

    reasons: list[str | None]
    same: list[list[int]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    places: list[list[Statement]] = field(default_factory=list)

    def add(self, statement: Statement) -> None:
        self.statements.append(statement)
        self.places.append([statement])

    def keep(self, numbers: Sequence[int]) -> None:
        """Keep only these statements; a document that is left with none was unreadable."""
        if len(numbers) == len(self.statements):
            return
        lost = {place.document for each in self.places for place in each}
        self.statements = [self.statements[number] for number in numbers]
        self.places = [self.places[number] for number in numbers]
        lost -= {place.document for each in self.places for place in each}
        for position in lost:
            self.reasons[position] = "unreadable"
        self.same = [left for group in self.same if (left := [n for n in group if n not in lost])]


def read_distinct(documents: Sequence[Document]) -> Reading:
    """Return what there is to theme. A text that stands there n times is looked at once."""
    reason_of = {text: reason_to_set_aside(text) for text in {each.text for each in documents}}
    reading = Reading([reason_of[document.text] for document in documents])
    kept = [place for place, reason in enumerate(reading.reasons) if reason is None]
    texts = [documents[place].text for place in kept]
    groups = {group.representative: group for group in similar_groups(texts)}
    copied = {copy.place for group in groups.values() for copy in group.copies}
    spans: dict[str, list[tuple[int, int]]] = {}
    for number, place in enumerate(kept):
        if number in groups:
            copies = groups[number].copies
            reading.same.append([kept[copy.place] for copy in copies])
            _read_group(reading, number, copies, (kept, texts, spans))
        elif number not in copied:
            reading.same.append([place])
            for start, end in _spans(texts[number], spans):
                reading.add(Statement(place, start, end))
    return reading


def _read_group(
    reading: Reading,
    lead: int,
    copies: Sequence[Copy],
    where: tuple[Sequence[int], Sequence[str], dict[str, list[tuple[int, int]]]],
) -> None:
    """Read the lead's statements once, and of every copy where it says them and what it adds."""
    kept, texts, spans = where
    first = len(reading.statements)
    for start, end in _spans(texts[lead], spans):
        reading.add(Statement(kept[lead], start, end))
    said = [_words(texts[lead][each.start : each.end]) for each in reading.statements[first:]]
    matches: dict[str, list[tuple[int, int, int]]] = {}
    for copy in copies:
        text, place = texts[copy.place], kept[copy.place]
        if copy.place == lead:
            continue
        if text not in matches:
            matches[text] = _matched(text, copy.added, said, spans)
        for start, end, ordinal in matches[text]:
            if ordinal < 0:
                reading.add(Statement(place, start, end))
            else:
                reading.places[first + ordinal].append(Statement(place, start, end))


def _matched(
    text: str,
    added: Sequence[tuple[int, int]],
    said: Sequence[set[str]],
    spans: dict[str, list[tuple[int, int]]],
) -> list[tuple[int, int, int]]:
    """Return (start, end, which of `said` it says) of each statement; -1 for an addition."""
    found = []
    for start, end in _spans(text, spans):
        own = sum(max(0, min(end, last) - max(start, first)) for first, last in added)
        words = _words(text[start:end])
        likeness = [len(words & other) / max(1, len(words | other)) for other in said]
        is_addition = 2 * own > end - start or not likeness
        found.append((start, end, -1 if is_addition else likeness.index(max(likeness))))
    return found


def _words(text: str) -> set[str]:
    return set(key_of(text).split())


def _spans(text: str, spans: dict[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    if text not in spans:
        spans[text] = [(each.start, each.end) for each in statements_of(text, document=0)]
    return spans[text]

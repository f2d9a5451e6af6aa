"""Reads each distinct text once, whoever wrote it, and remembers where everyone said it.

Texts that are nearly the same are read as one: thousands who send a prepared text do not make it a
thousand themes. What a person added to it is read on its own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from insights.engine.duplicates import is_prepared, reason_to_set_aside
from insights.engine.keys import key_of
from insights.engine.own_words import repeats_of
from insights.engine.shingles import placed_words
from insights.engine.similar import CampaignGroup, similar_groups
from insights.engine.statements import statements_of
from insights.engine.types import Document, Statement


SHORTEST_LIKE, LIKE = 4, 0.5  # words, and share of the words of both, to be the same statement
EDITED = 2 / 3  # share of a statement's words that a prepared text has too: hardly a new thought
Spans = dict[str, list[tuple[int, int]]]
Found = list[tuple[int, int, int]]  # start, end, and which of the lead's statements; -1 for none


@dataclass
class Reading:
    """What there is to theme in n documents.

    `reasons`, length n: why a document is set aside, or None. `same`: positions of the others,
    those with the same text or nearly the same together. `statements`: what is said, each once;
    `places`, as long: for each, where everyone said it, the statement itself first. `prepared`: for
    each text that was prepared and sent by several, the numbers of its statements, with those that
    somebody put together from its words anew.
    """

    reasons: list[str | None]
    same: list[list[int]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    places: list[list[Statement]] = field(default_factory=list)
    prepared: list[list[int]] = field(default_factory=list)

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
        now = {number: place for place, number in enumerate(numbers)}
        self.prepared = [[now[n] for n in text if n in now] for text in self.prepared]
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
    echoed = {copy.place for group in groups.values() for copy in group.echoes}
    spans: Spans = {}
    for number, place in enumerate(kept):
        if number in groups:
            reading.same.append([kept[copy.place] for copy in groups[number].copies])
            _read_group(reading, groups[number], (kept, texts, spans))
        elif number not in copied:
            reading.same.append([place])
            for start, end in () if number in echoed else _spans(texts[number], spans):
                reading.add(Statement(place, start, end))
    return reading


def _read_group(
    reading: Reading, group: CampaignGroup, where: tuple[Sequence[int], Sequence[str], Spans]
) -> None:
    """Read the lead's statements once; of the others, where they say them and what is their own."""
    kept, texts, spans = where
    lead, first = texts[group.representative], len(reading.statements)
    cuts = _spans(lead, spans)
    if len({texts[copy.place] for copy in group.copies}) > 1:  # not all have its emoji
        cuts = [cut for cut in cuts if _words(lead[slice(*cut)])] or cuts
    for start, end in cuts:
        reading.add(Statement(kept[group.representative], start, end))
    prepared = list(range(first, first + len(cuts)))
    known = _words(lead)
    for place, found in _found_in(group, texts, cuts, spans):
        for start, end, ordinal in found:
            if ordinal < 0:
                if _is_edited(_words(texts[place][start:end]), known):
                    prepared.append(len(reading.statements))
                reading.add(Statement(kept[place], start, end))
            else:
                reading.places[first + ordinal].append(Statement(kept[place], start, end))
    if is_prepared(lead, group.people):
        reading.prepared.append(prepared)


def _is_edited(words: set[str], known: set[str]) -> bool:
    return len(words) >= SHORTEST_LIKE and len(words & known) >= EDITED * len(words)


def _found_in(
    group: CampaignGroup, texts: Sequence[str], cuts: list[tuple[int, int]], spans: Spans
) -> Iterator[tuple[int, Found]]:
    """Yield, for each text but the lead, its place and which of the lead's statements it says.

    Texts with the same words are cut where the lead is, whatever stands between their words.
    """
    lead = texts[group.representative]
    said = [_words(lead[start:end]) for start, end in cuts]
    found: dict[str, Found] = {lead: [(*cut, ordinal) for ordinal, cut in enumerate(cuts)]}
    for copy in group.copies:
        text = texts[copy.place]
        if text not in found:
            alike = _cut_alike(text, lead, cuts)
            found[text] = alike or _matched(text, copy.added, said, spans)
        if copy.place != group.representative:
            yield copy.place, found[text]
    for copy in group.echoes:
        yield copy.place, _echoed(texts[copy.place], lead, said, spans)


def _cut_alike(text: str, lead: str, cuts: Sequence[tuple[int, int]]) -> Found | None:
    """Return (start, end, ordinal) of the lead's statements in a text with the same words."""
    words, others = placed_words(text), placed_words(lead)
    if [word for word, _, _ in words] != [word for word, _, _ in others]:
        return None
    starts = [start for _, start, _ in others]
    found = []
    for ordinal, (start, end) in enumerate(cuts):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last:
            found.append((words[first][1], words[last - 1][2], ordinal))
    return found or None


def _echoed(text: str, lead: str, said: Sequence[set[str]], spans: Spans) -> Found:
    """Return (start, end, which of `said` it says) of each statement; -1 for the person's own."""
    found = []
    for (start, end), repeated in zip(_spans(text, spans), repeats_of(text, lead), strict=True):
        ordinal, likeness = _likest(_words(text[start:end]), said)
        if repeated is None and likeness < LIKE:
            ordinal = -1
        found.append((start, end, ordinal if repeated is None else repeated))
    return found


def _matched(
    text: str, added: Sequence[tuple[int, int]], said: Sequence[set[str]], spans: Spans
) -> Found:
    """Return (start, end, which of `said` it says) of each statement; -1 for an addition."""
    found = []
    for start, end in _spans(text, spans):
        own = sum(max(0, min(end, last) - max(start, first)) for first, last in added)
        ordinal, _likeness = _likest(_words(text[start:end]), said)
        found.append((start, end, -1 if 2 * own > end - start else ordinal))
    return found


def _likest(words: set[str], said: Sequence[set[str]]) -> tuple[int, float]:
    """Return which of `said` shares most words with these, and the Jaccard overlap; -1 for none."""
    likeness = [len(words & other) / max(1, len(words | other)) for other in said]
    best = max(likeness, default=0.0)
    return (likeness.index(best) if likeness else -1), best if len(words) >= SHORTEST_LIKE else 0.0


def _words(text: str) -> set[str]:
    return set(key_of(text).split())


def _spans(text: str, spans: Spans) -> list[tuple[int, int]]:
    if text not in spans:
        spans[text] = [(each.start, each.end) for each in statements_of(text, document=0)]
    return spans[text]

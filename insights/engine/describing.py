"""Finds the clause that describes a group best, without a word that one person alone wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine.duplicates import key_of
from insights.engine.phrases import content_of, runs_of, stem_of
from insights.engine.small_words import stop_words_for
from insights.engine.turns import link_places


LONGEST = 140  # characters
SHORTEST = 3  # words: fewer say no more than the label
CONSIDERED = 50  # of the most central statements
AT_LEAST_PEOPLE = AT_LEAST_TEXTS = 2

Said = tuple[str, str, float]


@dataclass(frozen=True)
class Place:
    """`text[start:end]` of the statement at position `statement`; offsets count code points."""

    statement: int
    start: int
    end: int


def describing_place(statements: Sequence[Said]) -> Place | None:
    """Return where the clause stands that describes a group best, or None.

    It is the clause of the most central statement all of whose words of meaning were written, in
    some form, by at least two people in at least two different texts of the group. A statement of
    more than 140 characters is cut at its last comma or "and" before that, so that the clause is
    whole; one without any is passed over, as is one of fewer than three words.

    Parameters
    ----------
    statements : sequence of (str, str, float)
        Who wrote it, what, and how near it is to the group's centre, -1 to 1.

    Examples
    --------
    >>> said = [("a", "We waited for weeks", 0.9), ("b", "They waited two weeks", 0.8)]
    >>> describing_place(said)
    Place(statement=0, start=0, end=19)
    """
    shared = _shared_stems(statements)
    order = sorted(range(len(statements)), key=lambda place: (-statements[place][2], place))
    for place in order[:CONSIDERED]:
        text = statements[place][1]
        start, end = _clause(text)
        stems = _stems(text[start:end])
        if stems and stems <= shared and len(text[start:end].split()) >= SHORTEST:
            return Place(place, start, end)
    return None


def describe(statements: Sequence[Said]) -> str:
    """Return the words at `describing_place`, on one line and at most 140 characters, or "".

    They are one person's clause, though none of its words is theirs alone: to be shown to staff who
    may read answers, and not to be stored or exported without the permission that answers need.
    """
    place = describing_place(statements)
    if place is None:
        return ""
    return " ".join(statements[place.statement][1][place.start : place.end].split())


def _clause(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if end - start <= LONGEST:
        return start, end
    cuts = [cut for cut in link_places(text, start, start + LONGEST) if cut > start]
    if not cuts:
        return start, start
    return start, start + len(text[start : cuts[-1]].rstrip(" ,;،；，、\n\t"))


def _stems(text: str) -> set[str]:
    stop = stop_words_for(text)
    words = {word for run in runs_of(text) for word in run} - stop
    return {stem_of(part) for word in words for part in content_of(word)}


def _shared_stems(statements: Sequence[Said]) -> set[str]:
    people: dict[str, set[str]] = {}
    texts: dict[str, set[str]] = {}
    for person, text, _ in statements:
        for stem in _stems(text):
            people.setdefault(stem, set()).add(person)
            texts.setdefault(stem, set()).add(key_of(text))
    return {
        stem
        for stem, writers in people.items()
        if len(writers) >= AT_LEAST_PEOPLE and len(texts[stem]) >= AT_LEAST_TEXTS
    }

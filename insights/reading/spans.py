"""Cuts an answer into pieces where codings begin and end, for a page to mark. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


PERSON, MACHINE = "person", "machine"


@dataclass(frozen=True)
class Mark:
    """A place in a text: `number` is what the page calls it, `by` is PERSON or MACHINE."""

    number: int
    start: int
    end: int
    by: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `by` is "" where nothing is marked, `ends` numbers the marks ending."""

    text: str
    by: str = ""
    ends: tuple[int, ...] = ()


def pieces_of(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Return the whole text in pieces; where a person's mark and a machine's meet, the person's.

    >>> [(p.text, p.by, p.ends) for p in pieces_of("kind but slow", [Mark(1, 0, 4, "person")])]
    [('kind', 'person', (1,)), (' but slow', '', ())]
    """
    kept = [_within(text, mark) for mark in marks]
    kept = [mark for mark in kept if mark.start < mark.end]
    cuts = sorted({0, len(text), *(m.start for m in kept), *(m.end for m in kept)})
    return [_piece(text, start, end, kept) for start, end in zip(cuts, cuts[1:], strict=False)]


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a place leaves out nothing but space at the text's ends."""
    return not text[:start].strip() and not text[end:].strip()


def _within(text, mark):
    return Mark(mark.number, min(mark.start, len(text)), min(mark.end, len(text)), mark.by)


def _piece(text, start, end, marks):
    here = [mark for mark in marks if mark.start <= start and end <= mark.end]
    by = {mark.by for mark in here}
    ends = tuple(sorted(mark.number for mark in here if mark.end == end))
    kind = PERSON if PERSON in by else MACHINE if by else ""
    return Piece(text[start:end], kind, ends)

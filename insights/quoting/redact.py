"""What of an answer is printed: own words, marked cuts, labels for what was taken out. Pure.

Verbatim otherwise: spelling, dialect and capitals stay as they were typed. Offsets count Unicode
code points, as Python does. No character that people see as one is ever cut in two: half of a
family of emoji, or a letter without its accent, would be the machine's words and not the person's.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex


REPLACE, CUT, KEEP = "replace", "cut", "keep"
SAID, LABEL = "said", "label"
ELLIPSIS = "…"
JOINER = "\u200d"  # makes a family of single emoji


@dataclass(frozen=True)
class Mark:
    """One place in an answer that a person decided on: taken out, left out as a cut, or kept.

    `label` is printed in square brackets; empty for the category's own words.
    """

    start: int
    end: int
    act: str
    category: str = ""
    label: str = ""


@dataclass(frozen=True)
class Passage:
    """What is quoted of an answer, and the marks inside it."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A run of what is printed: the person's words, a label or a cut."""

    kind: str
    words: str


def pieces_of(text: str, passage: Passage, labels: dict[str, object]) -> list[Piece]:
    """Return what is printed of a passage; `labels` gives the words for each category.

    Marks that overlap are taken out together, under the label of the first that is no cut.

    Examples
    --------
    >>> passage = Passage(0, 17, (Mark(11, 16, REPLACE, "name"),))
    >>> [piece.words for piece in pieces_of("I liked Ms Patel.", passage, {"name": "name"})]
    ['I liked Ms ', '[name]', '.']
    """
    pieces, at = [], passage.start
    for start, end, marks in _joined(passage):
        pieces.append(Piece(SAID, text[at:start]))
        pieces.append(_taken_out(marks, labels))
        at = end
    pieces.append(Piece(SAID, text[at : passage.end]))
    return [piece for piece in pieces if piece.words]


def printed(pieces: Iterable[Piece]) -> str:
    """Return the pieces as one text, for a file."""
    return "".join(piece.words for piece in pieces)


def says_something(pieces: Iterable[Piece]) -> bool:
    """Tell whether any of the person's own words are left."""
    return any(
        sign.isalnum() or sign > "\u2600"
        for piece in pieces
        if piece.kind == SAID
        for sign in piece.words
    )


def whole_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place, widened until it begins and ends between two characters as people see them.

    >>> whole_signs("a👍🏽b", 2, 3)
    (1, 3)
    """
    while 0 < start < len(text) and _is_inside(text, start):
        start -= 1
    while 0 < end < len(text) and _is_inside(text, end):
        end += 1
    return start, end


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a cut before this character would part what people see as one.

    Looked at from here and not from the beginning: a page of flags would take minutes.
    """
    if _is_flag(text[at]):
        first = at
        while first > 0 and _is_flag(text[first - 1]):
            first -= 1
        return (at - first) % 2 == 1  # two of these letters are one flag
    joins = unicodedata.category(text[at]) in ("Mn", "Mc", "Me", "Cf", "Sk")
    return text[at - 1] == JOINER or (joins and not text[at].isspace())


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def inside(marks: Iterable[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Return the marks that touch a passage, cut down to it, in order."""
    touching = [mark for mark in marks if mark.start < end and start < mark.end]
    clipped = [
        Mark(max(mark.start, start), min(mark.end, end), mark.act, mark.category, mark.label)
        for mark in touching
    ]
    return tuple(sorted(clipped, key=lambda mark: (mark.start, -mark.end)))


def places_of(words: str, text: str, start: int = 0, end: int | None = None) -> list[tuple]:
    """Return where words stand in a text: whole words first, else any place with those letters.

    Capitals and the kind of space do not matter, since people copy words by hand.

    >>> places_of("ann", "Ann was annoyed. ANN left.")
    [(0, 3), (17, 20)]
    """
    stop = len(text) if end is None else end
    for around in (True, False):
        pattern = _pattern(words, whole=around)
        if pattern and (found := [each.span() for each in pattern.finditer(text, start, stop)]):
            return found
    return []


def stands_in(words: str, text: str) -> bool:
    """Tell whether words stand in a text as whole words."""
    pattern = _pattern(words, whole=True)
    return bool(pattern and pattern.search(text))


def _pattern(words, *, whole):
    plain = r"\s+".join(regex.escape(part, special_only=True) for part in words.split())
    edged = rf"(?<!\w){plain}(?!\w)" if whole else plain
    return regex.compile(edged, regex.IGNORECASE) if plain else None


def cuts_between(text: str, chosen: Sequence[tuple[int, int]]) -> tuple[Mark, ...]:
    """Return cuts for what lies between chosen places and was not chosen; spaces stay."""
    cuts = []
    ordered = sorted(chosen)
    for (_start, left), (right, _end) in zip(ordered, ordered[1:], strict=False):
        gap = text[left:right]
        if any(sign.isalnum() for sign in gap):
            first = left + len(gap) - len(gap.lstrip())
            cuts.append(Mark(first, left + len(gap.rstrip()), CUT))
    return tuple(cuts)


def _joined(passage):
    """Yield (start, end, marks) of each run of overlapping places that are not printed."""
    run: list[Mark] = []
    end = 0
    for mark in sorted(passage.marks, key=lambda each: (each.start, -each.end)):
        if mark.act == KEEP:
            continue
        if run and mark.start >= end:
            yield run[0].start, end, run
            run = []
        end = max(end, mark.end) if run else mark.end
        run.append(mark)
    if run:
        yield run[0].start, end, run


def _taken_out(marks, labels):
    named = next((mark for mark in marks if mark.act == REPLACE), None)
    if named is None:
        return Piece(CUT, ELLIPSIS)
    return Piece(LABEL, f"[{named.label or labels[named.category]}]")

"""Splits answers into statements: one sentence, or one side of a "but", each with its offsets.

Pure rules, no downloaded model. A short answer stays whole: cutting "nice but slow" in two leaves
nothing that can be understood alone.
"""

import re
from collections.abc import Iterator

from insights.engine.types import Statement


# Abbreviations after which a full stop ends nothing.
_NOT_AN_END = r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)"
# Latin, Arabic (U+061F, U+06D4), Devanagari and Bengali (U+0964), and full-width ends.
_SENTENCE_END = re.compile(
    _NOT_AN_END + r"[.!?\u061f\u06d4\u0964\u3002\uff01\uff1f]+[\"'’”)]*\s+|\n+|\s+[•*]\s+"
)
# A turn within a sentence: "kind but we waited", "good; however nobody rang".
_TURN = re.compile(r"[,;]?\s+(?=(?:but|however|although|though|yet|whereas)\b)|;\s+", re.IGNORECASE)
SHORTEST_SIDE = 3  # words: fewer cannot be understood alone
LONGEST = 400  # characters: a run-on text is cut at a space near here


def statements_of(text: str, *, document: int) -> list[Statement]:
    """Return the statements of one text, in order, covering every word of it.

    Parameters
    ----------
    text : str
        Of any length; blank gives an empty list.
    document : int
        The position to put into each statement.

    Examples
    --------
    >>> [s.end for s in statements_of("Staff were kind but we waited months", document=0)]
    [15, 36]
    """
    return [
        Statement(document, start, end)
        for first, last in _pieces(text, 0, len(text), _SENTENCE_END)
        for start, end in _turns(text, first, last)
    ]


def _pieces(
    text: str, start: int, end: int, boundary: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    place = start
    for found in boundary.finditer(text, start, end):
        yield from _trimmed(text, place, found.end())
        place = found.end()
    yield from _trimmed(text, place, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if any(character.isalnum() for character in piece):
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + len(piece.rstrip())
    elif piece.strip() and not piece.strip(".,;:!?-–—'\"() "):
        return
    elif piece.strip():  # signs that say something, such as an emoji
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + len(piece.rstrip())


def _turns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    sides = list(_pieces(text, start, end, _TURN))
    if len(sides) > 1 and all(len(text[a:b].split()) >= SHORTEST_SIDE for a, b in sides):
        for side in sides:
            yield from _cut_long(text, *side)
    else:
        yield from _cut_long(text, start, end)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end

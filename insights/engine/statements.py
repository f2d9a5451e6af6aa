"""Splits answers into statements: one sentence, or one side of a "but", each with its offsets.

Pure rules and our own word lists, no downloaded model. A short answer stays whole: cutting "nice
but slow" in two leaves nothing that can be understood alone.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from insights.engine.sentences import sentence_cuts
from insights.engine.turns import link_places, turn_places
from insights.engine.types import Statement


SHORTEST_SIDE = 3  # words: fewer cannot be understood alone
RUN_ON = 240  # characters: a longer sentence is cut at a comma or an "and", if it has one
SHORTEST_CUT = 80  # characters: no part of a run-on sentence is made shorter
LONGEST = 400  # characters: a text without any is cut at a space

# A dash between words, a semicolon or an emoji may part two things said.
_PAUSE = re.compile(
    r"(?<=\s)[-–—]+(?=\s)|—|[;；؛](?=\s|[^\x00-\x7f])|"
    r"(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\s*(?=\w)"
)
_LEAD = re.compile(r"(?:\s|[•‣▪◦●○·*–—,;،؛，；、]|-(?!\d))+")
# Scripts without spaces: four characters say as much as three words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def statements_of(text: str, *, document: int) -> list[Statement]:
    """Return the statements of one text, in order, covering every letter and digit of it.

    Parameters
    ----------
    text : str
        Of any length, in any language, even with lone surrogates; blank gives an empty list.
    document : int
        The position to put into each statement.

    Examples
    --------
    >>> [s.end for s in statements_of("Staff were kind but we waited months", document=0)]
    [15, 36]
    """
    cuts = sentence_cuts(text)
    sure = [place for place, is_sure in cuts if is_sure]
    unsure = [place for place, is_sure in cuts if not is_sure]
    unsure += [found.start() for found in _PAUSE.finditer(text)]
    unsure += turn_places(text)
    unsure = sorted(set(unsure) - set(sure))
    return [
        Statement(document, first, last)
        for start, end in _between(0, len(text), sure)
        for side in _sides(text, start, end, unsure)
        for part in _parts(text, *side)
        for first, last in _trimmed(text, *part)
    ]


def _between(start: int, end: int, cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    for cut in cuts:
        if start < cut < end:
            yield start, cut
            start = cut
    if start < end:
        yield start, end


def _sides(text: str, start: int, end: int, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pieces between cuts; one too short to stand alone joins the one before it."""
    inside = cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)]
    sides: list[tuple[int, int]] = []
    size = 0  # words in the last side
    for first, last in _between(start, end, inside):
        more = _words(text[first:last])
        if sides and min(size, more) < SHORTEST_SIDE:
            sides[-1] = (sides[-1][0], last)
            size += more
        else:
            sides.append((first, last))
            size = more
    return sides


def _words(piece: str) -> int:
    words = sum(any(sign.isalnum() for sign in word) for word in piece.split())
    return max(words, len(_UNSPACED.findall(piece)) * 3 // 4)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run-on text at commas and words such as "and", else at spaces, else anywhere."""
    links = link_places(text, start, end) if end - start > RUN_ON else []
    while end - start > RUN_ON:
        at = bisect_right(links, min(start + RUN_ON, end - SHORTEST_CUT)) - 1
        cut = links[at] if at >= 0 and links[at] >= start + SHORTEST_CUT else 0
        if not cut and end - start <= LONGEST:
            break
        cut = cut or _space_before(text, start)
        yield start, cut
        start = cut
    yield start, end


def _space_before(text: str, start: int) -> int:
    space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
    if space > 0:
        return space
    cut = start + LONGEST
    # Never between a letter and its marks, nor inside a joined emoji.
    while cut > start + LONGEST // 2 and _is_joined(text[cut]):
        cut -= 1
    return cut


def _is_joined(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Sk")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the piece without the spaces, bullets and commas at its ends, if it says anything."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    last = first + len(text[first:end].rstrip().rstrip(",;،؛，；、").rstrip())
    if any(character.isalnum() for character in text[first:last]) or any(
        # Signs that say something, such as an emoji.
        unicodedata.category(character) in ("So", "Sc")
        for character in text[first:last]
    ):
        yield first, last

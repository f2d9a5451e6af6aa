"""Finds where sentences end, in any script, by rules and our own lists of abbreviations.

The marks are Unicode's Sentence_Terminal (UAX 44). Every look around a mark has a fixed length, so
the time grows with the text's length and no text can make it grow faster.
"""

import re
import unicodedata
from functools import lru_cache

from insights.engine.word_lists import entries_of


NEAR = 24  # characters before a full stop that can be an abbreviation
TOKEN = 60  # characters on each side of a full stop that can be one web address
WRAPPED = 50  # characters of a line from which a break in mid-sentence is a wrapped line

_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARKS = (
    "!.?\u037e\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965"
    "\u0e2f\u0f0d\u104a\u104b\u1362\u1367\u1368\u166e\u17d4\u17d5\u1803\u1809\u1944\u1945"
    "\u1c7e\u1c7f\u2026\u203c\u203d\u2047-\u2049\u3002\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua8ce\ua8cf"
    "\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uabeb\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61"
)
_END = re.compile(rf"[{_MARKS}]+[\"'”’»›)\]】」』）〉》]*")
_SPACES = re.compile(r"\s*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_INLINE_BULLET = re.compile(r"(?<=\s)[•‣▪◦●○*·](?=\s)")
_NUMBER = re.compile(r"(?<!\S)\(?(\d{1,2}|[a-h])[.)](?=\s|[^\W\d_])")
_OPENERS = "\"'“”‘’«‹([{¿¡「『（【-–—"
_NO_WORD_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]")


def sentence_cuts(text: str) -> list[tuple[int, bool]]:
    """Return (place, sure) for each place at which a sentence may end, in order.

    `text[:place]` ends with the sentence. A place that is not sure (after dots that trail off)
    ends one only between two sides long enough to stand alone.
    """
    numbers = _numbered(text)
    stops = set(numbers.values())
    cuts = {found.start(): True for found in _INLINE_BULLET.finditer(text)}
    cuts.update(dict.fromkeys(numbers, True))
    cuts.update((m.end(), True) for m in _LINE_END.finditer(text) if not _is_wrapped(text, m))
    for mark in _END.finditer(text):
        sure = None if mark.start() in stops else _ends(text, mark)
        if sure is not None:
            cuts[mark.end()] = sure
    return sorted(cuts.items())


def _is_wrapped(text: str, line_end: re.Match[str]) -> bool:
    """Tell whether a line was broken by a program: long, in mid-sentence, then a small letter."""
    start, end = line_end.span()
    before = text[max(0, start - WRAPPED) : start]
    return (
        line_end.group() in ("\n", "\r\n")
        and len(before) == WRAPPED
        and not _LINE_END.search(before)
        and (before[-1].isalnum() or before[-1] == ",")
        and text[end : end + 1].islower()
    )


def _ends(text: str, mark: re.Match[str]) -> bool | None:
    """Return whether a run of marks surely ends a sentence, or None if it ends none."""
    start, end = mark.span()
    following = _following(text, end)
    glued = text[end : end + 1] == following
    run = mark.group()
    if run[:2] == ".." or run[0] == "…":
        return not glued and not following.islower()
    if run[0] == ".":
        if glued and following:
            return _glued_stop_ends(text, start, end) or None
        return None if _is_abbreviation(text, start, following) else True
    if run[0] in "!?" and glued and following:
        return True if following.isalpha() and not _is_address(_token(text, start)) else None
    return True


def _following(text: str, place: int) -> str:
    """Return the first character after `place` that is no space, or "" at the end."""
    found = _SPACES.match(text, place)
    after = found.end() if found else place
    return text[after : after + 1]


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    """Tell whether the full stop at `stop` belongs to the word before it and ends nothing."""
    word = _word_before(text, stop)
    kind = _abbreviations().get(word.casefold())
    if kind is not None:
        return _kept_by_kind(kind, following)
    if (
        _opens_line(text, stop - len(word))
        and len(word) <= 2
        and (word.isdigit() or len(word) == 1)
    ):
        return True  # "1. The bus": a number of a list
    if len(word) == 1 and word.isalpha() and word != "I" and not _NO_WORD_SPACES.match(word):
        return not word.islower() or not following.isupper()
    if word.isdigit():
        return len(word) <= 2 and following.islower()  # an ordinal number: "am 3. oktober"
    return bool(_INITIALS.fullmatch(word)) and not following.isupper()


def _kept_by_kind(kind: str, following: str) -> bool:
    if kind == "#":
        return following.isdigit()
    return not (kind == "*" and (following.isupper() or not following))


def _word_before(text: str, stop: int) -> str:
    pieces = text[max(0, stop - NEAR) : stop].split()
    if not pieces or text[stop - 1].isspace():
        return ""
    return pieces[-1].lstrip(_OPENERS)


def _opens_line(text: str, place: int) -> bool:
    before = text[max(0, place - NEAR) : place]
    said = before.rstrip()
    if not said:
        return place <= NEAR or bool(_LINE_END.search(before))
    return bool(_LINE_END.search(before[len(said) :])) or said[-1] in ":;.!?"


def _glued_stop_ends(text: str, start: int, end: int) -> bool:
    """Tell whether a full stop without a space after it ends a sentence: "good.They came"."""
    token = _token(text, start)
    left, right = _letters_before(text, start), _letters_after(text, end)
    if not right:
        return unicodedata.category(text[end]) == "So"
    if len(left) < 2 or _is_address(token) or token.strip(".,").casefold() in _abbreviations():
        return False
    kind = _abbreviations().get(left.casefold())
    if kind is not None and _kept_by_kind(kind, right[0]):
        return False
    return len(right) > 1 or right in ("I", "A") or bool(_NO_WORD_SPACES.match(right))


def _token(text: str, place: int) -> str:
    before = text[max(0, place - TOKEN) : place].split()
    after = text[place : place + TOKEN].split()
    joined = before[-1] if before and place and not text[place - 1].isspace() else ""
    return joined + (after[0] if after and not text[place].isspace() else "")


def _is_address(token: str) -> bool:
    """Tell whether a run without spaces is an e-mail address, a web address or a file name."""
    folded = token.casefold()
    if "@" in folded or "://" in folded or folded.lstrip(_OPENERS).startswith("www."):
        return True
    host = folded.split("/")[0].split("?")[0].rstrip(".,;:!)\"'”’")
    return host.rpartition(".")[2] in _web_ends() and "." in host


def _letters_before(text: str, place: int) -> str:
    start = place
    while start > max(0, place - NEAR) and _is_letter(text[start - 1]):
        start -= 1
    return text[start:place]


def _letters_after(text: str, place: int) -> str:
    end = place
    while end < min(len(text), place + NEAR) and _is_letter(text[end]):
        end += 1
    return text[place:end]


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character)[0] == "M"


def _numbered(text: str) -> dict[int, int]:
    """Return the places of "1. … 2. … 3. …" or "a) … b) …": where each starts, and its mark."""
    places: dict[int, int] = {}
    expected: tuple[str, ...] = ("1", "a")
    for found in _NUMBER.finditer(text):
        number = found.group(1)
        if number in expected and (places or _opens_line(text, found.start())):
            places[found.start()] = found.end(1)
            expected = (str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1),)
    return places if len(places) > 1 else {}


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Return by abbreviation "" (ends nothing), "*" (may end a sentence) or "#" (before digits)."""
    return {
        entry.rstrip("*#").casefold(): entry[len(entry.rstrip("*#")) :]
        for _, entry in entries_of("abbreviations")
    }


@lru_cache(maxsize=1)
def _web_ends() -> frozenset[str]:
    return frozenset(entry for _, entry in entries_of("web_ends"))

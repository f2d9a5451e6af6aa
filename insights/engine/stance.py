"""Tells whether a statement says that help went well or badly, or is wished for, and by what rule.

A lexicon of our own (`words/stance_words.txt`) and a few rules, all named in the result, so that a
reader can see why and disagree. It is about the help, never about the person: "sad" and "scared"
are in no list, for a child who is sad may tell of good help. A wish ("more staff") is neither
praise nor complaint and has a value of its own. Only English is read; any other text is "neither".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from insights.engine.word_lists import entries_of


VALUES = ("well", "badly", "mixed", "wanted", "neither")
REACH = 4  # words that a denial reaches over (Taboada et al. 2011, section 3.2, bounds it alike)
TOLD_FROM = 8  # words: a shorter text is no account

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[.!?,;:]")
_MARKS = frozenset(".!?,;:")
_TURNS = frozenset(("although", "but", "however", "though", "yet"))
_OPPOSITE = {"well": "badly", "badly": "well"}
_SECTIONS = {"good": "well", "did_well": "well", "bad": "badly", "did_badly": "badly"}
_MARKING = ("unsaid", "praise", "excess", *_SECTIONS, "fault", "expected")


@dataclass(frozen=True)
class Stance:
    """What a statement says of how help went.

    `value` is one of `VALUES`. `rules` names each rule that fired with its word, in order, such as
    ("good: kind", "denied: not helpful"): a copy of words, so for staff who may read the answer.
    """

    value: str
    rules: tuple[str, ...]


def stance_of(text: str) -> Stance:
    """Return whether the text tells of something that went well, badly, both, or is wished for.

    Each word of the lexicon says well or badly. A denial up to four words before it turns it
    ("not kind", "no complaints"); what was to be expected counts only when denied ("nobody rang").
    "Too", "not enough" and "lack of" say badly. A side with a wish in it counts as that wish alone:
    "it would be better if they were kind" praises nobody. Sides are parted by words such as "but".
    Both marks make "mixed"; a wish beside one of them leaves the mark.

    Examples
    --------
    >>> stance_of("Kind staff but nobody rang us")
    Stance(value='mixed', rules=('good: kind', 'denied: nobody rang'))
    >>> stance_of("They should ring back").value
    'wanted'
    """
    marks = [mark for side in _sides(_words(text)) for mark in _side_marks(side)]
    values = {value for value, _ in marks}
    rules = tuple(rule for _, rule in marks)
    if {"well", "badly"} <= values:
        return Stance("mixed", rules)
    return Stance(next((each for each in VALUES if each in values), "neither"), rules)


def split_of(texts: Iterable[str]) -> dict[str, int]:
    """Return how many of the texts have each of `VALUES`, all five always there."""
    counts = Counter(stance_of(text).value for text in texts)
    return {value: counts[value] for value in VALUES}


def is_story(text: str) -> bool:
    """Tell whether the text is a first-person account of something that happened.

    At least eight words, of which one is "I", "we", "my" or the like, and either two past events
    or one with a time ("when", "last year"). To have been somehow ("was", "felt") is no event.

    Examples
    --------
    >>> is_story("When my mum was ill the nurse came every morning")
    True
    """
    words = [word for word in _words(text) if word not in _MARKS]
    if len(words) < TOLD_FROM or not _section("self").intersection(words):
        return False
    events = sum(_is_event(words, at) for at in range(len(words)))
    timed = any(_starts(words, at, "when") for at in range(len(words)))
    return events + timed >= 2 and events >= 1


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _sides(words: Sequence[str]) -> Iterator[list[str]]:
    side: list[str] = []
    for word in words:
        if (word in _TURNS or word in (".", "!", "?", ";")) and side:
            yield side
            side = []
        side.append(word)
    if side:
        yield side


def _side_marks(side: list[str]) -> list[tuple[str, str]]:
    wish = _wish_in(side)
    if wish:
        return [("wanted", f"wish: {wish}")]
    marks: list[tuple[str, str]] = []
    at = 0
    while at < len(side):
        value, rule, size = _mark_at(side, at)
        if value:
            marks.append((value, rule))
        at += size
    return marks


def _wish_in(side: Sequence[str]) -> str:
    first = next((at for at, word in enumerate(side) if word not in _MARKS | _TURNS), 0)
    if first < len(side) and side[first] in _section("wish_first"):
        return side[first]
    return next((wish for at in range(len(side)) if (wish := _starts(side, at, "wish"))), "")


def _mark_at(side: Sequence[str], at: int) -> tuple[str, str, int]:
    """Return (value or "", rule, words read) for what stands at a place."""
    if side[at] not in _first_words():  # most words: nothing that marks begins with them
        return "", "", 1
    for section, value, more in (("unsaid", "", 0), ("praise", "well", 0), ("excess", "badly", 1)):
        phrase = _starts(side, at, section)
        size = len(phrase.split()) + more
        if phrase and at + size <= len(side):
            return value, f"{section}: {phrase}", size
    denial = _denial_before(side, at)
    for section, value in _SECTIONS.items():
        phrase = _starts(side, at, section)
        if phrase:
            turned = _OPPOSITE[value] if denial else value
            rule = (
                f"denied: {denial} {phrase}" if denial else f"{section.replace('_', ' ')}: {phrase}"
            )
            return turned, rule, len(phrase.split())
    if denial and side[at] in _section("fault"):
        return "well", f"denied: {denial} {side[at]}", 1
    if denial and side[at] in _section("expected"):
        return "badly", f"denied: {denial} {side[at]}", 1
    return "", "", 1


def _denial_before(side: Sequence[str], at: int) -> str:
    for before in range(at - 1, max(at - REACH, 0) - 1, -1):
        word = side[before]
        if word in _MARKS:
            return ""
        if word in _section("deny"):
            # "Nothing, all was fine" and "no everything was fine" answer what could be better.
            answers = word == "nothing" and side[before + 1] not in _section("carry")
            answers = answers or (word == "no" and before < at - 2)
            return "" if answers else word
    return ""


def _is_event(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if word.endswith("ed") and len(word) > 4:
        return word not in _section("not_past")
    return bool(_starts(words, at, "past"))


def _starts(words: Sequence[str], at: int, section: str) -> str:
    """Return the longest entry of a section that begins at a place, or ""."""
    entries = _by_first_word(section).get(words[at], ())
    return next(
        (" ".join(each) for each in entries if tuple(words[at : at + len(each)]) == each), ""
    )


@lru_cache(maxsize=32)
def _section(name: str) -> frozenset[str]:
    return frozenset(entry for section, entry in entries_of("stance_words") if section == name)


@lru_cache(maxsize=32)
def _by_first_word(name: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(_section(name), key=lambda each: (-len(each.split()), each)):
        words = tuple(entry.split())
        found.setdefault(words[0], []).append(words)
    return found


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(word for section in _MARKING for word in _by_first_word(section))

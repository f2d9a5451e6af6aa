"""Finds the words at which a sentence turns ("but") or goes on ("and then"), by language."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pycld2

from insights.engine.word_lists import entries_of


_TOKEN = re.compile(r"\S+")
_EDGES = ".,;:!?…\"'“”‘’«»()[]{}-–—،؛؟।۔"
_PAUSES = (",", ";", "،", "؛", "-", "–", "—")
_COMMA = re.compile(r"[,;،؛](?=\s)|[，、；]")
TOLD_FROM = 1000  # characters that tell a text's language


@dataclass(frozen=True)
class _Phrase:
    words: tuple[str, ...]
    language: str = ""  # counts only in texts of this language
    after_comma: bool = False


def turn_places(text: str) -> list[int]:
    """Return the places in `text` where a word such as "but" begins the other side, in order."""
    turns, voids, first_words = _turns()
    places = [found.end() for found in _unspaced_turns().finditer(text)]
    if first_words.isdisjoint(word.strip(_EDGES) for word in text.casefold().split()):
        return places
    tokens = list(_TOKEN.finditer(text))
    words = [token.group().casefold().strip(_EDGES) for token in tokens]
    language = _language_of(text)
    for at in range(1, len(tokens)):
        if words[at] not in first_words or _is_within(words, at, voids):
            continue
        before = tokens[at - 1].group()
        if any(_fits(each, words, at, before, language) for each in turns[words[at]]):
            places.append(tokens[at].start())
    return sorted(places)


def _fits(phrase: _Phrase, words: list[str], at: int, before: str, language: str) -> bool:
    return (
        tuple(words[at : at + len(phrase.words)]) == phrase.words
        and (not phrase.after_comma or before.endswith(_PAUSES))
        and (not phrase.language or phrase.language == language)
    )


def _is_within(words: list[str], at: int, voids: dict[str, list[tuple[str, ...]]]) -> bool:
    """Tell whether the word stands in a phrase that turns nothing, such as "nothing but"."""
    for phrase in voids.get(words[at], ()):
        start = at - phrase.index(words[at])
        if start >= 0 and tuple(words[start : start + len(phrase)]) == phrase:
            return True
    return False


def link_places(text: str, start: int, end: int) -> list[int]:
    """Return where commas end and words such as "and" begin in `text[start:end]`, in order."""
    links = _links()
    places = {found.end() for found in _COMMA.finditer(text, start, end)}
    for token in _TOKEN.finditer(text, start, end):
        if token.group().casefold() in links:
            places.add(token.start())
    return sorted(places)


@lru_cache(maxsize=1)
def _turns() -> tuple[dict[str, list[_Phrase]], dict[str, list[tuple[str, ...]]], frozenset[str]]:
    turns: dict[str, list[_Phrase]] = {}
    voids: dict[str, list[tuple[str, ...]]] = {}
    for language, entry in entries_of("turns"):
        words = tuple(entry.lstrip("~,-").casefold().split())
        if entry[0] == "-":
            for word in words:
                voids.setdefault(word, []).append(words)
        else:
            only = language if entry[0] == "~" else ""
            turns.setdefault(words[0], []).append(_Phrase(words, only, entry[0] == ","))
    return turns, voids, frozenset(turns)


@lru_cache(maxsize=1)
def _unspaced_turns() -> re.Pattern[str]:
    words = [entry for language, entry in entries_of("turns") if language in ("zh", "ja", "th")]
    return re.compile(rf"(?<=\w)[，、,；\s](?={'|'.join(words)})")


@lru_cache(maxsize=1)
def _links() -> frozenset[str]:
    return frozenset(entry for _, entry in entries_of("links"))


def _language_of(text: str) -> str:
    """Return the ISO 639 code of the text's language, or "" when it cannot be told."""
    readable = "".join(sign if sign.isalpha() else " " for sign in text[:TOLD_FROM])
    try:
        _, _, details = pycld2.detect(readable.encode("utf-8", "ignore"))
    except pycld2.error:  # a letter that the detector's tables do not know
        return ""
    return str(details[0][1])

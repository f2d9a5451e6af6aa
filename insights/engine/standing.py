"""Sees how a phrase stands in the texts that hold it: whole or cut off, as a thing, in capitals."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from insights.engine.phrases import runs_of
from insights.engine.small_words import ending_words, quality_words, word_class


SEEN = 12  # texts are enough to tell
ACRONYM = 2  # uses in capitals: one may be a shout

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Standing:
    """Shares of a phrase's uses, 0 to 1.

    `ended`: no word of meaning follows, so that it is no beginning of a longer phrase. `begun`:
    none comes before. `thing`: it stands as a noun does, after "the", "of" or "kind", or before
    "was".
    """

    ended: float
    begun: float
    thing: float


def standing_of(phrase: str, texts: Sequence[str]) -> Standing:
    """Return how the phrase stands in texts that hold it; full shares when it is not found."""
    words = phrase.split()
    marks = [mark for text in texts[:SEEN] for mark in _marks_in(text, words)]
    if not marks:
        return Standing(1.0, 1.0, 1.0)
    ended, begun, thing = (sum(each) / len(marks) for each in zip(*marks, strict=True))
    return Standing(ended, begun, thing)


def _marks_in(text: str, words: list[str]) -> Sequence[tuple[bool, bool, bool]]:
    runs = [run for run in runs_of(text) if words[0] in run]
    # A text that says it in another order ("staff were kind") cuts nothing off.
    return [mark for run in runs for mark in _marks(run, words)] or [(True, True, False)]


def _marks(run: list[str], words: list[str]) -> Iterable[tuple[bool, bool, bool]]:
    size, stop = len(words), ending_words()
    for start in range(len(run) - size + 1):
        if run[start : start + size] != words:
            continue
        before = run[start - 1] if start else ""
        after = run[start + size] if start + size < len(run) else ""
        yield (
            # What a thing did is no part of its name.
            not after or after in stop or after in word_class("bound") or after.endswith("ed"),
            not before or before in stop or before in quality_words(),
            _makes_thing(before) or after in word_class("being"),
        )


def _makes_thing(before: str) -> bool:
    return before in _leads() and before not in ("to", "and", "not", "too", "nobody")


@lru_cache(maxsize=1)
def _leads() -> frozenset[str]:
    return quality_words().union(*map(word_class, ("determiner", "lead", "joiner")))


def as_written(phrase: str, texts: Iterable[str]) -> str:
    """Return the phrase in sentence case, with the capitals its words mostly have ("NHS")."""
    shown = " ".join(capitals_of(phrase, texts))
    return shown[:1].upper() + shown[1:]


def capitals_of(phrase: str, texts: Iterable[str]) -> list[str]:
    """Return the words of a phrase with the capitals they mostly have inside a sentence."""
    words = phrase.split()
    seen: dict[str, Counter[str]] = {word: Counter() for word in words}
    capitals = {form for word in words for form in (word.upper(), word.title())}
    plain = [text.replace("’", "'") for text in texts if not text.isupper()]
    if not any(form in text for text in plain for form in capitals):
        return words
    for text in plain:
        for place, word in enumerate(_WORD.findall(text)):
            # The first word of a text has a capital whatever it is.
            if word.casefold() in seen and (place or not word.istitle()):
                seen[word.casefold()][word] += 1
    small = ending_words()
    return [word if word in small else _usual(word, seen[word]) for word in words]


def _usual(word: str, seen: Counter[str]) -> str:
    for form in (word.upper(), word.title()):
        if seen[form] >= ACRONYM and seen[form] > seen.total() / 2:
            return form
    return word

"""Knows whole answers that there is nothing to theme in, in many languages, with slips of the hand.

A text is compared as a whole, never by a part: "Nothing was explained to us" is an answer.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from insights.engine.keys import key_of
from insights.engine.word_lists import entries_of


LONGEST = 120  # characters: a longer text says something
TYPED_FROM = 7  # letters from which one slip is forgiven
TYPED_TWICE_FROM = 14  # letters from which two are
TYPED_ANYWHERE_FROM = 10  # letters from which the slip may be in a first letter or a space
SLIP_IN = 4  # letters a word must have to hold a slip: "no" with one changed is another word

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_SENTENCES = re.compile(r"[.,;:!?…،؛؟۔।\-–—]+(?=\s|$)|[。！？，、]|\n")
# Letters that have no accent to strip, and Arabic ones that people and keyboards write two ways.
_ONE_LETTER = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا"}
    | {"ى": "ي", "ی": "ي", "ئ": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "ۃ": "ه"}
)
_DRAWN_OUT = re.compile(r"([^\W\d])\1\1+")  # "nooo"
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640]")


@dataclass
class _Known:
    """Phrases of the lists: `exact` by letters alone, `typed` by the first letters of the words.

    `one_less` has the longer ones by their letters without one. `words` are those of all phrases.
    """

    exact: dict[str, str] = field(default_factory=dict)
    typed: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    one_less: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


def reason_to_set_aside(text: str) -> str | None:
    """Return why there is nothing to theme in a text, or None if there is.

    Returns
    -------
    str or None
        "blank": no letter, digit or emoji. "no_answer": "don't know", "n/a", "see above" and the
        like. "nothing": "nothing", "no suggestions": an answer to count, but no theme.

    Examples
    --------
    >>> [reason_to_set_aside(text) for text in ("?", "Dont kno!", "None, thanks", "Nobody rang")]
    ['blank', 'no_answer', 'nothing', None]
    """
    said = text.strip()
    if len(said) <= LONGEST:
        words = _words_of(said)
        if words:
            return _reason_of(words) or _reason_of_parts(said)
    if any(map(str.isalnum, said)) or any(unicodedata.category(sign) == "So" for sign in said):
        return None
    return None if key_of(said) else "blank"


def _words_of(text: str) -> list[str]:
    key = _DRAWN_OUT.sub(r"\1", key_of(text.translate(_APOSTROPHES)))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", key))
    return unicodedata.normalize("NFC", bare).translate(_ONE_LETTER).split()


def _reason_of_parts(text: str) -> str | None:
    """Return the reason of a text of which every part is no answer or polite: "No. Sorry"."""
    found = set()
    for part in _SENTENCES.split(text):
        words = _words_of(part)
        reason = _reason_of(words)
        if reason:
            found.add(reason)
        elif not _is_polite(words):
            return None
    return "nothing" if "nothing" in found else "no_answer" if found else None


def _reason_of(words: Sequence[str]) -> str | None:
    known = _known()
    for said in _less_and_less_polite(words):
        reason = known.exact.get("".join(said)) or _reason_of_slips(said, known)
        if reason:
            return reason
    return None


def _less_and_less_polite(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words, then without each "thank you" and the like at the end, then at the start."""
    polite, longest = _polite()
    left = list(words)
    size = longest
    while left:
        if size == longest:
            yield left
        if tuple(left[-size:]) in polite:
            left, size = left[:-size], longest
        elif tuple(left[:size]) in polite:
            left, size = left[size:], longest
        elif size > 1:
            size -= 1
        else:
            return


def _is_polite(words: Sequence[str]) -> bool:
    """Tell whether there is nothing but politeness in a part."""
    polite, _ = _polite()
    return not words or any(tuple(left) in polite for left in _less_and_less_polite(words))


def _reason_of_slips(words: Sequence[str], known: _Known) -> str | None:
    if known.words.issuperset(words):
        return None  # "I can remember": each word is meant as it stands
    for phrase, reason in known.typed.get(tuple(word[0] for word in words), ()):
        allowed = 1 if sum(map(len, phrase)) < TYPED_TWICE_FROM else 2
        if _slips(words, phrase, allowed) <= allowed:
            return reason
    letters = "".join(words)
    found = (known.one_less[each] for each in _with_one_less(letters) if each in known.one_less)
    return next(found, None)


def _with_one_less(letters: str) -> list[str]:
    """Return the letters, and them without each one. Texts one slip apart have one in common."""
    return [letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))]


def _slips(words: Sequence[str], phrase: Sequence[str], allowed: int) -> int:
    slips = 0
    for word, meant in zip(words, phrase, strict=True):
        if word != meant:
            slips += 1 if _is_slip(word, meant) else allowed + 1
    return slips


def _is_slip(word: str, meant: str) -> bool:
    """Tell whether one letter was left out, doubled, changed or swapped with its neighbour."""
    if max(len(word), len(meant)) < SLIP_IN or abs(len(word) - len(meant)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), None)
    if start is None:
        return True  # one is the other and a last letter
    a, b = word[start:], meant[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


@lru_cache(maxsize=1)
def _known() -> _Known:
    known = _Known()
    for reason in ("nothing", "no_answer"):
        for words, may_slip in _phrases(reason):
            letters = "".join(words)
            known.exact.setdefault(letters, reason)
            known.words.update(words)
            if may_slip and len(letters) >= TYPED_ANYWHERE_FROM:
                known.one_less.update(dict.fromkeys(_with_one_less(letters), reason))
            if may_slip and len(letters) >= TYPED_FROM:
                initials = tuple(word[0] for word in words)
                known.typed.setdefault(initials, []).append((words, reason))
    return known


def _phrases(name: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    for _, entry in entries_of(name):
        yield tuple(_words_of(entry.lstrip("="))), entry[0] != "="


@lru_cache(maxsize=1)
def _polite() -> tuple[frozenset[tuple[str, ...]], int]:
    phrases = frozenset(words for words, _ in _phrases("polite"))
    return phrases, max(map(len, phrases))

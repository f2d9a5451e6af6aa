"""Knows the words that carry no meaning of their own, and how each may stand in a phrase."""

import re
from functools import lru_cache

import stopwordsiso

from insights.engine.word_lists import entries_of


# Checked with every text: their letters are not those of English words.
OTHER_SCRIPTS = ("ar", "fa", "ur", "bn", "hi", "uk", "ru", "el", "ko", "zh", "ja", "th")
# Checked when a text has more of their words than of English ones.
LATIN = ("pl", "ro", "so", "fr", "es", "pt", "de", "it", "tr")

WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff])+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=16)
def word_class(name: str) -> frozenset[str]:
    """Return a section of `words/phrase_words.txt`; empty when there is none of that name."""
    return frozenset(word for section, word in entries_of("phrase_words") if section == name)


def stop_words_for(text: str) -> frozenset[str]:
    """Return the stop words to read a text with: English, and the text's own language if other."""
    words = WORD.findall(text.casefold())
    common = _stop_words("en")
    english = len([word for word in words if word in common])
    if words and text.isascii() and 3 * english >= len(words):
        return _english()
    known = [(sum(word in _stop_words(each) for word in words), each) for each in LATIN]
    most, language = max(known, key=lambda pair: pair[0])
    return _english() | _stop_words(language) if most > english + 1 else _english()


@lru_cache(maxsize=32)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(language))


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    kinds = (
        "no_topic",
        "lead",
        "joiner",
        "determiner",
        "object",
        "filler",
        "being",
        "whole",
        "tail",
    )
    listed = (_stop_words("en") - word_class("topic")).union(*map(word_class, kinds))
    return listed.union(*map(_stop_words, OTHER_SCRIPTS))


@lru_cache(maxsize=1)
def quality_words() -> frozenset[str]:
    """Return words such as "kind" and "slow" that tell of a quality."""
    return frozenset(
        word for section, word in entries_of("stance_words") if section in ("good", "bad")
    )


@lru_cache(maxsize=1)
def ending_words() -> frozenset[str]:
    """Return the English words that may follow a whole phrase: all without meaning but nouns."""
    return _english() - word_class("tail")

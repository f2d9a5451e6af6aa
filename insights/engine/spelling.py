"""Knows slips of the pen, so that no theme is named by one. Answers and quotes are never corrected.

A word is called a slip when it is no English word and a common English word differs from it in one
slip (edits of Norvig 2007, "How to write a spelling corrector"). Whether the text around it is
English is asked first: "prosze" is Polish, and no "prose".
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from insights.engine.small_words import WORD
from insights.engine.vocabulary import is_common, is_english, is_usual_form


LONG, SHORT = 6, 5  # letters of a word that is meant: "parity" need not be a "party"
TELLING = 3  # letters: shorter words stand in any language
SPELT = (("ell", "el"), ("our", "or"), ("ae", "e"), ("oe", "e"))  # in Britain and in the US
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = "aeiou"


@lru_cache(maxsize=50_000)
def is_slip(word: str) -> bool:
    """Tell whether a word in lower case is one slip from an English one, and none itself.

    Examples
    --------
    >>> is_slip("motnhs"), is_slip("form"), is_slip("autistic"), is_slip("counsellor")
    (True, False, False, False)
    """
    if not (word.isascii() and word.isalpha()) or is_english(word):
        return False
    likely = (other for other in _swapped_or_doubled(word) if is_usual_form(other))
    others = (other for other in _one_other(word) if is_common(other))
    return any(_may_be_meant(other, word) for other in chain(likely, others))


def english_in(text: str) -> tuple[int, int]:
    """Return how many of the longer words of a text can be read in English, and how many it has."""
    longer = [word for word in WORD.findall(text.casefold()) if len(word) >= TELLING]
    return sum(is_english(word) or is_slip(word) for word in longer), len(longer)


def _may_be_meant(other: str, word: str) -> bool:
    """Tell whether a word is long enough to be meant; a short one must lack a letter: "evry"."""
    if any(british in word and word.replace(british, us) == other for british, us in SPELT):
        return False
    if len(other) >= LONG:
        return True
    return (
        len(other) == SHORT and len(word) < SHORT and (word[0], word[-1]) == (other[0], other[-1])
    )


def _swapped_or_doubled(word: str) -> Iterator[str]:
    """Yield each spelling with two letters swapped, or a letter twice, or once that is twice."""
    for at in range(len(word) - 1):
        left, letter, right = word[:at], word[at], word[at + 1 :]
        yield left + right[0] + letter + right[1:]
        yield left + letter + letter + right
        if right[0] == letter:
            yield left + right


def _one_other(word: str) -> Iterator[str]:
    """Yield each spelling with a letter more or fewer, or one vowel for another.

    No consonant stands for another: that makes "artistic" of "autistic" and "camps" of "camhs". At
    its end a word may only lack its "e" or have its last letter twice: else it is another form.
    """
    for at, letter in enumerate(word):
        left, right = word[:at], word[at + 1 :]
        if right:
            yield left + right
        yield from (left + other + letter + right for other in LETTERS)
        if letter in VOWELS and right:
            yield from (left + vowel + right for vowel in VOWELS)
    yield word + "e"

"""The key of a text: what is left of it when case, signs and hidden characters do not count."""

import re
import unicodedata


# Letters of other alphabets that look like Latin ones. In a word that also has Latin letters they
# are a way past the search for the same text (Unicode TS 39, mixed-script words).
_LATIN_FOR = str.maketrans("аеорсухіјѕԁһԛԝүονρκ", "aeopcyxijsdhqwyovpk")
_HAS_LATIN = re.compile("[a-z]")
_HAS_LOOKALIKE = re.compile("[аеорсухіјѕԁһԛԝүονρκ]")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
# A sign of a script without spaces stands for a word.
WORD_OF_KEY = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")


class _Kept(dict[int, str | None]):
    """What a character becomes in a key, found out once: itself, a space, or nothing."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        kept = chr(code) if category[0] in "LNM" else " "
        self[code] = None if category == "Cf" else kept
        return self[code]


_KEPT = _Kept()


def key_of(text: str) -> str:
    """Return the text without case, signs, emoji, hidden characters and extra spaces.

    Normalisation Form KC, then case folding (Unicode 15, 3.13 and UAX 15). Letters that only look
    Latin count as Latin in a word with Latin letters. The key of a key is itself.

    Examples
    --------
    >>> key_of("  They LISTENED... 😀")
    'they listened'
    """
    key = _key_once(text)
    # What was hidden between a letter and its accent may have kept them apart.
    return key if unicodedata.is_normalized("NFKC", key) else _key_once(key)


def words_of_key(key: str) -> list[str]:
    """Return the words of a text's key."""
    return WORD_OF_KEY.findall(key)


def _key_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = folded.translate(_KEPT).split()
    if _HAS_LOOKALIKE.search(folded):
        words = [_latin(word) if _HAS_LATIN.search(word) else word for word in words]
    return " ".join(words)


def _latin(word: str) -> str:
    return word.translate(_LATIN_FOR)

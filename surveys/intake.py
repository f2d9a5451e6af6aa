"""The one way that text comes in: cleaned once, the same everywhere.

Newlines are folded before the length is counted (browsers count one, forms post two). Dropped are
the C0 and C1 controls except tab and newline, lone surrogates and noncharacters: PostgreSQL and
XML refuse them, and nobody who pasted one can see why. Everything else stays as it was typed.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

import regex


HARD_LIMIT = 10_000
# What a reader takes for one character: a letter with its marks, a family of emoji, a flag.
_SEEN = regex.compile(r"\X")
# Two of these letters are one flag. Each is looked at together with all before it, so a page of
# them would take minutes: the pairs are taken out first.
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_NEWLINES = re.compile("\r\n?|[\u2028\u2029]")
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# Nothing is seen of these, though Unicode counts them as marks, letters or symbols.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_BLANK_WORDS = frozenset({"", "na"})


class TextTooLong(ValueError):
    """The text is over the limit; `excess` says by how many characters."""

    def __init__(self, excess: int):
        super().__init__(f"{excess} characters too many")
        self.excess = excess


@dataclass(frozen=True)
class CleanText:
    """A text that can be stored, and how many characters were dropped from it."""

    text: str
    changed: int


def clean_text(text: str, *, limit: int = HARD_LIMIT) -> CleanText:
    """Return the text as it will be stored, in NFC; raise TextTooLong over `limit` code points.

    Examples
    --------
    >>> clean_text("kind\\x00 people\\r\\n")
    CleanText(text='kind people\\n', changed=1)
    """
    folded = _NEWLINES.sub("\n", text)
    kept, dropped = _UNSTORABLE.subn("", folded)
    clean = unicodedata.normalize("NFC", kept)
    if len(clean) > limit:
        raise TextTooLong(len(clean) - limit)
    return CleanText(clean, dropped)


def length_of(text: str) -> int:
    """Return how many characters a text has to its reader's eye.

    Browsers count the same (Intl.Segmenter), so that a page and its server agree.

    Examples
    --------
    >>> length_of("né"), length_of("👩‍👩‍👧 🇬🇧")
    (2, 3)
    """
    return sum(1 for _each in _SEEN.finditer(_FLAG.sub("x", text)))


def comparison_key_of(text: str) -> str:
    """Return the text without what does not change its meaning, for finding the same answer."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    kept = []
    for character in unicodedata.normalize("NFKC", folded):
        category = unicodedata.category(character)
        if category[0] in "LN" or (category[0] == "M" and kept and kept[-1] != " "):
            kept.append(character)
        elif category != "Cf":  # zero-width characters part no words
            kept.append(" ")
    return " ".join("".join(kept).split())


def text_hash_of(text: str) -> str:
    """Return the same hash for answers that differ only in case, spaces, signs and emoji."""
    return hashlib.sha256(comparison_key_of(text).encode("utf-8", "surrogatepass")).hexdigest()


def is_blank_text(text: str) -> bool:
    """Tell whether a text says nothing at all: spaces, signs only, or n/a."""
    return comparison_key_of(text).replace(" ", "") in _BLANK_WORDS and not _has_symbol(text)


def _has_symbol(text: str) -> bool:
    """An emoji says something; a full stop does not."""
    return any(unicodedata.category(each) == "So" for each in _INVISIBLE.sub("", text))

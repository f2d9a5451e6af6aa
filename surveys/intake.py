"""The one way that text comes in: cleaned once, the same everywhere.

Newlines are folded before the length is counted (browsers count one, forms post two). Dropped are
the C0 and C1 controls except tab and newline, lone surrogates and noncharacters: PostgreSQL and
XML refuse them, and nobody who pasted one can see why. Everything else stays as it was typed.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass


HARD_LIMIT = 10_000
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029")
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_BLANK_WORDS = frozenset({"", "na", "none given"})


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
    """Return the text as it will be stored, in NFC; raise TextTooLong over `limit` code points."""
    folded = _NEWLINES.sub("\n", text)
    kept, dropped = _UNSTORABLE.subn("", folded)
    clean = unicodedata.normalize("NFC", kept)
    if len(clean) > limit:
        raise TextTooLong(len(clean) - limit)
    return CleanText(clean, dropped)


def comparison_key_of(text: str) -> str:
    """Return the text without what does not change its meaning, for finding the same answer."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in folded
        if unicodedata.category(character) != "Cf"
    )
    return " ".join(letters.split())


def text_hash_of(text: str) -> str:
    """Return the same hash for answers that differ only in case, spaces, signs and emoji."""
    return hashlib.sha256(comparison_key_of(text).encode("utf-8", "surrogatepass")).hexdigest()


def is_blank_text(text: str) -> bool:
    """Tell whether a text says nothing at all: spaces, signs only, or n/a."""
    return comparison_key_of(text).replace(" ", "") in _BLANK_WORDS and not _has_symbol(text)


def _has_symbol(text):
    """An emoji says something; a full stop does not."""
    return any(unicodedata.category(character) in {"So", "Sk"} for character in text)

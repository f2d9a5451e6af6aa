"""Which words a reader sees: one text out of the variants written for ages, languages and formats.

A wording is a plain string, or an object of variants keyed by dot-joined selectors such as `*`,
`child`, `child.8_11`, `child.pl` or `easy_read`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any


AGE_BANDS = ("u8", "8_11", "12_15", "16_17", "adult")
STANDARD, EASY_READ = FORMATS = ("standard", "easy_read")
EVERYBODY = "*"

Wording = str | Mapping[str, str] | None

# A place for an earlier answer, with the words for who did not give one (surveys.piping).
PIPED_MARK = "{answer"
PIPED = re.compile(r"\{answer:(?P<key>[a-z][a-z0-9_]*)\|(?P<fallback>[^{}|]*)\}")

# A reader is served first in their language, then in their format, then by age, then by audience.
_WEIGHTS = {"language": 8, "format": 4, "age_band": 2, "audience": 1}
# "[clock] It takes six minutes." A picture stands before its line.
_PICTURE = re.compile(r"^\[([a-z_]+)\][ \t]*", re.MULTILINE)


@dataclass(frozen=True)
class Reader:
    """Who a text is for. Empty parts match only variants that do not name that part.

    `document_language` is read where nothing is written in the reader's own language. `order` is
    the number of the order that options are shown in (surveys.option_order), None for the
    document's own. `answers` has a `get` for earlier answers in words.
    """

    audience: str
    age_band: str
    language: str
    format: str
    document_language: str = ""
    order: int | None = None
    answers: Any = field(default=None, compare=False, repr=False)

    @property
    def is_translated_for(self) -> bool:
        """Whether this person reads in another language than the document was written in."""
        return bool(self.document_language) and self.language != self.document_language


class Words(str):
    """A text that its page has to mark or lay out: of another language, or in easy read.

    Attributes
    ----------
    language : str
        The language of the text where that is not the reader's own, else "".
    lines : tuple of (str, str)
        Easy read only: each line with the name of the picture beside it ("" for none).
    """

    language: str
    lines: tuple[tuple[str, str], ...]

    def __new__(
        cls, text: str, *, language: str = "", lines: tuple[tuple[str, str], ...] = ()
    ) -> "Words":
        words = super().__new__(cls, text)
        words.language = language
        words.lines = lines
        return words


def text_of(wording: Wording, reader: Reader) -> str:
    """Return the variant that fits the reader best, "" when there is none.

    A variant fits when every token of its selector is true of the reader; the one that says most
    about the reader wins. Without one, the language of the document is tried, then `*`. A place for
    an earlier answer is filled in. A text in another language than the reader's, and one in easy
    read, comes as `Words`.

    Examples
    --------
    >>> how = {"*": "How was it?", "child": "Was it good?", "child.pl": "Czy było dobrze?"}
    >>> text_of(how, Reader("child", "8_11", "pl", "standard"))
    'Czy było dobrze?'
    >>> text_of(how, Reader("parent", "adult", "pl", "standard"))
    'How was it?'
    >>> text_of(how, Reader("parent", "adult", "pl", "standard", "en")).language
    'en'
    """
    if not wording:
        return ""
    selector = selector_for(wording, reader)
    text = wording if isinstance(wording, str) else wording.get(selector, "")
    if not text:
        return ""
    text = _filled_in(text, reader) if PIPED_MARK in text else text
    tokens = _tokens_of(selector)
    is_easy = reader.format == EASY_READ and EASY_READ in tokens
    is_foreign = reader.is_translated_for and reader.language not in tokens
    if not is_easy and not is_foreign:
        return text
    return Words(
        _PICTURE.sub("", text) if is_easy else text,
        language=reader.document_language if is_foreign else "",
        lines=_lines_of(text) if is_easy else (),
    )


def _filled_in(text: str, reader: Reader) -> str:
    # All places in one go, so that braces in an answer's words are never read as a place again.
    answers = reader.answers or {}
    return PIPED.sub(lambda place: answers.get(place["key"]) or place["fallback"], text)


def pictured(text: str, picture: str | None, reader: Reader) -> str:
    """Return the text with a picture beside its first line, for readers of easy read only."""
    if not picture or not text or reader.format != EASY_READ:
        return text
    lines = getattr(text, "lines", ()) or (("", str(text)),)
    first = (lines[0][0] or picture, lines[0][1])
    return Words(text, language=getattr(text, "language", ""), lines=(first, *lines[1:]))


def selector_for(wording: Wording, reader: Reader) -> str:
    """Return the selector of the variant that this reader is shown; `*` when none says more."""
    if not isinstance(wording, Mapping):
        return EVERYBODY
    if reader.is_translated_for:
        found = _best(wording, reader, reader.language, is_needed=True)
        return found or _best(wording, reader, reader.document_language) or EVERYBODY
    return _best(wording, reader, reader.language) or EVERYBODY


def shown_to(wording: Wording, reader: Reader) -> Reader:
    """Return the reader with the language and format in which this wording is really shown."""
    tokens = _tokens_of(selector_for(wording, reader))
    is_own = not reader.is_translated_for or reader.language in tokens
    return replace(
        reader,
        language=reader.language if is_own else reader.document_language,
        format=EASY_READ if reader.format == EASY_READ and EASY_READ in tokens else STANDARD,
    )


def pictures_in(text: str) -> list[str]:
    """Return the names of the pictures that stand before the lines of an easy-read text."""
    return [picture for picture, _ in _lines_of(text) if picture]


def _lines_of(text: str) -> tuple[tuple[str, str], ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(_line_of(line) for line in lines if line)


def _line_of(line: str) -> tuple[str, str]:
    found = _PICTURE.match(line)
    return (found[1], line[found.end() :]) if found else ("", line)


def _best(
    wording: Mapping[str, str], reader: Reader, language: str, *, is_needed: bool = False
) -> str:
    """Return the fitting selector that says most; with `is_needed`, one that names the language."""
    # An audience may be called like a language; what a reader is weighs as the heavier of the two.
    weights = {
        reader.audience: _WEIGHTS["audience"],
        reader.age_band: _WEIGHTS["age_band"],
        reader.format: _WEIGHTS["format"],
        language: _WEIGHTS["language"],
    }
    weights.pop("", None)
    best, best_weight = "", 0
    for selector, text in wording.items():
        tokens = _tokens_of(selector)
        if tokens <= weights.keys() and (not is_needed or language in tokens):
            weight = sum(map(weights.__getitem__, tokens))
            if weight > best_weight and text:
                best, best_weight = selector, weight
    return best


@lru_cache(maxsize=4096)
def _tokens_of(selector: str) -> frozenset[str]:
    # The same few selectors stand in every text, and each page reads dozens of texts.
    return frozenset(selector.split("."))


def selector_tokens(wording: Wording) -> set[str]:
    """Return every token that the variants of a wording name, for checking them."""
    if not isinstance(wording, Mapping):
        return set()
    return {token for selector in wording if selector != EVERYBODY for token in selector.split(".")}

"""Which words a reader sees: one text out of the variants written for ages, languages and formats.

A wording is a plain string, or an object of variants keyed by dot-joined selectors such as `*`,
`child`, `child.8_11`, `child.pl` or `easy_read`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


AGE_BANDS = ("u8", "8_11", "12_15", "16_17", "adult")
FORMATS = ("standard", "easy_read")
EVERYBODY = "*"

Wording = str | Mapping[str, str] | None

# A reader is served first in their language, then in their format, then by age, then by audience.
_WEIGHTS = {"language": 8, "format": 4, "age_band": 2, "audience": 1}


@dataclass(frozen=True)
class Reader:
    """Who a text is for. Empty parts match only variants that do not name that part.

    `document_language` is read where nothing is written in the reader's own language.
    """

    audience: str
    age_band: str
    language: str
    format: str
    document_language: str = ""


def text_of(wording: Wording, reader: Reader) -> str:
    """Return the variant that fits the reader best, "" when there is none.

    A variant fits when every token of its selector is true of the reader; the one that says most
    about the reader wins. Without one, the language of the document is tried, then `*`.

    Examples
    --------
    >>> how = {"*": "How was it?", "child": "Was it good?", "child.pl": "Czy było dobrze?"}
    >>> text_of(how, Reader("child", "8_11", "pl", "standard"))
    'Czy było dobrze?'
    >>> text_of(how, Reader("parent", "adult", "pl", "standard"))
    'How was it?'
    """
    if not wording:
        return ""
    if isinstance(wording, str):
        return wording
    return (
        _best(wording, reader, reader.language)
        or _best(wording, reader, reader.document_language)
        or wording.get(EVERYBODY, "")
    )


def _best(wording: Mapping[str, str], reader: Reader, language: str) -> str:
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
        tokens = selector.split(".")
        if all(token in weights for token in tokens):
            weight = sum(weights[token] for token in set(tokens))
            if weight > best_weight and text:
                best, best_weight = text, weight
    return best


def selector_tokens(wording: Wording) -> set[str]:
    """Return every token that the variants of a wording name, for checking them."""
    if not isinstance(wording, Mapping):
        return set()
    return {token for selector in wording if selector != EVERYBODY for token in selector.split(".")}

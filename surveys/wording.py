"""Which words a reader sees: one text out of the variants written for ages, languages and formats.

A wording is a plain string, or an object of variants keyed by dot-joined selectors such as `*`,
`child`, `child.8_11`, `child.pl` or `easy_read`.
"""

from dataclasses import dataclass


AGE_BANDS = ("u8", "8_11", "12_15", "16_17", "adult")
FORMATS = ("standard", "easy_read")

# A reader is served first in their language, then in their format, then by age, then by audience.
_WEIGHTS = {"language": 8, "format": 4, "age_band": 2, "audience": 1}


@dataclass(frozen=True)
class Reader:
    """Who a text is for. Empty parts match only variants that do not name that part."""

    audience: str
    age_band: str
    language: str
    format: str


def text_of(wording, reader: Reader) -> str:
    """Return the variant that fits the reader best; `*` when none does, "" when there is none."""
    if not wording:
        return ""
    if isinstance(wording, str):
        return wording
    parts = {
        reader.language: _WEIGHTS["language"],
        reader.format: _WEIGHTS["format"],
        reader.age_band: _WEIGHTS["age_band"],
        reader.audience: _WEIGHTS["audience"],
    }
    best, best_weight = wording.get("*", ""), 0
    for selector, text in wording.items():
        tokens = selector.split(".")
        if selector != "*" and all(token and token in parts for token in tokens):
            weight = sum(parts[token] for token in tokens)
            if weight > best_weight:
                best, best_weight = text, weight
    return best


def selector_tokens(wording) -> set[str]:
    """Return every token that the variants of a wording name, for checking them."""
    if not isinstance(wording, dict):
        return set()
    return {token for selector in wording if selector != "*" for token in selector.split(".")}

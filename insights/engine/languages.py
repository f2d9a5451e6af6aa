"""Which languages answers are written in, and which encoder reads them best.

A short answer tells little of its language, so all are counted together, and only those that the
detector (pycld2, Compact Language Detector 2) is sure of.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pycld2


LOOKED_AT = 4_000  # texts are enough to tell shares
KNOWN = 5  # texts the detector is sure of; with fewer, the hint says more
ENGLISH = 0.98  # of the known from which the best encoder for English is best for all
FEW = 5  # texts in a language may be slips of the detector
MANY = 20_000  # texts: e5 reads some 25 a second, and this takes it a quarter of an hour
# What USE-multilingual-v3 was trained on.
OF_USE = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
)


@dataclass(frozen=True)
class Choice:
    """An encoder's name, why it was taken, and the shares of the languages found, 0 to 1."""

    encoder: str
    reason: str
    languages: Mapping[str, float]


def languages_of(texts: Sequence[str], hint: str | None = None) -> dict[str, int]:
    """Return how many texts are surely in each language, by ISO 639-1 code, the most first.

    `hint` is the language they are likely in. Texts are looked at evenly, 4,000 at most.
    """
    step = max(1, -(-len(texts) // LOOKED_AT))
    found = Counter(_language(text, hint) for text in texts[::step])
    found.pop("", None)
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def choose_encoder(texts: Sequence[str], hint: str | None = None) -> Choice:
    """Return the encoder for texts by the languages they are in.

    English: `use+minilm`. Only languages that USE knows: `use`. Any other: `e5`, whatever it costs,
    as an answer that the encoder cannot read would stand in a wrong theme; but of more than 20,000
    texts only when other languages are more than a few in a hundred, and the reason says so.

    Examples
    --------
    >>> choose_encoder(["They listened to me and I felt safe at last"] * 9).encoder
    'use+minilm'
    """
    found = languages_of(texts, hint)
    total = sum(found.values())
    if total < KNOWN:
        found, total = {(hint or "en")[:2]: 1}, 1
    shares = {code: round(count / total, 4) for code, count in found.items()}
    real = {code for code, count in found.items() if count >= min(FEW, total)}
    if real <= {"en"} and (shares.get("en", 0) >= ENGLISH or len(real) == 1):
        return Choice("use+minilm", "english", shares)
    if real <= OF_USE:
        return Choice("use", "languages of use", shares)
    if len(texts) > MANY and shares.get("en", 0) >= ENGLISH:
        return Choice("use+minilm", "english but for a few, too many to read slowly", shares)
    return Choice("e5", "other languages", shares)


def _language(text: str, hint: str | None) -> str:
    plain = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    try:
        is_sure, _size, best = pycld2.detect(
            plain.encode("utf-8", "ignore"), hintLanguage=hint, bestEffort=False
        )[:3]
    except pycld2.error:  # signs that it takes for broken bytes
        return ""
    code = best[0][1].split("-")[0]
    return code if is_sure and code != "un" else ""

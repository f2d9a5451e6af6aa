"""Finds answers with the same text, so that each distinct text is read once and everyone counts."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from insights.engine.types import Document


_NO_ANSWER = Path(__file__).with_name("words") / "no_answer.txt"


def key_of(text: str) -> str:
    """Return the text without case, signs, emoji, hidden characters and extra spaces.

    Normalisation Form KC, then case folding (Unicode 15, 3.13 and UAX 15).
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in folded
        if unicodedata.category(character) != "Cf"
    )
    return " ".join("".join(kept).split())


def groups_of_same(documents: Sequence[Document]) -> list[list[int]]:
    """Return positions of documents by text, in order of first appearance."""
    groups: dict[str, list[int]] = {}
    for position, document in enumerate(documents):
        key = key_of(document.text) or document.text.strip()
        groups.setdefault(key, []).append(position)
    return list(groups.values())


@lru_cache(maxsize=1)
def _no_answers() -> frozenset[str]:
    lines = _NO_ANSWER.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


def reason_to_set_aside(text: str) -> str | None:
    """Return "blank" or "no_answer" for a text that there is nothing to theme in, else None."""
    key = key_of(text)
    if key in _no_answers():
        return "no_answer"
    if not key and not any(unicodedata.category(sign) == "So" for sign in text):
        return "blank"
    return None

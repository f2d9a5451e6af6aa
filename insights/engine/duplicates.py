"""Finds answers with the same text, so that each distinct text is read once and everyone counts."""

from collections.abc import Sequence

from insights.engine.keys import key_of, words_of_key
from insights.engine.set_aside import reason_to_set_aside
from insights.engine.types import Document


__all__ = ["groups_of_same", "is_prepared", "key_of", "reason_to_set_aside"]

PREPARED_FROM = 3  # people who sent a long text: two may be one person who sent it twice
CAMPAIGN_FROM = 25  # words of it: people write the same short answer by themselves


def is_prepared(text: str, people: int) -> bool:
    """Tell whether a text that so many people sent was prepared for them: a campaign's letter."""
    return people >= PREPARED_FROM and len(words_of_key(key_of(text))) >= CAMPAIGN_FROM


def groups_of_same(documents: Sequence[Document]) -> list[list[int]]:
    """Return positions of documents by text (see `key_of`), in order of first appearance."""
    keys: dict[str, str] = {}  # the very same text needs its key worked out once
    groups: dict[str, list[int]] = {}
    for position, document in enumerate(documents):
        text = document.text
        if text not in keys:
            keys[text] = key_of(text) or text.strip()
        groups.setdefault(keys[text], []).append(position)
    return list(groups.values())

"""Recommendations as a document, so that they can be written once and loaded. Pure.

{"recommendations": [{"key": "R1", "title": "...", "text": "...", "source": "...",
                      "concepts": ["c_recs:lead"]}]}
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,11}")
CONCEPT = re.compile(r"[a-z][a-z0-9_]*(:[a-z0-9_]+)?")
MOST_WORDS = {"title": 200, "text": 4000, "source": 200}


@dataclass(frozen=True)
class RecommendationWords:
    """What a recommendation says."""

    key: str
    title: str
    text: str = ""
    source: str = ""
    concepts: tuple[str, ...] = ()


def recommendations_in(document: Any) -> list[RecommendationWords]:
    """Return the recommendations of a document. ValidationError lists everything wrong in it."""
    entries = document.get("recommendations") if isinstance(document, Mapping) else None
    if not isinstance(entries, list) or not entries:
        raise ValidationError(
            _("Write a list called “recommendations” with at least one in it."), code="no_list"
        )
    problems = [
        _("Recommendation %(number)s: %(problem)s") % {"number": number, "problem": problem}
        for number, entry in enumerate(entries, start=1)
        for problem in _problems_of(entry)
    ]
    keys = [entry.get("key") for entry in entries if isinstance(entry, Mapping)]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        problems.append(_("Give each a key of its own. Twice: %(keys)s") % {"keys": twice[0]})
    if problems:
        raise ValidationError(problems, code="wrong_document")
    return [_words_of(entry) for entry in entries]


def is_key(text: str) -> bool:
    """Tell whether this can be the key of a recommendation, such as R1."""
    return KEY.fullmatch(text) is not None


def concepts_in(text: str) -> list[str]:
    """Return the concepts in a text, each once: they stand apart by commas, spaces or lines.

    >>> concepts_in("c_joined, c_recs:lead c_joined")
    ['c_joined', 'c_recs:lead']
    """
    return list(dict.fromkeys(re.findall(r"[^\s,]+", text)))


def wrong_concepts(concepts) -> list[str]:
    return [one for one in concepts if not (isinstance(one, str) and CONCEPT.fullmatch(one))]


def _problems_of(entry) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield _("Write it as an object with “key” and “title”.")
        return
    key = entry.get("key")
    if not isinstance(key, str) or not is_key(key):
        yield _("Give it a “key” such as R1: a letter, then at most 11 letters, digits or dashes.")
    if not isinstance(entry.get("title"), str) or not entry["title"].strip():
        yield _("Give it a “title”.")
    for name, most in MOST_WORDS.items():
        value = entry.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            yield _("Write “%(name)s” as text of at most %(most)s characters.") % {
                "name": name,
                "most": most,
            }
    concepts = entry.get("concepts", [])
    if not isinstance(concepts, list) or wrong_concepts(concepts):
        yield _("Write “concepts” as a list of names such as c_joined or c_recs:lead.")


def _words_of(entry) -> RecommendationWords:
    return RecommendationWords(
        entry["key"],
        entry["title"].strip(),
        entry.get("text", "").strip(),
        entry.get("source", "").strip(),
        tuple(dict.fromkeys(entry.get("concepts", []))),
    )

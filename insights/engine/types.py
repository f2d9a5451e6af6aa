"""The engine's data: frozen, plain, and without a copy of anybody's words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


FEW = 40  # documents with something to theme: with fewer, shares of them mean little
VERSION = "2.5"  # of what the engine finds: the same answers and settings, the same bytes


@dataclass(frozen=True)
class Document:
    """One answer.

    Parameters
    ----------
    id : str
        Any name that is unique in a run.
    text : str
        What was written.
    """

    id: str
    text: str


@dataclass(frozen=True)
class Statement:
    """One thing said: `text[start:end]` of the document at position `document` of a list.

    Offsets count code points; `start < end` always holds.
    """

    document: int
    start: int
    end: int


@dataclass(frozen=True)
class Member:
    """A place in a document that belongs to a theme; `score` is its cosine to the centre."""

    document: str
    start: int
    end: int
    score: float


def unnamed(name: str) -> str:
    """Return the label of a theme that no words of two people name well."""
    return f"Theme {name}"


@dataclass(frozen=True)
class Theme:
    """A group of places that say much the same.

    `parent` is the id of the theme above, or None at the top. `stability` (0 to 1) is the share of
    a theme's pairs of statements that stayed together when the search was repeated on samples.
    `members` come with the most central first. `cohesion` is the mean cosine of its statements to
    its centre; `nearest` the id of the theme of the same level whose centre is nearest, or None.
    """

    id: str
    parent: str | None
    label: str
    keywords: tuple[str, ...]
    stability: float
    members: tuple[Member, ...]
    cohesion: float = 0.0
    nearest: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether people's words name it; else its label is a number."""
        return self.label != unnamed(self.id)


@dataclass(frozen=True)
class SetAside:
    """A document that is not themed, and why: "blank", "no_answer", "nothing" or "unreadable".

    "nothing" is an answer of its own (nothing to improve), counted apart from those who gave none.
    """

    document: str
    reason: str


@dataclass(frozen=True)
class Result:
    """What a run found. Every document is in a theme, in `ungrouped` or in `set_aside`.

    `duplicates` holds the groups of documents with the same text; each distinct text was read once.
    `lone_voices` are documents far from every other, the most alone first: for a person to read.
    """

    themes: tuple[Theme, ...]
    ungrouped: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    duplicates: tuple[tuple[str, ...], ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)
    lone_voices: tuple[str, ...] = ()

    @property
    def is_reading_order(self) -> bool:
        """Whether fewer than 40 documents can be themed: an order to read in, no statistic."""
        themed = {member.document for theme in self.themes for member in theme.members}
        return len(themed | set(self.ungrouped)) < FEW

    def to_json(self) -> str:
        """Return the result as canonical JSON: the same result is the same bytes."""
        data = {
            "run": dict(self.run),
            "themes": [_theme_data(theme) for theme in self.themes],
            "ungrouped": list(self.ungrouped),
            "set_aside": [each.document for each in self.set_aside],
            "reasons": {each.document: each.reason for each in self.set_aside},
            "lone_voices": list(self.lone_voices),
            "repeated": [list(group) for group in self.duplicates],
            "is_reading_order": self.is_reading_order,
        }
        return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _theme_data(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "parent": theme.parent,
        "label": theme.label,
        "keywords": list(theme.keywords),
        "stability": theme.stability,
        "cohesion": theme.cohesion,
        "nearest": theme.nearest,
        "members": [
            {"document": m.document, "start": m.start, "end": m.end, "score": m.score}
            for m in theme.members
        ],
    }

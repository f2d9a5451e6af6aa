"""Finds themes in what people wrote, on this machine, with plain Python and small models.

from insights.engine import Document, ThemeFinder
result = ThemeFinder().find([Document("1", "They listened"), Document("2", "Nobody rang")])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from insights.engine.types import VERSION, Document, Member, Result, SetAside, Statement, Theme


_LAZY = {
    "Code": "coder",
    "Coder": "coder",
    "Coding": "coder",
    "ThemeFinder": "finder",
    "VectorStore": "vectors",
    "find_themes": "finder",
}

if TYPE_CHECKING:
    from insights.engine.coder import Code, Coder, Coding
    from insights.engine.finder import ThemeFinder, find_themes
    from insights.engine.vectors import VectorStore


__all__ = [
    "VERSION",
    "Code",
    "Coder",
    "Coding",
    "Document",
    "Member",
    "Result",
    "SetAside",
    "Statement",
    "Theme",
    "ThemeFinder",
    "VectorStore",
    "find_themes",
]


def __getattr__(name: str) -> Any:
    # The numerical libraries take seconds to load and 100 MB: a web process, which only asks for
    # searches and shows what they found, never needs them.
    if name in _LAZY:
        return getattr(import_module(f"insights.engine.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

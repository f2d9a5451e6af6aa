"""Finds themes in what people wrote, on this machine, with plain Python and small models.

from insights.engine import Document, ThemeFinder
result = ThemeFinder().find([Document("1", "They listened"), Document("2", "Nobody rang")])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from insights.engine.types import VERSION, Document, Member, Result, SetAside, Statement, Theme


_LAZY = {
    "BACKENDS": "backends",
    "Code": "coder",
    "Coder": "coder",
    "Coding": "coder",
    "ENCODERS": "encoders",
    "PeopleTheme": "assigning",
    "ThemeAssigner": "assigning",
    "ThemeFinder": "finder",
    "VectorStore": "vectors",
    "choose_encoder": "languages",
    "embed_once": "vectors",
    "find_themes": "finder",
}

if TYPE_CHECKING:
    from insights.engine.assigning import PeopleTheme, ThemeAssigner
    from insights.engine.backends import BACKENDS
    from insights.engine.coder import Code, Coder, Coding
    from insights.engine.encoders import ENCODERS
    from insights.engine.finder import ThemeFinder, find_themes
    from insights.engine.languages import choose_encoder
    from insights.engine.vectors import VectorStore, embed_once


__all__ = [
    "BACKENDS",
    "ENCODERS",
    "VERSION",
    "Code",
    "Coder",
    "Coding",
    "Document",
    "Member",
    "PeopleTheme",
    "Result",
    "SetAside",
    "Statement",
    "Theme",
    "ThemeAssigner",
    "ThemeFinder",
    "VectorStore",
    "choose_encoder",
    "embed_once",
    "find_themes",
]


def __getattr__(name: str) -> Any:
    # The numerical libraries take seconds to load and 100 MB: a web process, which only asks for
    # searches and shows what they found, never needs them.
    if name in _LAZY:
        return getattr(import_module(f"insights.engine.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Finds themes in what people wrote, on this machine, with plain Python and small models.

from insights.engine import Document, ThemeFinder
result = ThemeFinder().find([Document("1", "They listened"), Document("2", "Nobody rang")])
"""

from insights.engine.finder import VERSION, ThemeFinder, find_themes
from insights.engine.types import Document, Member, Result, SetAside, Statement, Theme


__all__ = [
    "VERSION",
    "Document",
    "Member",
    "Result",
    "SetAside",
    "Statement",
    "Theme",
    "ThemeFinder",
    "find_themes",
]

"""The acts of review. Each is one Decision, with who and when, and can be undone."""

from insights.actions.review.codings import confirm_coding, move_coding
from insights.actions.review.themes import (
    EditConflict,
    accept_suggestion,
    merge_themes,
    reject_suggestion,
    reject_theme,
    rename_theme,
    split_theme,
)
from insights.actions.review.undo import undo_decision


__all__ = [
    "EditConflict",
    "accept_suggestion",
    "confirm_coding",
    "merge_themes",
    "move_coding",
    "reject_suggestion",
    "reject_theme",
    "rename_theme",
    "split_theme",
    "undo_decision",
]

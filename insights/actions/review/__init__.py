"""The acts of review. Each is one Decision, with who and when, and can be undone."""

from insights.actions.review.codings import confirm_coding, move_coding
from insights.actions.review.seen import ChangedMeanwhile, last_step_of
from insights.actions.review.standing import (
    approve_theme,
    bring_back_theme,
    reject_theme,
    retire_theme,
)
from insights.actions.review.themes import (
    EditConflict,
    accept_suggestion,
    merge_themes,
    reject_suggestion,
    rename_theme,
    split_theme,
)
from insights.actions.review.tree import copy_theme, make_theme, place_theme, promote_parts
from insights.actions.review.undo import undo_decision


__all__ = [
    "ChangedMeanwhile",
    "EditConflict",
    "accept_suggestion",
    "approve_theme",
    "bring_back_theme",
    "confirm_coding",
    "copy_theme",
    "last_step_of",
    "make_theme",
    "merge_themes",
    "move_coding",
    "place_theme",
    "promote_parts",
    "reject_suggestion",
    "reject_theme",
    "rename_theme",
    "retire_theme",
    "split_theme",
    "undo_decision",
]

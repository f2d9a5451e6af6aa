"""What reviewers do with themes. Each step is one Decision, and can be undone."""

from insights.actions.review.codings import confirm_coding, move_coding
from insights.actions.review.regroup import merge_themes, split_theme
from insights.actions.review.suggestions import accept_suggestion, reject_suggestion
from insights.actions.review.themes import EditConflict, reject_theme, rename_theme
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

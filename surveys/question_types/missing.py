"""Why a cell of an export holds no answer: one number for each reason, the same in every file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


NOT_ASKED, HELD, DOES_NOT_APPLY, PREFER_NOT, DONT_KNOW, SKIPPED = -1, -4, -6, -7, -8, -9
MISSING_WORDS: dict[int, Any] = {
    NOT_ASKED: _("Not asked, by the rules of the survey"),
    HELD: _("Held by safeguarding"),
    DOES_NOT_APPLY: _("Said that it does not apply"),
    PREFER_NOT: _("Preferred not to say"),
    DONT_KNOW: _("Did not know or was not sure"),
    SKIPPED: _("Asked, and left empty"),
}
# What a document may say of an option: that it is no answer, and which kind.
MISSING_KINDS = {"prefer_not": PREFER_NOT, "dont_know": DONT_KNOW}


def kind_problems(entry: Mapping[str, Any], what: str) -> list[tuple[str, str]]:
    """Return what is wrong with the "missing" of an option or of a question."""
    if entry.get("missing", "prefer_not") in MISSING_KINDS:
        return []
    return [(f"'missing' of {what} is not known", f"Use {' or '.join(MISSING_KINDS)}.")]

"""Finds everything that is wrong with a survey document, each with its place and its remedy.

Nothing here raises, whatever the data: what cannot be looked at is reported and passed over.
"""

from typing import Any

from surveys.problems import Problem
from surveys.validation.languages import language_problems
from surveys.validation.parts import (
    DOCUMENT_FACTS,
    DOCUMENT_WORDINGS,
    FORMAT,
    QUESTION_KEYS,
    document_problems,
    parts_of,
)
from surveys.validation.paths import path_problems
from surveys.validation.permissions import needs_problems, permission_problems
from surveys.validation.piping import piping_problems
from surveys.validation.questions import question_problems
from surveys.validation.rules import routing_problems
from surveys.validation.words import wordings_problems


__all__ = ["DOCUMENT_FACTS", "DOCUMENT_WORDINGS", "FORMAT", "QUESTION_KEYS", "problems_of"]


def problems_of(data: Any) -> list[Problem]:
    """Return every problem of a document; empty when it can be published."""
    if not isinstance(data, dict):
        return [Problem("document", "it is not an object", "Start it with { and a format.")]
    parts = parts_of(data)
    found = [
        *document_problems(data, parts),
        *permission_problems(data, parts),
        *needs_problems(parts),
        *question_problems(parts),
        *wordings_problems(data, parts),
        *language_problems(data, parts),
        *routing_problems(parts),
        *piping_problems(data, parts),
    ]
    # Which routes exist can be told only of a document that is sound in itself.
    found = found or list(path_problems(parts))
    return list(dict.fromkeys(found))

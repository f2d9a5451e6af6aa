"""Parsed documents of published versions, kept in memory: a version never changes."""

from functools import lru_cache

from surveys.definition import parse_document
from surveys.models import SurveyVersion


@lru_cache(maxsize=64)
def document_of(version_id: str):
    """Return the parsed document of one published version."""
    return parse_document(
        SurveyVersion.objects.values_list("document", flat=True).get(pk=version_id)
    )

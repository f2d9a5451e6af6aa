"""What never changes about published versions, kept in memory."""

from functools import lru_cache

from surveys.definition import parse_document
from surveys.models import Question, SurveyVersion


@lru_cache(maxsize=64)
def document_of(version_id: str):
    """Return the parsed document of one published version."""
    return parse_document(
        SurveyVersion.objects.values_list("document", flat=True).get(pk=version_id)
    )


@lru_cache(maxsize=1024)
def slug_of(version_id: str) -> str:
    """Return the name in the address of the version's survey; people have it on their posters."""
    return SurveyVersion.objects.values_list("survey__slug", flat=True).get(pk=version_id)


@lru_cache(maxsize=64)
def question_ids_of(version_id: str) -> dict:
    """Return the row of each question that a version asks, by key; publishing made them."""
    return dict(Question.objects.filter(survey__versions=version_id).values_list("key", "pk"))

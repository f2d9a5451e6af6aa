"""The route one person took through a survey, with only what was asked on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.core.exceptions import ValidationError

from surveys.question_types import question_type
from surveys.routing import path_of
from surveys.wording import Reader


NOTHING: Mapping = MappingProxyType({})


@dataclass(frozen=True)
class Path:
    """Who answers, in which words, what they allowed, and their answers to what they were asked."""

    document: object
    reader: Reader
    permissions: dict
    answers: dict
    sanitised_chars: int = 0
    # Permissions that were asked in other words than the reader's last, each with its reader.
    asked_as: Mapping = field(default_factory=dict)
    relationship: str = ""
    # Where they may be written to: kept apart from everything else here.
    contact: str = field(default="", repr=False)
    _questions: tuple = field(default=(), repr=False)

    @property
    def questions(self):
        """The questions on the route that take an answer, in order."""
        return self._questions


def build_path(
    document,
    *,
    reader: Reader,
    permissions: dict,
    answers: dict,
    dropped: Mapping = NOTHING,
    **asked,
) -> Path:
    """Return the route for these machine values; answers to questions off it are left out.

    `dropped` says by question how many characters of its text could not be stored. `asked` is
    what else a Path holds of how the permissions were asked.
    """
    known = {**permissions, **answers}
    pages = path_of(document, audience=reader.audience, answers=known, age_band=reader.age_band)
    questions = tuple(
        question
        for page in pages
        for question in page.questions
        if question_type(question.type).has_answer
    )
    kept = {q.key: answers[q.key] for q in questions if answers.get(q.key) is not None}
    lost = sum(dropped.get(key, 0) for key in kept)
    return Path(document, reader, dict(permissions), kept, lost, _questions=questions, **asked)


def check_values(path: Path) -> dict[str, list[str]]:
    """Return the problems of the answers by question key; empty when all are sound.

    For answers that did not come through the survey's own forms.
    """
    problems = {}
    for question in path.questions:
        if question.key not in path.answers:
            continue
        try:
            question_type(question.type).check_value(question, path.answers[question.key])
        except ValidationError as error:
            problems[question.key] = error.messages
    return problems

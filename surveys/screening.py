"""Puts the open answers of a survey through the safeguarding seam (safeguarding/screen.py)."""

from collections.abc import Iterable, Mapping

from safeguarding.screen import Screening, screen
from surveys.question_types import question_type
from surveys.wording import Reader


def marked_answers(questions: Iterable, answers: Mapping, reader: Reader) -> dict[str, Screening]:
    """Return what was marked, by question key; nothing for answers with no mark."""
    found = {
        question.key: screen(
            answers[question.key], language=reader.language, age_band=reader.age_band
        )
        for question in questions
        if question_type(question.type).is_open and isinstance(answers.get(question.key), str)
    }
    return {key: marked for key, marked in found.items() if marked.priority is not None}

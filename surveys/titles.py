"""What staff call a question: its own words, and who is asked."""

from dataclasses import dataclass

from surveys.documents import document_of
from surveys.models import Question, Survey
from surveys.wording import text_of


@dataclass(frozen=True)
class QuestionTitle:
    """`audience` is "" when more than one kind of reader is asked."""

    words: str
    audience: str = ""


def titles_of(survey: Survey) -> dict[str, QuestionTitle]:
    """Return {question key: title} in the order in which the questions are asked."""
    version = survey.published_version()
    if version is None:
        return {}
    document = document_of(str(version.pk))
    return {
        question.key: _title(document, page, question)
        for page in document.pages
        for question in page.questions
    }


def title_of(question: Question) -> QuestionTitle:
    """Return a question's title; its key when the newest version no longer asks it."""
    return titles_of(question.survey).get(question.key, QuestionTitle(question.key))


def _title(document, page, question):
    asked = [
        each for each in document.audiences if page.is_for(each.key) and question.is_for(each.key)
    ]
    first = asked[0] if asked else document.audiences[0]
    reader = document.reader(first.key)
    audience = text_of(first.group_label, reader) if len(asked) == 1 else ""
    return QuestionTitle(text_of(question.label, reader) or question.key, audience)

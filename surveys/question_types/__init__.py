"""The registry of question types: the forms, the document's checks and the docs read it."""

from surveys.question_types.base import QuestionType
from surveys.question_types.choices import MultiChoice, SingleChoice, ThisOrThat
from surveys.question_types.consent import Consent
from surveys.question_types.dates import DateMonth
from surveys.question_types.matrix import Matrix
from surveys.question_types.pauses import Interruption, Support
from surveys.question_types.postcode import Postcode
from surveys.question_types.ranks import Rank
from surveys.question_types.scales import Faces, Likert, Rating
from surveys.question_types.written import Info, LongText, Number, ShortText


QUESTION_TYPES: dict[str, QuestionType] = {
    each.name: each
    for each in (
        SingleChoice(),
        MultiChoice(),
        ThisOrThat(),
        Rank(),
        Faces(),
        Likert(),
        Rating(),
        Matrix(),
        Number(),
        DateMonth(),
        Postcode(),
        ShortText(),
        LongText(),
        Consent(),
        Info(),
        Interruption(),
        Support(),
    )
}


def question_type(name: str) -> QuestionType:
    """Return the type called `name`; KeyError when there is none."""
    return QUESTION_TYPES[name]


__all__ = ["QUESTION_TYPES", "QuestionType", "question_type"]

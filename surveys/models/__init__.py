"""What is asked, who answered, what they agreed to."""

from surveys.models.answer import Answer, Asked, has_words, is_among
from surveys.models.asking import WayRequest
from surveys.models.channel import Channel
from surveys.models.consent import ConsentEvent, ConsentStatement
from surveys.models.contact import ContactDetail
from surveys.models.draft import Draft
from surveys.models.imports import ImportBatch
from surveys.models.purpose import Purpose
from surveys.models.refusal import RefusalCount
from surveys.models.response import Erasure, Response
from surveys.models.survey import Question, Survey, SurveyVersion
from surveys.models.walked import StepCount


__all__ = [
    "Answer",
    "Asked",
    "Channel",
    "ConsentEvent",
    "ConsentStatement",
    "ContactDetail",
    "Draft",
    "Erasure",
    "ImportBatch",
    "Purpose",
    "Question",
    "RefusalCount",
    "Response",
    "StepCount",
    "Survey",
    "SurveyVersion",
    "WayRequest",
    "has_words",
    "is_among",
]

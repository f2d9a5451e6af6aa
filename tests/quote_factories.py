"""Quotes in the states that the actions reach.

quote = make_quote(answer, picker=ray, reader=alice, theme=theme)
"""

from insights.actions.quotes import Choice, approve_quote, pick_quote
from insights.models import Coding
from insights.quoting.intruder import KEYS
from insights.quoting.redact import Passage
from surveys.models import Answer
from tests.factories import make_response


def answer_of(response, key="child_better"):
    return Answer.objects.get(response=response, question__key=key)


def said(survey, text, theme=None, **fields):
    """Return what somebody new answered, in a theme if one is given; `quoting` is a state."""
    permissions = {"quote_anon": fields.pop("quoting", "granted")}
    answers = {"child_better": text}
    response = make_response(survey, answers=answers, permissions=permissions, **fields)
    answer = answer_of(response)
    if theme:
        Coding.objects.create(
            theme=theme, answer=answer, start=0, end=len(text), source="machine", score=0.5
        )
    return answer


def make_quote(answer, *, picker, reader=None, kind="typical", theme=None, **passage):
    """Return a quote of the whole answer, or of `start` to `end`; approved if there is a reader."""
    given = {"start": 0, "end": len(answer.text)} | passage
    translation = given.pop("translation", "")
    choice = Choice(Passage(**given), kind, theme, translation)
    quote = pick_quote(answer=answer, choice=choice, by=picker)
    return approve(quote, by=reader) if reader else quote


def approve(quote, *, by):
    return approve_quote(quote=quote, checks=list(KEYS), version=quote.version, by=by)

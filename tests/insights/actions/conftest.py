"""A question that six people answered, and a maker of suggestions over some of the answers."""

import pytest

from insights.actions.runs import codebook_of
from insights.models import Suggestion, SuggestionMember, ThemeRun
from tests.factories import make_response, make_survey


@pytest.fixture
def book(team):
    survey = make_survey(organisation=team)
    for number in range(6):
        make_response(survey, answers={"child_better": f"More time, number {number}"})
    return codebook_of(question=survey.questions.get(key="child_better"))


@pytest.fixture
def suggest(book):
    """Return a maker of open suggestions over some of the answers."""
    run = ThemeRun.objects.create(codebook=book, status="done")
    answers = list(book.question.answers.order_by("pk"))

    def make(label, first, last, parent=None):
        suggestion = Suggestion.objects.create(
            run=run, number=run.suggestions.count() + 1, label=label, parent=parent
        )
        SuggestionMember.objects.bulk_create(
            SuggestionMember(suggestion=suggestion, answer=answer, start=0, end=9, score=0.5)
            for answer in answers[first:last]
        )
        return suggestion

    return make

"""What a person is told of their words' themes, and what their changed permissions take along."""

import pytest

from insights.actions.export import request_export, run_export
from insights.actions.review import accept_suggestion, reject_theme
from insights.actions.runs import codebook_of
from insights.jobs import claim
from insights.models import ThemeRun
from insights.own_themes import themes_of_response
from surveys.actions.permissions import change_permission
from surveys.own_answers import themes_of
from tests.factories import make_response, make_survey


pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The nurse came every week"


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def person(survey):
    return make_response(
        survey, answers={"child_better": WORDS}, permissions={"quote_anon": "granted"}
    )


@pytest.fixture
def theme(survey, person, ray):
    book = codebook_of(question=survey.questions.get(key="child_better"))
    run = ThemeRun.objects.create(codebook=book, status="done")
    suggestion = run.suggestions.create(number=1, label="Nurses who stay", keywords=["nurse"])
    for answer in book.question.answers.all():
        suggestion.members.create(answer=answer, start=0, end=len(answer.text))
    return accept_suggestion(suggestion=suggestion, by=ray)


def test_accepted_theme_is_told_by_name_through_the_registered_teller(survey, person, theme):
    other = make_response(survey, answers={"child_better": "Something else"})

    assert themes_of(person) == ["Nurses who stay"]
    assert themes_of_response(response=other) == []


def test_theme_that_was_rejected_is_not_told(person, theme, ray):
    reject_theme(theme=theme, by=ray)

    assert themes_of(person) == []


def test_held_answer_stands_in_no_theme_that_is_told(person, theme):
    person.answers.update(is_held=True)

    assert themes_of(person) == []


def test_files_go_with_a_permission_that_is_taken_back(survey, person):
    export = request_export(survey=survey, kind="workbook", purpose="A test", by=None)
    run_export(export=export, token=claim(export))
    change_permission(response=person, key="share_local", is_granted=True)
    export.refresh_from_db()
    assert export.superseded_at is None

    change_permission(response=person, key="quote_anon", is_granted=False)

    export.refresh_from_db()
    assert export.superseded_at is not None

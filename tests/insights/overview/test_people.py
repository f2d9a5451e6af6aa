"""Counting people: by what is known of them, as permissions stand now, nobody left out."""

import pytest

from insights.actions.counting import forget_counts, keep_counts
from insights.management.commands.work import Command
from insights.models import SurveyCount
from insights.overview import people, stored
from insights.overview.people import from_json, to_json
from insights.overview.stored import counted
from surveys.actions.permissions import _FOLLOWERS
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Channel, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.comparing_factories import make_consultation
from tests.factories import DAY, make_response


@pytest.fixture
def survey(team):
    consultation = make_consultation(organisation=team)
    parent, worker = {"audience": "parent"}, {"audience": "practitioner"}
    consultation.answer("adult_better", count=3, closed={"region": "north"}, **parent)
    consultation.answer("adult_better", closed={"region": "south", "sector": "health"}, **worker)
    channel = Channel.objects.create(survey=consultation.survey, code="paper1", mode="paper")
    make_response(consultation.survey, answers={"child_better": None}, channel=channel)
    withdrawn = make_response(consultation.survey, answers={"region": "north"})
    consultation.withdraw(withdrawn)
    return consultation.survey


def test_everybody_is_counted_once_and_who_is_not_known_too(survey):
    found = counted(survey).people

    assert found.everybody == 5
    assert found.by_audience() == {"parent": 3, "practitioner": 1, "child": 1}
    assert found.groups["region"]["parent"] == {("north",): 3}
    assert found.groups["region"]["child"] == {(): 1}
    assert found.groups["channel"]["child"] == {("paper",): 1}
    assert found.groups["channel"]["parent"] == {(): 3}
    assert found.groups["c_sector"]["practitioner"] == {("health",): 1}
    assert found.days == {DAY: 5}


def test_answers_in_words_are_counted_with_and_without_substance(survey):
    answers = counted(survey).people.by_question

    adult, child = (survey.questions.get(key=f"{who}_better") for who in ("adult", "child"))
    assert answers == {str(adult.pk): (4, 4), str(child.pk): (1, 0)}


def test_held_answers_are_not_counted(survey):
    Answer.objects.filter(question__key="adult_better").update(is_held=True)

    assert (
        str(survey.questions.get(key="adult_better").pk) not in counted(survey).people.by_question
    )


def test_counts_come_back_from_json_as_they_were(survey):
    found = counted(survey).people

    assert from_json(to_json(found)) == found


@pytest.mark.parametrize("more", [0, 20])
def test_number_of_queries_does_not_grow(survey, more, django_assert_num_queries):
    for _each in range(more):
        make_response(survey, audience="parent", answers={"region": "south"})
    counted(survey)  # from here on the document is in memory

    # The version, its closed questions; kept counts; four attributes, the days, the answers.
    with django_assert_num_queries(9):
        counted(survey)


# --- large surveys ---


@pytest.fixture
def large(survey, monkeypatch):
    monkeypatch.setattr("insights.actions.counting.COUNTED_EACH_TIME", 0)
    return survey


def test_large_survey_is_counted_once(large, monkeypatch):
    first = counted(large).people

    assert keep_counts() == 1
    assert keep_counts() == 0
    monkeypatch.setattr(stored, "count_people", None)  # would fail
    assert counted(large).people == first


def test_the_worker_keeps_the_counts_at_most_every_half_minute(large):
    worker = Command()
    worker.counted_at = float("-inf")

    worker.count()
    SurveyCount.objects.update(counts=None, counted_at=None)
    worker.count()  # too soon

    assert SurveyCount.objects.get().counts is None
    assert SurveyCount.objects.get().responses == 6


def test_small_survey_keeps_nothing(survey):
    assert keep_counts() == 0
    assert not SurveyCount.objects.exists()


def test_withdrawal_is_reflected_at_once(large):
    secret = b"s" * 32
    row = Response.objects.filter(audience="parent").first()
    Response.objects.filter(pk=row.pk).update(receipt_hmac=receipt_hmac_of(receipt_for(secret)))
    keep_counts()

    withdraw_response(receipt=receipt_for(secret))

    assert SurveyCount.objects.get().counts is None
    assert counted(large).people.everybody == 4
    assert keep_counts() == 1
    assert counted(large).people.everybody == 4


def test_who_is_taken_out_while_a_count_is_made_is_not_in_what_is_kept(large, monkeypatch):
    def count_meanwhile(survey, attributes, using):
        found = people.count_people(survey, attributes)
        leaving = Response.objects.filter(audience="parent").first()
        forget_counts(response=leaving)
        return found

    monkeypatch.setattr("insights.actions.counting.count_people", count_meanwhile)

    assert keep_counts() == 0
    assert SurveyCount.objects.get().counts is None


def test_a_permission_taken_back_forgets_the_counts_too():
    names = [each.args[0] for each in _FOLLOWERS]

    assert "insights.actions.counting.forget_counts" in names


def test_new_answers_and_old_counts_are_due(large):
    keep_counts()
    SurveyCount.objects.update(counted_at=DAY.isoformat() + "T00:00Z")

    assert keep_counts() == 1

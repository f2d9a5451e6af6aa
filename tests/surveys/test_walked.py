"""How far people come: counted once each, without scripts, and never with anybody in it."""

import doctest
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys import walked
from surveys.actions.drafts import purge_expired
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Draft, Response, StepCount
from surveys.walked import begin_at, counts_between, go_on, sent
from tests.factories import make_survey
from tests.surveys.coming_back import ADULT, come_back, saved
from tests.surveys.walker import YES, Walker


PARENT = {**YES, **ADULT}


@pytest.fixture(autouse=True)
def survey(db):
    return make_survey()


def counts():
    """Return {(audience, step): (came, went on)} as it stands in the database."""
    rows = StepCount.objects.values_list("audience", "step", "came", "went_on")
    return {(audience, step): (came, went_on) for audience, step, came, went_on in rows}


def at_check():
    walker = Walker(PARENT)
    walker.walk()
    return walker


def test_examples_are_true():
    assert doctest.testmod(walked).failed == 0


def test_each_step_is_counted_when_somebody_comes_and_goes_on():
    walker = Walker(PARENT)
    walker.walk_to("helper")

    assert counts() == {
        ("", "who"): (1, 1),
        ("parent", "permission-1"): (1, 1),
        ("parent", "permission-2"): (1, 1),
        ("parent", "permission-3"): (1, 1),
        ("parent", "page-1"): (1, 0),
    }


def test_sending_goes_on_from_the_last_page_once():
    walker = at_check()
    posted, path = walker.filled(), walker.path

    walker.client.post(path, posted)
    walker.client.post(path, posted)  # a second press

    assert counts()["parent", "check"] == (1, 1)
    assert set(counts().values()) == {(1, 1)}


def test_two_people_are_two():
    at_check()
    Walker(PARENT).walk_to("helper")

    assert counts()["parent", "page-1"] == (2, 1)
    assert counts()["parent", "check"] == (1, 0)


def test_going_back_and_a_second_tab_count_nothing_more():
    walker = at_check()
    before = counts()

    walker.go_back_to("helper")
    posted, path = walker.filled(), walker.path
    walker.client.post(path, posted)
    walker.client.post(path, posted)  # the same page, open in another tab

    assert counts() == before


def test_a_page_that_is_only_looked_at_counts_nothing():
    walker = at_check()
    before = counts()

    for path in walker.places.values():
        walker.client.get(path)

    assert counts() == before


def test_an_answer_that_is_refused_counts_nothing():
    walker = Walker({**PARENT, "times": "not a number"})
    walker.walk_to("times")
    before = counts()

    walker.fill()

    assert walker.errors
    assert counts() == before


def test_who_turns_out_to_be_another_reader_is_counted_as_that():
    walker = Walker(PARENT)
    walker.walk_to("helper")

    walker.go_back_to("audience")
    walker.fill(audience="practitioner")

    told = {place: count for place, count in counts().items() if count != (0, 0)}
    assert told == {("", "who"): (1, 1), ("practitioner", "permission-1"): (1, 0)}


def test_who_says_no_or_leaves_has_stopped_there():
    walker = Walker({**PARENT, "take_part": "refused"})
    walker.walk_to("take_part")

    walker.fill()

    assert Draft.objects.count() == 0
    assert counts()["parent", "permission-1"] == (1, 0)


def test_saving_and_coming_back_counts_no_step_twice():
    _walker, words = saved(**YES)
    before = counts()

    walker = come_back(words)
    walker.answers = PARENT
    walker.send()

    assert before["parent", "page-2"] == (1, 0)
    assert set(counts().values()) == {(1, 1)}


def test_a_draft_that_runs_out_stays_counted_where_it_stopped():
    Walker(PARENT).walk_to("helper")
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    purge_expired()

    assert Draft.objects.count() == 0
    assert counts()["parent", "page-1"] == (1, 0)


def test_a_withdrawal_leaves_a_number_and_no_way_to_a_person():
    walker = at_check()
    walker.fill()

    withdraw_response(receipt=walker.receipt)

    assert Response.objects.count() == 0
    assert counts()["parent", "check"] == (1, 1)
    fields = {field.name for field in StepCount._meta.get_fields()}
    assert fields == {"id", "version", "audience", "step", "came", "went_on"}


def test_a_look_back_from_the_last_page_is_no_sending():
    known = go_on(
        begin_at("page-1", audience="parent"), audience="parent", done="page-1", to="check"
    )

    known = go_on(known, audience="parent", done="check", to="page-2")

    assert known["check"] == ["parent", False]


def test_who_sends_went_on_from_a_page_that_is_no_longer_on_their_way():
    known = {"page-1": ["parent", True], "page-2": ["parent", False], "check": ["parent", False]}

    assert counts_between(known, sent(known)) == [
        ("parent", "check", 0, 1),
        ("parent", "page-2", 0, 1),
    ]


def test_a_draft_from_before_there_were_counts_goes_on():
    known = go_on({}, audience="parent", done="page-1", to="page-2")

    assert counts_between({}, known) == [("parent", "page-2", 1, 0)]

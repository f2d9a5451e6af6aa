"""Asking for another way to answer: kept sealed and apart, and only what is needed."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from surveys.actions.asking import (
    Wish,
    ask_for_way,
    purge_settled_ways,
    settle_way,
    wish_of,
)
from surveys.asking import NEEDS_CONTACT, TRIES
from surveys.models import Draft, WayRequest
from tests.factories import make_survey
from tests.surveys.walker import SMALL_CHILD, START, Walker


pytestmark = pytest.mark.django_db
ASK = START + "another-way/"
KINDS = WayRequest.Kind
WORDS = "After four, and slowly"
FULL = {"kind": "phone", "name": "Jo", "contact": "07700 900123", "words": WORDS}


@pytest.fixture(autouse=True)
def _fresh_tries():
    TRIES.forget()
    yield
    TRIES.forget()


@pytest.fixture
def survey(db):
    return make_survey()


def ask(client=None, **changes):
    return (client or Client()).post(ASK, FULL | changes)


def test_request_is_kept_and_answered(survey):
    answer = ask()

    assert (answer.status_code, answer["Location"]) == (303, ASK + "done/")
    request = WayRequest.objects.get()
    assert (request.kind, request.asked_day) == ("phone", timezone.localdate())
    assert wish_of(request) == Wish("Jo", "07700 900123", WORDS)
    assert "We have your request" in Client().get(ASK + "done/").content.decode()


def test_words_are_sealed_and_stand_in_no_log_and_no_mail(survey, caplog, mailoutbox):
    with caplog.at_level(logging.DEBUG):
        ask()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM surveys_wayrequest")
        row = repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])
    for word in ("Jo'", "900123", WORDS):
        assert word not in row
        assert word not in caplog.text
    assert mailoutbox == []


def test_request_of_one_survey_opens_for_no_other(survey):
    ask()
    request = WayRequest.objects.get()
    request.survey_id = make_survey(slug="other").pk

    with pytest.raises(Exception, match="way request"):
        wish_of(request)


@pytest.mark.parametrize("kind", KINDS.values)
def test_contact_is_needed_only_where_nothing_goes_without(survey, kind):
    answer = ask(kind=kind, contact="", name="", words="")

    if kind in NEEDS_CONTACT:
        assert "so that we can arrange it" in answer.content.decode()
        assert not WayRequest.objects.exists()
    else:
        assert answer.status_code == 303
        assert WayRequest.objects.count() == 1


@pytest.mark.parametrize("contact", ["0770", "kid@", "ring me", "07700 900123 or so", "@@"])
def test_contact_that_reaches_nobody_is_told_what_to_do_and_loses_nothing(survey, contact):
    text = ask(contact=contact).content.decode()

    assert "Write a phone number of 10 or more figures, or an e-mail address." in text
    assert "so that we can arrange it" not in text
    assert WORDS in text and 'value="Jo"' in text
    assert not WayRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Choose what would help you."),
        ({"kind": "horse"}, "Choose one of the answers in the list."),
        ({"words": "x" * 501}, "Write 500 characters at most."),
        ({"name": "x" * 81}, "Write 80 characters at most."),
    ],
)
def test_what_is_wrong_says_what_to_do(survey, changes, message):
    assert message in ask(**changes).content.decode()
    assert not WayRequest.objects.exists()


def test_machine_that_fills_in_everything_is_thanked_and_forgotten(survey):
    answer = ask(website="https://example.org")

    assert answer["Location"] == ASK + "done/"
    assert not WayRequest.objects.exists()


def test_too_many_requests_from_one_address_wait(survey):
    for _ in range(10):
        assert ask().status_code == 303

    text = ask().content.decode()

    assert "Wait five minutes, then try again." in text
    assert WORDS in text
    assert WayRequest.objects.count() == 10


def test_asking_touches_no_draft(survey):
    walker = Walker(SMALL_CHILD)
    walker.begin()
    before = bytes(Draft.objects.get().ciphertext)

    ask(walker.client)

    assert bytes(Draft.objects.get().ciphertext) == before


@pytest.mark.parametrize("path", [START, START + "leaving/", START + "who/"])
def test_every_page_of_the_survey_leads_there(survey, path):
    walker = Walker(SMALL_CHILD)
    walker.begin()

    assert f'href="{ASK}' in walker.get(path).content.decode()


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_only_an_open_survey_takes_requests(status):
    make_survey(status=status)

    assert Client().get(ASK).status_code == 404
    assert ask().status_code == 404


def test_other_sites_cannot_ask(survey):
    answer = Client().post(ASK, FULL, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403


def test_settled_request_goes_after_ninety_days(survey, django_user_model, settings):
    by = django_user_model.objects.create(email="ray@example.org")
    old, young, new = (
        ask_for_way(survey=survey, kind="paper", wish=Wish("", "", "")) for _ in range(3)
    )
    for request, days in ((old, 90), (young, 89)):
        settle_way(request=request, by=by)
        WayRequest.objects.filter(pk=request.pk).update(
            done_at=timezone.now() - timedelta(days=days, minutes=1)
        )

    assert settings.WAY_REQUEST_DAYS == 90
    assert purge_settled_ways() == 1
    assert set(WayRequest.objects.values_list("pk", flat=True)) == {young.pk, new.pk}

"""The seam for what people write of harm: what is marked is held, and nobody is hindered."""

import logging
import re

import pytest
from django.test import Client

from people.models import AuditEvent
from safeguarding import screen as seam
from safeguarding.screen import NOTHING, RULES, Rule, Screening, screen, topics_of
from surveys.actions.holding import release_answer
from surveys.models import Answer, Draft, Purpose
from tests.factories import make_survey
from tests.surveys.walker import SMALL_CHILD, START, Walker


SECRET = "the moon is made of cheese"
RULE = Rule("test-1", "SH_SUI", re.compile("made of cheese", re.IGNORECASE), 1)
SOFT = Rule("test-2", "SOFT", re.compile("moon", re.IGNORECASE), 3)


@pytest.fixture
def rules(monkeypatch):
    monkeypatch.setattr(seam, "RULES", (RULE, SOFT))


@pytest.fixture
def survey(db):
    return make_survey()


def telling(text=SECRET):
    return Walker({**SMALL_CHILD, "child_better": text})


def look(text, language="en", age_band="8_11"):
    return screen(text, language=language, age_band=age_band, rules=(RULE, SOFT))


# --- the pure part ---


def test_no_rule_ships_yet():
    assert RULES == ()
    assert screen(SECRET, language="en", age_band="8_11") is NOTHING


def test_mark_says_where_by_which_rule_and_how_urgent():
    assert look(SECRET) == Screening(
        ("SH_SUI", "SOFT"), ((4, 8), (12, 26)), ("test-1", "test-2"), priority=1
    )
    assert look("The Moon").priority == 3
    assert look("nothing of it") is NOTHING


def test_rule_is_for_its_language_and_ages():
    assert look(SECRET, language="pl") is NOTHING
    assert look(SECRET, language="en-gb").priority == 1
    young = Rule("test-3", "SOFT", re.compile("x"), 2, age_bands=("u8",))
    assert screen("x", language="en", age_band="adult", rules=[young]) is NOTHING


def test_families_name_further_helplines():
    assert topics_of(("SH_SUI", "SOFT")) == {"suicide"}


# --- in the survey ---


def test_kind_word_comes_before_the_next_step_and_names_who_can_help(survey, rules):
    walker = telling()
    walker.walk_to("child_better")

    walker.fill()

    assert walker.path == START + "pause/"
    text = walker.text
    assert "Thank you for telling us" in text
    assert "Childline" in text and "PAPYRUS" in text
    assert SECRET not in text and "cheese" not in text
    assert "Carry on" in text and "Stop and leave" in text
    assert walker.page.context["next_url"] == START + "check/"
    assert walker.get(START + "check/").status_code == 200


def test_kind_word_comes_once_for_the_same_words(survey, rules):
    walker = telling()
    walker.walk_to("child_better")
    walker.fill()
    walker.get(START + "page-2/")

    walker.fill()

    assert walker.step == "check"


def test_stopping_keeps_nothing(survey, rules):
    walker = telling()
    walker.walk_to("child_better")
    walker.fill()

    answer = walker.client.post(START + "pause/")

    assert answer.status_code == 303
    assert answer["Location"] == START + "no-thank-you/"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("begun", [True, False])
def test_pause_without_a_reason_leads_to_the_survey(survey, rules, begun):
    walker = telling("A kind nurse")
    if begun:
        walker.begin()

    page = (walker.client if begun else Client()).get(START + "pause/", follow=True)

    assert page.request["PATH_INFO"] == START


def send(walker):
    walker.walk_to("child_better")
    walker.fill()
    walker.get(START + "check/")
    walker.fill()
    assert walker.receipt
    return Answer.objects.get(question__key="child_better")


def test_marked_answer_is_held_and_the_others_are_not(survey, rules):
    assert send(telling()).is_held

    assert Answer.objects.held().count() == 1


def test_held_answer_is_out_of_every_purpose_until_it_is_released(survey, rules, django_user_model):
    answer = send(telling())
    assert all(
        not Answer.objects.for_purpose(purpose).filter(pk=answer.pk).exists() for purpose in Purpose
    )

    somebody = django_user_model.objects.create(email="lead@example.org")
    assert release_answer(answer=answer, by=somebody) is True

    assert Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk=answer.pk).exists()
    event = AuditEvent.objects.get(event="answer released")
    assert (event.target_id, event.detail) == (str(answer.pk), {})
    assert release_answer(answer=answer, by=somebody) is False


def test_answer_changed_before_sending_is_not_held(survey, rules):
    walker = telling()
    walker.walk_to("child_better")
    walker.fill()
    walker.get(START + "page-2/")
    walker.fill(child_better="Better dinners")
    walker.fill()

    assert walker.receipt
    assert not Answer.objects.held().exists()


def test_nothing_of_it_is_logged(survey, rules, caplog):
    with caplog.at_level(logging.DEBUG):
        send(telling())

    assert "cheese" not in caplog.text
    assert "pause" not in " ".join(r.getMessage() for r in caplog.records if r.name != "django.db")

"""An adult's yes and the child's own: who is asked what, and what a No leaves behind."""

import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client

from surveys.actions.refusals import refuse
from surveys.drafts import keep_draft, new_draft, token_hash_of
from surveys.evidence import broken_events_of
from surveys.models import Answer, ConsentEvent, Draft, RefusalCount, Response
from tests.factories import make_survey
from tests.surveys.ages import aged_document, permission
from tests.surveys.walker import START, Walker


CHILD = {
    "audience": "child",
    "age": "8_11",
    "adult_permission": "granted",
    "take_part": "granted",
    "understand_limits": "granted",
    "child_better": "Time",
}


@pytest.fixture
def survey(team):
    document = aged_document(permission("understand_limits"))
    return make_survey(organisation=team, document=document)


def nothing_is_kept():
    return not (
        Draft.objects.exists()
        or Response.objects.exists()
        or Answer.objects.exists()
        or ConsentEvent.objects.exists()
    )


def walk(**answers):
    walker = Walker({**CHILD, **answers})
    walker.walk()
    return walker


# --- the pages ---


def test_adult_reads_first_gives_it_back_and_the_child_decides(survey):
    walker = Walker(CHILD)
    walker.walk_to("adult_permission")

    assert "Ask the grown-up who is with you to read this page" in walker.text
    assert "if you are their social worker" in walker.text
    assert "parental responsibility" not in walker.text
    assert walker.keys == ["adult_permission", "relationship"]
    walker.fill()
    assert walker.step == "hand-back"
    assert "Now give it back to the child" in walker.text
    walker.fill()
    assert walker.keys == ["take_part"]
    walker.walk()
    assert "adult_permission" not in walker.asked  # the adult is not asked a second time


def test_under_eights_answer_together_with_an_adult(survey):
    walker = Walker({**CHILD, "age": "under_8"})
    walker.walk_to("adult_permission")

    assert "Children under 8 answer together with an adult." in walker.text
    walker.fill()
    assert "Read the next pages to the child" in walker.text


def test_twelve_year_olds_are_not_called_children(survey):
    walker = Walker({**CHILD, "age": "12"})
    walker.walk_to("adult_permission")

    assert "Ask the adult who is with you to read this page" in walker.text
    walker.fill()
    assert "give it back to the young person" in walker.text


@pytest.mark.parametrize("age", ["13_15", "16_17", "18"])
def test_young_people_answer_for_themselves(survey, age):
    walker = walk(age=age)

    assert "adult_permission" not in walker.asked
    assert walker.client.get(START + "hand-back/").status_code == 302


def test_survey_can_ask_for_an_adult_up_to_fifteen(team):
    document = {**aged_document(), "responsible_adult_required": True}
    make_survey(organisation=team, document=document)

    assert "adult_permission" in walk(age="13_15").asked
    assert "adult_permission" not in walk(age="16_17").asked


def test_adult_has_to_choose_but_not_to_say_who_they_are(survey):
    walker = Walker({**CHILD, "adult_permission": None})
    walker.walk_to("adult_permission")
    walker.fill()

    assert walker.errors == {"adult_permission": ["Choose yes or no."]}


def test_child_cannot_go_round_the_adult(survey):
    walker = Walker(CHILD)
    walker.walk_to("adult_permission")

    for step in ("hand-back", "permission-1", "page-1", "check"):
        walker.get(f"{START}{step}/")
        assert walker.keys == ["adult_permission", "relationship"], step


# --- what is kept with a yes ---


def test_evidence_says_who_spoke_and_how(survey):
    walk(relationship="social_worker").send()

    events = ConsentEvent.objects.order_by("pk")
    said = [(e.key, e.kind, e.value, e.actor, e.relationship, e.mode) for e in events]
    assert said == [
        ("take_part", "ethical_permission", "granted", "child", "", "web"),
        (
            "adult_permission",
            "ethical_permission",
            "granted",
            "practitioner",
            "social_worker",
            "web",
        ),
        ("understand_limits", "acknowledgement", "granted", "child", "", "web"),
    ]
    assert broken_events_of(Response.objects.get()) == []


@pytest.mark.parametrize(
    ("relationship", "actor"),
    [("parent_carer", "parent"), ("relative", "parent"), ("school", "practitioner"), ("", "adult")],
)
def test_what_the_adult_is_to_the_child(survey, relationship, actor):
    walk(relationship=relationship).send()

    assert ConsentEvent.objects.get(key="adult_permission").actor == actor


@pytest.mark.parametrize(
    ("audience", "age", "actor"),
    [
        ("child", "13_15", "young_person"),
        ("child", "18", "adult"),
        ("parent", None, "parent"),
        ("practitioner", None, "practitioner"),
    ],
)
def test_readers_speak_for_themselves(team, audience, age, actor):
    document = aged_document()
    document["audiences"][1]["voice"] = "parent_self"
    document["audiences"][2]["voice"] = "practitioner"
    make_survey(organisation=team, document=document)

    walk(audience=audience, age=age).send()

    assert ConsentEvent.objects.get().actor == actor


# --- what is kept with a no ---


@pytest.mark.parametrize(
    ("said_by", "answers"),
    [("adult", {"adult_permission": "refused"}), ("child", {"take_part": "refused"})],
)
def test_no_of_either_leaves_only_a_count(survey, said_by, answers):
    walker = walk(**answers)

    assert walker.path == START + "no-thank-you/counted/"
    assert "We only count how many people say no" in walker.text
    assert "Childline" in walker.text
    assert nothing_is_kept()
    assert walker.cookie == ""
    row = RefusalCount.objects.get()
    assert (row.survey, row.audience, row.said_by, row.people) == (survey, "child", said_by, 1)
    assert row.week.weekday() == 0


def test_child_may_say_no_after_answering_everything(survey):
    walker = walk()

    walker.get(START + "permission-1/")
    walker.fill(take_part="refused")

    assert nothing_is_kept()
    assert RefusalCount.objects.get().said_by == "child"


def test_second_press_of_no_is_counted_once(survey):
    walker = Walker({**CHILD, "take_part": "refused"})
    walker.walk_to("take_part")
    posted = walker.filled()
    cookie = walker.cookie

    walker.client.post(walker.path, posted)
    again = Client()
    again.cookies["survey"] = cookie
    again.post(walker.path, posted)

    assert RefusalCount.objects.get().people == 1


def test_no_of_who_decides_alone_is_not_counted(survey):
    walker = walk(age="13_15", take_part="refused")

    assert walker.path == START + "no-thank-you/"
    assert "We kept nothing." in walker.text
    assert not RefusalCount.objects.exists()
    assert nothing_is_kept()


@pytest.mark.parametrize("age", ["8_11", "13_15", "18"])
def test_not_wanting_the_limits_ends_politely_and_leads_to_help(survey, age):
    walker = walk(age=age, understand_limits="refused")

    assert walker.path == START + "no-thank-you/talk/"
    assert "you can talk to the people below" in walker.text
    assert "Childline" in walker.text
    assert nothing_is_kept()
    assert not RefusalCount.objects.exists()


def test_numbers_grow_by_week_and_person(survey, monkeypatch):
    for day in (date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 9)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        draft = new_draft(survey.published_version())
        keep_draft(draft)
        assert refuse_as("adult", draft)

    counted = RefusalCount.objects.order_by("week").values_list("week", "people")
    assert list(counted) == [(date(2026, 3, 2), 2), (date(2026, 3, 9), 1)]


def refuse_as(said_by, draft):
    return refuse(
        token_hash=token_hash_of(draft.secret),
        version_id=draft.version_id,
        audience="child",
        said_by=said_by,
    )


@pytest.mark.django_db(transaction=True)
def test_everybody_who_says_no_at_once_is_counted(team):
    version = make_survey(organisation=team, document=aged_document()).published_version()
    drafts = [new_draft(version) for _ in range(8)]
    for draft in drafts:
        keep_draft(draft)
    ready = threading.Barrier(len(drafts))

    def say_no(draft):
        ready.wait()
        refuse_as("child", draft)
        connections.close_all()

    threads = [threading.Thread(target=say_no, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert RefusalCount.objects.get().people == len(drafts), connection.vendor
    assert not Draft.objects.exists()

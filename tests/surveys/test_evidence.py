"""The record of permissions is bound event by event: a change made past the triggers shows."""

import pytest
from django.db import connection

from surveys.actions.permissions import change_permission
from surveys.evidence import broken_events_of, mode_of
from surveys.models import Answer, Channel, ConsentEvent, ConsentStatement, Response
from surveys.triggers import create_statements, drop_statements
from tests.factories import give_permission, make_response, make_survey
from tests.surveys.ages import permission
from tests.surveys.documents import whole_document
from tests.surveys.walker import CHILD, Walker


@pytest.fixture
def response(sample_survey):
    Walker(CHILD).send()
    return Response.objects.get()


@pytest.fixture
def unfrozen(db):
    """Take the triggers off, as somebody with the database's own password could."""
    with connection.cursor() as cursor:
        for statement in drop_statements(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in create_statements(connection.vendor):
            cursor.execute(statement)


def test_events_of_a_sending_are_bound(response):
    events = list(response.consent_events.order_by("pk"))

    assert events[0].prev_hash == ""
    assert all(
        after.prev_hash == before.hash for before, after in zip(events, events[1:], strict=False)
    )
    assert all(len(event.hash) == 64 for event in events)
    assert broken_events_of(response) == []


def test_change_of_mind_is_bound_to_what_was_there(response):
    last = response.consent_events.order_by("pk").last()

    change_permission(response=response, key="quote_anon", is_granted=False)

    newest = response.consent_events.order_by("pk").last()
    assert newest.prev_hash == last.hash
    assert (newest.value, newest.actor, newest.mode) == ("withdrawn", "child", "web")
    assert newest.kind == "ethical_permission"
    assert broken_events_of(response) == []


@pytest.mark.parametrize(
    "change",
    [{"value": "refused"}, {"key": "archive"}, {"actor": "parent"}, {"recorded_day": "2020-01-01"}],
)
def test_changed_event_shows(response, unfrozen, change):
    row = response.consent_events.get(key="quote_anon")

    ConsentEvent.objects.filter(pk=row.pk).update(**change)

    assert broken_events_of(response) == [row]


def test_removed_event_shows(response, unfrozen):
    first, second, *_ = response.consent_events.order_by("pk")

    ConsentEvent.objects.filter(pk=first.pk)._raw_delete("default")

    assert second in broken_events_of(response)


def test_events_from_before_there_were_hashes_are_sound(team):
    response = make_response(make_survey(organisation=team), answers={"child_better": "Time"})

    assert broken_events_of(response) == []
    change_permission(response=response, key="quote_anon", is_granted=True)
    assert broken_events_of(response) == []
    late = give_permission(response, "archive", "granted")  # has no hash, and comes after one
    assert broken_events_of(response) == [late]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("link", "web"), ("paper", "paper"), ("phone", "phone"), ("event", "in_person")],
)
def test_mode_follows_the_channel(mode, expected):
    assert mode_of(Channel(mode=mode)) == expected
    assert mode_of(None) == "web"


def test_wording_says_who_approved_it_and_since_when(sample_survey, alice):
    stored = ConsentStatement.objects.all()

    assert stored
    assert all(row.approved_by == alice and row.effective_from for row in stored)


# --- what needs a permission ---


def equality_survey(team):
    document = whole_document()
    document["slug"] = "help-together"
    document["permissions"].append(permission("special_category", ["worker"]))
    document["pages"].append(
        {
            "key": "about",
            "needs": "special_category",
            "questions": [{"key": "group", "type": "short_text", "label": "Your group?"}],
        }
    )
    document["pages"][0]["questions"].append(
        {
            "key": "faith",
            "type": "short_text",
            "label": "Your faith?",
            "needs": "special_category",
        }
    )
    return make_survey(organisation=team, document=document)


WORKER = {
    "audience": "worker",
    "take_part": "granted",
    "quote_anon": "refused",
    "helper": "family",
    "faith": "None",
    "group": "Mixed",
}


def test_refused_permission_leaves_out_what_needs_it(team):
    equality_survey(team)
    walker = Walker({**WORKER, "special_category": "refused"})

    walker.send()

    assert not {"faith", "group"} & set(walker.asked)
    assert not Answer.objects.filter(question__key__in=("faith", "group")).exists()


def test_permission_refused_after_answering_sends_nothing_of_it(team):
    equality_survey(team)
    walker = Walker({**WORKER, "special_category": "granted"})
    walker.walk()
    assert {"faith", "group"} <= set(walker.asked)

    walker.get("/s/help-together/permission-3/")
    walker.fill(special_category="refused")
    walker.send()

    assert not Answer.objects.filter(question__key__in=("faith", "group")).exists()


def test_who_is_never_asked_is_asked_nothing_that_needs_it(team):
    equality_survey(team)
    walker = Walker({**WORKER, "audience": "child"})

    walker.walk()

    assert not {"special_category", "faith", "group"} & set(walker.asked)


def test_permission_taken_back_deletes_what_needed_it_and_nothing_else(team):
    equality_survey(team)
    Walker({**WORKER, "special_category": "granted"}).send()
    response = Response.objects.get()
    before = set(response.answers.values_list("question__key", flat=True))

    change_permission(response=response, key="special_category", is_granted=False)

    after = set(response.answers.values_list("question__key", flat=True))
    assert before - after == {"faith", "group"}
    change_permission(response=response, key="special_category", is_granted=True)
    assert set(response.answers.values_list("question__key", flat=True)) == after

"""The queue of requests for another way to answer."""

import pytest
from django.urls import reverse

from people.models import AccessEvent, AuditEvent
from surveys.actions.asking import Wish, ask_for_way
from surveys.models import WayRequest
from tests.factories import make_survey


URL = reverse("way_list")


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def way(survey):
    wish = Wish("Jo", "07700 900123", "Slowly <b>please</b>")
    return ask_for_way(survey=survey, kind="phone", wish=wish)


def text_of(client):
    page = client.get(URL)
    assert page.status_code == 200
    return page.content.decode()


def test_queue_shows_who_asked_for_what(way, ray, staff_client):
    text = text_of(staff_client(ray))

    assert "Answering by phone" in text and "07700 900123" in text
    assert "Slowly &lt;b&gt;please" in text
    assert 'href="/staff/requests/" aria-current="page"' in text
    assert text.count('aria-current="page"') == 1


def test_every_look_is_recorded(way, ray, staff_client):
    client = staff_client(ray)

    for _ in range(2):
        text_of(client)

    events = AccessEvent.objects.filter(view="way_list")
    assert [(e.actor_id, e.survey_id, e.count) for e in events] == 2 * [
        (str(ray.pk), str(way.survey_id), 1)
    ]


def test_empty_queue_says_so_and_records_nothing(survey, ray, staff_client):
    assert "Nobody is waiting" in text_of(staff_client(ray))
    assert not AccessEvent.objects.exists()


def test_request_is_settled_once(way, ray, staff_client):
    client = staff_client(ray)
    for _ in range(2):
        answer = client.post(reverse("way_settle", args=[way.pk]))
        assert (answer.status_code, answer["Location"]) == (303, URL)

    way.refresh_from_db()
    assert way.done_by == ray
    assert AuditEvent.objects.filter(event="way request settled").count() == 1
    text = text_of(client)
    assert "Nobody is waiting" in text and "Done on" in text and "Mark as done" not in text


def test_request_is_deleted_when_its_writer_asks(way, ray, staff_client):
    staff_client(ray).post(reverse("way_delete", args=[way.pk]))

    assert not WayRequest.objects.exists()
    event = AuditEvent.objects.get(event="way request deleted")
    assert (event.actor_id, event.detail) == (str(ray.pk), {})


def test_another_teams_requests_are_not_shown(way, carol, staff_client):
    text = text_of(staff_client(carol))

    assert "07700" not in text
    assert staff_client(carol).post(reverse("way_delete", args=[way.pk])).status_code == 404
    assert WayRequest.objects.exists()


@pytest.mark.parametrize("name", ["way_settle", "way_delete"])
def test_looking_changes_nothing(way, ray, staff_client, name):
    assert staff_client(ray).get(reverse(name, args=[way.pk])).status_code == 405


@pytest.mark.parametrize("many", [3, 30])
def test_queries_do_not_grow_with_the_queue(
    survey, ray, staff_client, many, django_assert_max_num_queries
):
    for number in range(many):
        ask_for_way(survey=survey, kind="bsl", wish=Wish(f"{number}", "a@example.org", ""))
    client = staff_client(ray)

    # The person: session, user, memberships, authenticators (6); the requests; the record (3).
    with django_assert_max_num_queries(12):
        text_of(client)

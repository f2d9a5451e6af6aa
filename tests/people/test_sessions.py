"""A staff session ends after 30 idle minutes and after 12 hours, whatever happens."""

from datetime import timedelta

import time_machine
from django.utils import timezone


def opens(client):
    return client.get("/accounts/2fa/").status_code == 200


def at(start, **later):
    return time_machine.travel(start + timedelta(**later), tick=False)


def test_session_stays_for_somebody_at_work(ray, staff_client):
    start = timezone.now()
    with at(start):
        client = staff_client(ray)
        assert opens(client)

    for minutes in range(25, 12 * 60, 25):
        with at(start, minutes=minutes):
            assert opens(client), minutes


def test_session_ends_after_thirty_idle_minutes(ray, staff_client):
    start = timezone.now()
    with at(start):
        client = staff_client(ray)
        assert opens(client)

    with at(start, minutes=30):
        assert not opens(client)
    with at(start, minutes=31):
        assert not opens(client)


def test_session_ends_after_twelve_hours_of_work(ray, staff_client):
    start = timezone.now()
    with at(start):
        client = staff_client(ray)
    for minutes in range(0, 12 * 60, 20):
        with at(start, minutes=minutes):
            assert opens(client)

    with at(start, hours=12):
        assert not opens(client)


def test_busy_minute_writes_the_session_once(ray, staff_client):
    start = timezone.now()
    with at(start):
        client = staff_client(ray)
        assert opens(client)
    with at(start, seconds=59):
        before = client.session["seen_at"]
        assert opens(client)

        assert client.session["seen_at"] == before


def test_respondents_get_no_session(client, db):
    response = client.get("/accounts/login/")

    assert "staff" not in response.cookies

"""What is typed stands in the answers and nowhere else: tables, mail, log (PRV-01, PRV-04)."""

import io
import logging

import pytest
from django.db import connection

from consult.reporting import QuietFormatter
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Draft, Response
from tests.faults.browser import walk_to_check
from tests.privacy.canary import ALLOWED_TABLES, Canaries, ClientBrowser


HEADERS = ("User-Agent", "Referer", "X-Forwarded-For", "Accept-Language")
AUDIENCES = ("child", "young_person", "parent", "practitioner")


@pytest.fixture
def log(monkeypatch):
    """What the site's own log handlers write, in the form they write it."""
    written = io.StringIO()
    loggers = [logging.getLogger(), logging.getLogger("django")]
    handlers = [handler for logger in loggers for handler in logger.handlers]
    for handler in handlers:
        if isinstance(handler.formatter, QuietFormatter):
            monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture
def canaries():
    return Canaries()


@pytest.fixture
def person(client, canaries, sample_survey):
    headers = {name: canaries.word(name) for name in HEADERS}
    client.raise_request_exception = False
    return ClientBrowser(client, canaries, headers=headers)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_answers_stand_in_their_table_only(person, canaries, audience, mailoutbox, log):
    page = walk_to_check(person, {"audience": audience})
    assert canaries.found_in_tables() == {}  # not sent yet: unreadable
    assert Draft.objects.count() == 1

    thanks = person.submit(page, {})

    assert thanks.receipt
    found = canaries.found_in_tables()
    assert set(found) == ALLOWED_TABLES[connection.vendor]
    typed = set(canaries.by_word.values()) - set(HEADERS)
    assert set(found["surveys_answer"]) == typed
    assert len(typed) >= 2
    assert Draft.objects.count() == 0
    assert mailoutbox == []
    assert canaries.found_in(log.getvalue()) == []


def test_a_withdrawal_leaves_no_word(person, canaries):
    thanks = person.submit(walk_to_check(person, {}), {})

    withdraw_response(receipt=thanks.receipt)

    assert canaries.found_in_tables() == {}


def test_leaving_leaves_no_word(person, canaries):
    walk_to_check(person, {})

    person._request("GET", "/leave/", None)

    assert Draft.objects.count() == 0
    assert canaries.found_in_tables() == {}


def test_a_fault_while_storing_says_nothing_and_stores_nothing(
    person, canaries, monkeypatch, log, mailoutbox
):
    page = walk_to_check(person, {})

    def explode(row, path):
        raise RuntimeError(f"could not store {path.answers}")

    monkeypatch.setattr("surveys.actions.response._store_consent", explode)
    failed = person.submit(page, {})

    assert failed.status == 500
    assert canaries.found_in(failed.body) == []
    assert canaries.found_in_tables() == {}
    assert "RuntimeError" in log.getvalue()
    assert canaries.found_in(log.getvalue()) == []
    assert mailoutbox == []
    monkeypatch.undo()
    assert person.submit(page, {}).receipt  # and the person can still send


def test_a_second_sending_meets_the_first_without_a_word(person, canaries, client, log):
    page = walk_to_check(person, {})
    key = client.cookies["survey"].value
    first = person.submit(page, {})
    client.cookies["survey"] = key

    second = person.submit(page, {})

    assert second.receipt == first.receipt
    assert Response.objects.count() == 1
    assert canaries.found_in(log.getvalue()) == []


@pytest.mark.parametrize(
    "path",
    [
        "/s/{}/",
        "/{}/",
        "/s/help-together/{}/",
        "/s/help-together/thanks/{}/",
        "/j/{}/",
        "/s/help-together/?via={}",
        "/accounts/login/?next=/{}",
    ],
)
def test_addresses_are_not_kept(person, canaries, path, log):
    person.get(path.format(canaries.word("address")))

    assert canaries.found_in_tables() == {}
    assert canaries.found_in(log.getvalue()) == []


def test_a_wrong_code_and_a_wrong_log_in_are_not_kept(person, canaries, log):
    person.submit(person.get("/withdraw/"), {})
    person.submit(person.get("/accounts/login/"), {})

    found = canaries.found_in_tables()
    assert "password" not in {place for places in found.values() for place in places}
    assert "code" not in {place for places in found.values() for place in places}
    assert canaries.found_in(log.getvalue()) == []

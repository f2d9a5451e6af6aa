"""Another process holds SQLite's write lock: people wait, then are told, and lose nothing."""

import sqlite3
import threading
import time
import uuid
from contextlib import closing, contextmanager

import pytest

from tests.faults.browser import Browser, walk_to_check
from tests.faults.ledger import judge, read_stored
from tests.faults.server import Server
from tests.faults.storm import new_person


# The site waits 20 seconds for the lock (consult/settings.py); a browser waits longer than that.
PATIENCE = 60
SHORT_HOLD, SITE_WAITS = 5, 20

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def server():
    with Server("sqlite") as running:
        yield running


@contextmanager
def write_lock(server):
    connection = sqlite3.connect(server.database_file, isolation_level=None, timeout=20)
    with closing(connection):
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def person(server):
    marker = uuid.uuid4().hex
    answers, stored = new_person(marker)
    browser = Browser(server.port, timeout=PATIENCE)
    return marker, answers, stored, browser


def test_a_short_lock_is_waited_for(server):
    marker, answers, stored, browser = person(server)
    page = walk_to_check(browser, answers)
    pages = []

    with write_lock(server):
        sending = threading.Thread(target=lambda: pages.append(browser.submit(page, {})))
        sending.start()
        time.sleep(SHORT_HOLD)
    sending.join(PATIENCE)

    assert_sent_once(server, marker, stored, pages[0])


def test_a_long_lock_shows_a_page_that_keeps_the_words(server):
    marker, answers, stored, browser = person(server)
    walk_to_check(browser, answers)
    words = f'marker-{marker} typed <while> it was "locked" & kept'
    page = browser.get("/s/help-together/page-2/")

    with write_lock(server):
        started = time.monotonic()
        busy = browser.submit(page, answers | {"child_better": words})
        waited = time.monotonic() - started

    assert busy.status == 503
    assert waited >= SITE_WAITS * 0.9
    assert words in busy.form.texts.values()
    again = browser.submit(busy, {})  # the busy page's own button
    assert again.path.endswith("/check/")
    thanks = browser.submit(again, {})
    assert_sent_once(server, marker, stored | {"child_better": words}, thanks)


def test_a_long_lock_at_the_last_step_can_be_tried_again(server):
    marker, answers, stored, browser = person(server)
    page = walk_to_check(browser, answers)

    with write_lock(server):
        busy = browser.submit(page, {})

    assert busy.status == 503
    assert_sent_once(server, marker, stored, browser.submit(busy, {}))


def assert_sent_once(server, marker, stored, page):
    assert page.receipt, f"{page.status} {page.path}"
    rows = [row for row in read_stored(server) if row.marker == marker]
    verdict = judge(attempts={marker: stored}, acks={marker: [page.receipt]}, stored=rows)
    assert verdict.faults == {}

"""The line breaks between storing and thanking, a finger slips, somebody goes back."""

import socket
import threading
import uuid
from urllib.parse import urlencode

import pytest

from tests.faults.browser import Browser, walk_to_check
from tests.faults.ledger import judge, read_stored
from tests.faults.server import Server
from tests.faults.storm import new_person


CUT_AFTER_BYTES = (0, 1, 15, 120, 1_000_000)
TWICE_AT_ONCE = 5

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request):
    with Server(request.param) as running:
        yield running


def ready_to_send(server):
    marker = uuid.uuid4().hex
    answers, stored = new_person(marker)
    browser = Browser(server.port, timeout=30)
    return marker, stored, browser, walk_to_check(browser, answers)


def post_and_hang_up(browser, page, *, after):
    """Post the last form, read that many bytes of the reply, and drop the line."""
    body = urlencode(page.form.filled({})).encode()
    headers = browser.headers_for("POST") | {"Content-Length": str(len(body))}
    lines = [f"POST {page.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
    with socket.create_connection(("127.0.0.1", browser.port), timeout=30) as line:
        line.sendall("\r\n".join(lines).encode() + body)
        if after:
            line.recv(after)


def verdict_on(server, sent, receipts):
    stored = [row for row in read_stored(server) if row.marker in sent]
    return judge(attempts=sent, acks=receipts, stored=stored)


def test_a_cut_reply_leads_to_the_same_receipt_and_one_row(server):
    sent, receipts = {}, {}
    for after in CUT_AFTER_BYTES:
        marker, stored, browser, page = ready_to_send(server)
        sent[marker] = stored

        post_and_hang_up(browser, page, after=after)
        # The cookie is still there, because the reply that takes it away never arrived.
        cookies = dict(browser.cookies)
        first = browser.submit(page, {})
        browser.cookies = cookies
        second = browser.submit(page, {})

        receipts[marker] = [first.receipt, second.receipt]

    verdict = verdict_on(server, sent, receipts)
    assert verdict.faults == {}
    assert all(given[0] for given in receipts.values())


def test_two_presses_at_once_are_one_person(server):
    sent, receipts = {}, {}
    for _time in range(TWICE_AT_ONCE):
        marker, stored, browser, page = ready_to_send(server)
        sent[marker] = stored
        receipts[marker] = press_twice(browser, page)

    assert verdict_on(server, sent, receipts).faults == {}


def press_twice(browser, page):
    barrier, pages = threading.Barrier(2), []

    def press():
        finger = Browser(browser.port, timeout=30)
        finger.cookies = dict(browser.cookies)
        barrier.wait()
        pages.append(finger.submit(page, {}))

    fingers = [threading.Thread(target=press) for _finger in range(2)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join(60)
    assert [each.status for each in pages] == [200, 200]
    return [each.receipt for each in pages]


def test_going_back_and_changing_leaves_only_the_last_answer(server):
    marker, stored, browser, page = ready_to_send(server)
    changed = {"helper": "family", "child_better": f"marker-{marker} second thoughts"}

    for step in ("page-1", "page-2"):
        page = browser.submit(browser.get(f"/s/help-together/{step}/"), changed)
    assert page.path.endswith("/check/")
    receipt = browser.submit(page, {}).receipt

    stored |= {"helper": "My family", "child_better": changed["child_better"]}
    assert verdict_on(server, {marker: stored}, {marker: [receipt]}).faults == {}

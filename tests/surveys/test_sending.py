"""Sending once, twice, too late, from elsewhere, too much: nothing is lost, doubled or revived."""

import base64
import json
import sqlite3
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client

from surveys.actions.survey import create_survey, open_survey, publish_version
from surveys.actions.withdrawal import withdraw_response
from surveys.drafts import token_hash_of
from surveys.models import Answer, Draft, Erasure, Response
from tests.surveys.walker import CHILD, PRACTITIONER, START, Walker


CHECK = {"survey-current_step": "check"}
COOKIE = "survey"


@pytest.fixture
def walker(sample_survey):
    """Somebody at the last page, about to send."""
    walker = Walker(CHILD)
    walker.walk()
    return walker


def secret_of(walker):
    return base64.urlsafe_b64decode(walker.cookie)


def restored(row):
    """Put a draft's row back, as a back-up or a second server would have it."""
    Draft.objects.create(**row)


# --- twice (IDM-01) ---


def test_second_press_shows_the_same_receipt_and_makes_no_row(walker):
    cookie = walker.cookie
    walker.fill()
    first = walker.receipt

    walker.client.cookies[COOKIE] = cookie
    walker.page = walker.client.post(START + "check/", CHECK, follow=True)

    assert walker.receipt == first
    assert Response.objects.count() == 1


def test_two_tabs_with_different_answers_keep_the_first_and_say_so(walker):
    cookie, row = walker.cookie, Draft.objects.values().get()
    walker.fill()
    first = walker.receipt

    restored(row)
    walker.client.cookies[COOKIE] = cookie
    walker.go_back_to("child_good")
    walker.fill(child_good="Something else altogether")
    walker.fill()

    assert walker.receipt == first
    assert "You had already sent this survey" in walker.text
    assert Response.objects.count() == 1
    assert not Answer.objects.filter(text="Something else altogether").exists()


def test_same_answers_sent_again_say_nothing_of_it(walker):
    cookie, row = walker.cookie, Draft.objects.values().get()
    walker.fill()

    restored(row)
    walker.client.cookies[COOKIE] = cookie
    walker.page = walker.client.post(START + "check/", CHECK, follow=True)

    assert "You had already sent this survey" not in walker.text
    assert Response.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.fixture
def several_connections(transactional_db, tmp_path, monkeypatch):
    """Let threads use the database as processes do: SQLite's tests run in memory, so in a file."""
    path = tmp_path / "copy.sqlite3"

    def share():
        if connection.vendor != "sqlite":
            return
        connection.ensure_connection()
        copy = sqlite3.connect(path)
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    return share


def in_thread(found, act):
    def run():
        try:
            found.append(act())
        finally:
            connections.close_all()

    return Thread(target=run)


def test_two_presses_at_the_same_moment(several_connections, walker):
    several_connections()
    barrier = Barrier(2)
    receipts, counts = [], []

    def press():
        other = Walker(client=Client())
        other.client.cookies[COOKIE] = walker.cookie
        barrier.wait(timeout=10)
        other.page = other.client.post(START + "check/", CHECK, follow=True)
        return other.receipt

    presses = [in_thread(receipts, press) for _ in range(2)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(timeout=30)
    look = in_thread(counts, lambda: (Response.objects.count(), Draft.objects.count()))
    look.start()
    look.join(timeout=30)

    assert len(receipts) == 2
    assert len(set(receipts)) == 1
    assert counts == [(1, 0)]


# --- late (IDM-06) ---


def test_away_for_25_hours_at_the_last_step(sample_survey, time_machine):
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)
    walker = Walker(CHILD)
    walker.walk()
    time_machine.move_to("2026-03-03 11:00 +0000", tick=False)

    walker.fill()
    assert walker.page.status_code == 200
    assert "You were away for a while" in walker.text
    assert CHILD["child_better"] in walker.text
    assert not Response.objects.exists()

    walker.fill()
    assert walker.receipt
    assert Response.objects.get().received_day.isoformat() == "2026-03-03"


def test_away_for_25_hours_in_the_middle(sample_survey, time_machine):
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)
    walker = Walker(CHILD)
    walker.walk_to("child_good")
    time_machine.move_to("2026-03-03 11:00 +0000", tick=False)

    walker.send()

    assert Answer.objects.filter(text=CHILD["child_good"]).exists()


# --- another cookie, no row, taken back (IDM-07) ---


def flipped(cookie):
    content = bytearray(base64.urlsafe_b64decode(cookie))
    content[5] ^= 1
    return base64.urlsafe_b64encode(bytes(content)).decode()


@pytest.mark.parametrize(
    "broken",
    [
        flipped,
        lambda _: "",
        lambda _: "x" * 44,
        lambda _: "é=",
        lambda cookie: cookie[:-4],
        lambda _: "A" * 5000,
    ],
)
def test_broken_cookie_is_no_fault_and_opens_nothing(walker, broken):
    walker.client.cookies[COOKIE] = broken(walker.cookie)

    looked = walker.client.get(START + "check/")
    sent = walker.client.post(START + "check/", CHECK)

    assert looked.status_code == 302
    assert sent.status_code == 409
    assert not Response.objects.exists()


def test_damaged_row_counts_as_none(walker):
    row = Draft.objects.get()
    content = bytearray(row.ciphertext)
    content[-1] ^= 1
    Draft.objects.update(ciphertext=bytes(content))

    assert walker.client.get(START + "check/").status_code == 302
    assert walker.client.post(START + "check/", CHECK).status_code == 409


def test_row_of_another_person_under_this_key_counts_as_none(walker):
    other = Walker(CHILD)
    other.walk()
    theirs = Draft.objects.get(pk=token_hash_of(secret_of(other)))
    Draft.objects.filter(pk=token_hash_of(secret_of(walker))).update(ciphertext=theirs.ciphertext)

    assert walker.client.post(START + "check/", CHECK).status_code == 409


def test_draft_of_one_survey_opens_no_other(walker, team, alice, sample_document):
    from_other = make_other_survey(team, alice, sample_document)

    looked = walker.client.get(f"/s/{from_other}/check/")
    sent = walker.client.post(f"/s/{from_other}/check/", CHECK)

    assert looked["Location"] == f"/s/{from_other}/"
    assert sent.status_code == 409
    assert not Response.objects.exists()


def make_other_survey(team, alice, document):
    from_document = {**document, "slug": "other-one"}
    survey = create_survey(organisation=team, slug="other-one", title="Other", by=alice)
    publish_version(survey=survey, document=from_document, by=alice)
    open_survey(survey=survey, by=alice)
    return "other-one"


def test_words_are_kept_on_the_page_when_the_draft_is_gone(sample_survey):
    walker = Walker(CHILD)
    walker.walk_to("child_good")
    posted = walker.filled(child_good="She <b>listened</b>\r\nto me & my brother")
    Draft.objects.all().delete()

    walker.page = walker.client.post(walker.path, posted)

    assert walker.page.status_code == 409
    assert "This page can no longer be sent" in walker.text
    assert "She &lt;b&gt;listened&lt;/b&gt;<br>to me &amp; my brother" in walker.text


def test_one_word_is_kept_too_and_no_code_of_a_choice(sample_survey):
    walker = Walker(PRACTITIONER)
    walker.walk_to("practitioner_role_other")
    role = walker.filled(practitioner_role_other="steadfast")
    choice = Walker(CHILD)
    choice.walk_to("child_help_type")
    posted = choice.filled(child_help_type="typed")
    Draft.objects.all().delete()

    walker.page = walker.client.post(walker.path, role)
    choice.page = choice.client.post(choice.path, posted)

    assert "<bdi>steadfast</bdi>" in walker.text
    assert "<bdi>I like Fridays</bdi>" in choice.text
    assert "<bdi>typed</bdi>" not in choice.text


def test_taken_back_is_never_brought_back(walker):
    cookie, row = walker.cookie, Draft.objects.values().get()
    walker.fill()
    withdraw_response(receipt=walker.receipt)

    walker.client.cookies[COOKIE] = cookie
    assert walker.client.post(START + "check/", CHECK).status_code == 409
    restored(row)
    walker.client.cookies[COOKIE] = cookie
    answer = walker.client.post(START + "check/", CHECK)

    assert answer.status_code == 409
    assert not Response.objects.exists()
    assert not Answer.objects.exists()
    assert not Draft.objects.exists()


def test_taken_back_while_it_is_being_sent_again(walker, monkeypatch):
    """The erasure comes between the look at the draft and the row: nothing new is stored."""
    cookie, row = walker.cookie, Draft.objects.values().get()
    walker.fill()
    restored(row)
    walker.client.cookies[COOKIE] = cookie
    first = Response.objects.get()
    insert = Response.objects.bulk_create

    def late_insert(rows, **options):
        Erasure.objects.create(
            receipt_hmac=first.receipt_hmac, survey=first.survey, day=first.received_day
        )
        Response.objects.get().delete()
        return insert(rows, **options)

    monkeypatch.setattr(Response.objects, "bulk_create", late_insert)
    answer = walker.client.post(START + "check/", CHECK)

    assert answer.status_code == 409
    # All of this transaction is undone, the erasure too: only the first row is there.
    assert [response.pk for response in Response.objects.all()] == [first.pk]


# --- the thank-you page (IDM-05) ---


def test_thank_you_again_and_the_next_day(sample_survey, time_machine):
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)
    walker = Walker(CHILD)
    walker.send()
    path, receipt = walker.path, walker.receipt
    assert receipt not in path

    for _ in range(2):
        assert receipt in walker.get(path).content.decode()
    time_machine.move_to("2026-03-02 10:46 +0000", tick=False)
    walker.get(path)

    assert walker.page.status_code == 200
    assert receipt not in walker.text
    assert "This page has closed" in walker.text
    assert Response.objects.count() == 1
    assert not Draft.objects.exists()


def test_thank_you_after_a_version_without_that_audience(
    sample_survey, sample_document, alice, client
):
    walker = Walker(PRACTITIONER)
    walker.send()
    publish_version(survey=sample_survey, document=without_practitioners(sample_document), by=alice)

    assert walker.receipt in client.get(walker.path).content.decode()


def without_practitioners(document):
    data = json.loads(json.dumps(document))
    data["audiences"] = [each for each in data["audiences"] if each["key"] != "practitioner"]
    data["minutes"].pop("practitioner")
    for holder in (data, *data["pages"]):
        for name in {"permissions", "pages", "questions"} & set(holder):
            holder[name] = _for_others(holder[name])
    return _without_wording(data, "practitioner")


def _for_others(entries):
    """Return the pages or questions that somebody else is asked too."""
    kept = [each for each in entries if each.get("audiences") != ["practitioner"]]
    for each in kept:
        if "audiences" in each:
            each["audiences"] = [name for name in each["audiences"] if name != "practitioner"]
    return kept


def _without_wording(node, key):
    if isinstance(node, dict):
        return {k: _without_wording(v, key) for k, v in node.items() if k != key}
    return [_without_wording(each, key) for each in node] if isinstance(node, list) else node


def test_draft_goes_on_with_the_version_it_was_begun_on(sample_survey, sample_document, alice):
    walker = Walker(PRACTITIONER)
    walker.walk_to("practitioner_good")
    publish_version(survey=sample_survey, document=without_practitioners(sample_document), by=alice)

    walker.send()

    assert Response.objects.get().version.number == 1
    assert Response.objects.get().audience == "practitioner"


# --- from elsewhere ---


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({}, 303),
    ],
)
def test_post_from_another_site_is_refused(walker, headers, status):
    begun = Client().post(START, headers=headers)
    sent = walker.client.post(START + "check/", CHECK, headers=headers)
    withdrawn = walker.client.post("/withdraw/", {"code": "x"}, headers=headers)

    assert (begun.status_code, sent.status_code) == (status, status)
    assert withdrawn.status_code == (403 if status == 403 else 200)
    assert Response.objects.count() == (0 if status == 403 else 1)

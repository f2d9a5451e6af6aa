"""A person sees what they gave, changes what they allow, keeps a copy, and deletes it all."""

import csv
import io
import secrets

import pytest
from django.core.management import call_command
from django.utils import timezone

from surveys.actions.imports import _secret_for, receipt_of_imported
from surveys.actions.permissions import change_permission
from surveys.actions.response import find_submission
from surveys.actions.withdrawal import NOT_FOUND
from surveys.importing import person_of
from surveys.models import Answer, ConsentEvent, Erasure, Purpose, Response
from surveys.own_answers import MINUTES, answers_token, csv_of
from surveys.receipts import (
    older_receipt_for,
    receipt_for,
    receipt_hmac_of,
    submission_key_for,
)
from surveys.tries import EACH, TOO_MANY, TRIES, Tries
from tests.surveys.walker import CHILD, PARENT, PERMISSIONS, Walker


pytestmark = pytest.mark.usefixtures("sample_survey", "_fresh_tries")
ASKED = sum(key in CHILD for key in PERMISSIONS)


@pytest.fixture
def _fresh_tries():
    TRIES.forget()
    yield
    TRIES.forget()


@pytest.fixture
def receipt():
    walker = Walker(CHILD)
    walker.send()
    return walker.receipt


def see(client, code):
    return client.post("/my-answers/", {"code": code}, follow=True)


def allow(client, code, key, value):
    place = see(client, code).request["PATH_INFO"]
    return client.post(f"{place}allow/{key}/", {key: value}, follow=True)


def rows_of(page, name):
    return {row["key"]: row["value"] for row in page.context[name]}


# --- seeing ---


def test_page_holds_the_persons_own_words_and_every_permission(client, receipt):
    page = see(client, receipt.upper().replace(" ", ", "))

    assert CHILD["child_better"] in page.content.decode()
    assert CHILD["child_good"] in rows_of(page, "answers").values()
    assert len(page.context["permissions"]) == ASKED
    assert page["Cache-Control"] == "no-store"


def test_code_is_in_no_address_and_no_cookie_stays(client, receipt):
    asked = client.post("/my-answers/", {"code": receipt})

    assert asked.status_code == 303
    assert not any(word in asked["Location"] for word in receipt.split())
    assert not asked.cookies
    assert not client.get(asked["Location"]).cookies
    assert client.get(asked["Location"]).status_code == 200  # a reload shows it again


def test_older_code_is_found(client, receipt):
    older = older_receipt_for(b"o" * 32)
    Response.objects.update(receipt_hmac=receipt_hmac_of(older))

    assert CHILD["child_better"] in see(client, older.lower()).content.decode()


def test_retry_of_a_sending_from_before_shows_the_older_code(sample_survey, receipt):
    secret = b"o" * 32
    older = older_receipt_for(secret)
    Response.objects.update(
        submission_key=submission_key_for(secret), receipt_hmac=receipt_hmac_of(older)
    )

    assert find_submission(survey=sample_survey, secret=secret).receipt == older


def test_imported_person_is_found_under_either_code(sample_survey, receipt):
    secret = _secret_for(person_of("1"), sample_survey.pk)

    for code in (older_receipt_for(secret), receipt_for(secret)):
        Response.objects.update(receipt_hmac=receipt_hmac_of(code))
        assert receipt_of_imported(survey=sample_survey, identifier="1") == code


def test_what_was_taken_back_under_an_older_code_never_comes_back(sample_survey, monkeypatch):
    older = older_receipt_for(b"o" * 32)
    monkeypatch.setattr("surveys.receipts.older_receipt_for", lambda secret: older)
    Erasure.objects.create(
        receipt_hmac=receipt_hmac_of(older), survey=sample_survey, day=timezone.localdate()
    )

    Walker(CHILD).send()

    assert Response.objects.count() == 0


def test_nobody_elses_answers_are_shown(client, receipt):
    other = Walker(PARENT)
    other.send()

    text = see(client, receipt).content.decode()

    assert PARENT["parent_good"] not in text


def test_page_is_over_after_a_while(client, receipt, monkeypatch):
    place = see(client, receipt).request["PATH_INFO"]
    later = timezone.now() + timezone.timedelta(minutes=MINUTES, seconds=2)
    monkeypatch.setattr("surveys.own_answers.timezone.now", lambda: later)

    text = client.get(place).content.decode()

    assert "Type your code to go on" in text
    assert CHILD["child_better"] not in text


@pytest.mark.parametrize("token", ["none", "A" * 60, "é"])
@pytest.mark.parametrize("rest", ["", "allow/quote_anon/", "delete/", "copy/csv/"])
def test_forged_token_shows_nothing_and_does_nothing(client, receipt, token, rest):
    page = client.get(f"/my-answers/{token}/{rest}")
    client.post(f"/my-answers/{token}/{rest}", {"quote_anon": "refused"})

    assert "Type your code to go on" in page.content.decode()
    assert Response.objects.count() == 1
    assert ConsentEvent.objects.count() == ASKED


def test_post_from_another_site_is_refused(client, receipt):
    place = see(client, receipt).request["PATH_INFO"]

    for rest in ("delete/", "allow/quote_anon/"):
        headers = {"Sec-Fetch-Site": "cross-site"}
        posted = client.post(place + rest, {"quote_anon": "refused"}, headers=headers)
        assert posted.status_code == 403
    assert Response.objects.count() == 1
    assert ConsentEvent.objects.count() == ASKED


# --- permissions ---


def test_permission_taken_back_closes_the_door_at_once(client, receipt):
    before = Answer.objects.for_purpose(Purpose.QUOTE).count()

    allow(client, receipt, "quote_anon", "refused")

    assert before > 0
    assert Answer.objects.for_purpose(Purpose.QUOTE).count() == 0
    assert Answer.objects.for_purpose(Purpose.ANALYSIS).count() == before


def test_permission_given_opens_it_and_can_go_to_and_fro(client):
    parent = Walker(PARENT)
    parent.send()
    receipt = parent.receipt
    for value, found in (("granted", 1), ("refused", 0), ("granted", 1)):
        allow(client, receipt, "share_local", value)
        readable = Answer.objects.for_purpose(Purpose.PARTNER_SUMMARY)
        assert readable.values("response").distinct().count() == found

    events = ConsentEvent.objects.filter(key="share_local").order_by("sequence")
    assert [event.value for event in events] == ["refused", "granted", "withdrawn", "granted"]
    assert [event.sequence for event in events] == [1, 2, 3, 4]


def test_event_keeps_the_words_that_were_shown(client, receipt):
    first = ConsentEvent.objects.get(key="quote_anon")
    place = see(client, receipt).request["PATH_INFO"]
    shown = client.get(f"{place}allow/quote_anon/").context["form"].fields["quote_anon"]

    allow(client, receipt, "quote_anon", "refused")

    second = ConsentEvent.objects.get(key="quote_anon", sequence=2)
    assert second.statement_id == first.statement_id
    parts = [shown.label, shown.hint, *(label for _code, label in shown.choices)]
    assert second.statement.text == "\n".join(str(part) for part in parts if part)
    assert ConsentEvent.objects.get(pk=first.pk).value == "granted"


def test_same_answer_twice_is_one_event(client, receipt):
    for _press in range(2):
        allow(client, receipt, "quote_anon", "refused")

    assert ConsentEvent.objects.filter(key="quote_anon").count() == 2


def test_neither_yes_nor_no_is_chosen_and_none_is_asked_for(client, receipt):
    place = see(client, receipt).request["PATH_INFO"]

    asked = client.get(f"{place}allow/quote_anon/")
    empty = client.post(f"{place}allow/quote_anon/", {})

    assert "checked" not in asked.content.decode()
    assert empty.status_code == 200
    assert ConsentEvent.objects.count() == ASKED


@pytest.mark.parametrize("key", ["child_better", "nothing"])
def test_what_is_no_permission_is_not_found(client, receipt, key):
    place = see(client, receipt).request["PATH_INFO"]

    assert client.post(f"{place}allow/{key}/", {key: "refused"}).status_code == 404


def test_no_to_taking_part_asks_once_more_and_deletes(client, receipt):
    page = allow(client, receipt, "take_part", "refused")
    assert "Delete everything you told us?" in page.content.decode()
    assert Response.objects.count() == 1

    done = client.post(page.request["PATH_INFO"], follow=True)

    assert "Your answers are deleted" in done.content.decode()
    assert Response.objects.count() == Answer.objects.count() == ConsentEvent.objects.count() == 0
    assert see(client, receipt).context["form"].errors["code"] == [str(NOT_FOUND)]


def test_a_follower_that_fails_changes_nothing(monkeypatch, receipt):
    def fail(*, response):
        raise RuntimeError("disk full")

    monkeypatch.setattr("surveys.actions.permissions._FOLLOWERS", [fail])

    with pytest.raises(RuntimeError):
        change_permission(response=Response.objects.get(), key="quote_anon", is_granted=False)
    assert ConsentEvent.objects.count() == ASKED


# --- a copy ---


def test_copy_as_a_table_holds_everything(client, receipt):
    place = see(client, receipt).request["PATH_INFO"]

    made = client.get(f"{place}copy/csv/")

    assert made["Content-Disposition"] == 'attachment; filename="my-answers.csv"'
    rows = list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"))))
    assert CHILD["child_better"] in [answer for _question, answer in rows]
    assert len(rows) == 1 + ASKED + Answer.objects.count()


def test_copy_as_a_page_holds_the_words_and_runs_nothing(client):
    walker = Walker({**CHILD, "child_better": "<script>alert(1)</script>"})
    walker.send()
    place = see(client, walker.receipt).request["PATH_INFO"]

    text = client.get(f"{place}copy/html/").content.decode()

    assert "&lt;script&gt;" in text
    assert "<script" not in text
    assert client.get(f"{place}copy/exe/").status_code == 404


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_typed_becomes_a_formula(start):
    assert csv_of([("How?", f"{start}1+1")]) == f"How?,'{start}1+1\r\n"


# --- trying codes ---


@pytest.mark.parametrize("place", ["/my-answers/", "/withdraw/"])
def test_wrong_codes_are_limited_and_right_ones_cost_nothing(client, receipt, place):
    for _try in range(EACH[0] + 5):
        see(client, receipt)
        client.post(place, {"code": "hello"})
    for _try in range(EACH[0]):
        page = client.post(place, {"code": receipt_for(secrets.token_bytes(32))})
        assert page.context["form"].errors["code"] == [str(NOT_FOUND)]

    for code in (receipt, receipt_for(secrets.token_bytes(32))):
        page = client.post(place, {"code": code})
        assert page.context["form"].errors["code"] == [str(TOO_MANY)]
    assert Response.objects.count() == 1


def refused(tries, address):
    try:
        tries.check(address)
    except Exception as error:  # noqa: BLE001
        return getattr(error, "code", "") == "too_many_tries"
    return False


def test_limit_of_one_address_is_not_another_and_goes_with_time():
    now = [0.0]
    tries = Tries(each=(2, 1 / 60), together=(3, 1.0), clock=lambda: now[0])
    for _wrong in range(2):
        tries.count_wrong("a")

    assert refused(tries, "a")
    assert not refused(tries, "b")
    now[0] = 60.0
    assert not refused(tries, "a")


def test_limit_of_all_together_holds_for_new_addresses():
    tries = Tries(each=(2, 1 / 60), together=(3, 0), clock=lambda: 0.0)
    for address in "abc":
        tries.count_wrong(address)

    assert refused(tries, "d")


def test_no_address_is_kept():
    tries = Tries()
    tries.count_wrong("192.0.2.77")

    assert "192.0.2.77" not in repr(vars(tries))


def test_token_fits_into_an_address():
    words = " ".join(["anything"] * 9)

    assert len(answers_token(words)) < 300


# --- by command ---


@pytest.mark.parametrize("is_quoted", [True, False])
def test_command_takes_the_words_quoted_or_not(receipt, is_quoted):
    call_command("withdraw", *([receipt] if is_quoted else receipt.split()), stdout=io.StringIO())

    assert Response.objects.count() == 0

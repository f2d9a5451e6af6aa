"""Taking answers back: at once, from every table; and the wordings that people agreed to."""

import hashlib
import secrets

import pytest
from django.db import connection

from surveys.actions.survey import publish_version
from surveys.actions.withdrawal import NOT_FOUND, withdraw_response
from surveys.definition import parse_document
from surveys.models import Answer, ConsentEvent, ConsentStatement, Draft, Erasure, Response
from surveys.receipts import receipt_for
from surveys.statements import wording_of
from surveys.wording import Reader
from tests.surveys.walker import CHILD, PARENT, PERMISSIONS, Walker


pytestmark = pytest.mark.usefixtures("sample_survey")
MARKER = "quetzal-7f3a9c"
LOST = "their own words"


def sent(journey=CHILD, **answers):
    walker = Walker({**journey, **answers})
    walker.send()
    return walker.receipt


def tables():
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def tables_with(needle):
    """Return every table in which `needle` stands, in any column."""
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [[_readable(cell) for cell in row] for row in cursor.fetchall()]
            if needle in repr(rows):
                found.append(table)
    return found


def _readable(cell):
    return bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)


def take_back(client, code):
    return client.post("/withdraw/", {"code": code}, follow=True)


def test_nothing_is_left_in_any_table(client):
    code = sent(child_better=f"Ask me {MARKER}", child_anything=MARKER[:20])
    response = Response.objects.get()
    marks = [MARKER, response.submission_key, response.content_sha256]
    ids = [*response.answers.values_list("pk", flat=True), response.pk]
    ids = [form for pk in ids for form in (str(pk), pk.hex)]
    assert tables_with(MARKER) == ["surveys_answer"]
    assert tables_with(code) == []

    page = take_back(client, code)

    assert "Your answers are deleted" in page.content.decode()
    for mark in (*marks, *ids):
        assert tables_with(mark) == [], mark
    assert tables_with(response.receipt_hmac) == ["surveys_erasure"]
    assert not ConsentEvent.objects.exists()
    assert not Draft.objects.exists()


def test_only_the_one_goes(client):
    code = sent()
    kept = Walker(PARENT)
    kept.send()

    take_back(client, code.lower().replace("-", " "))

    assert Response.objects.get().audience == "parent"
    assert Answer.objects.filter(text=PARENT["parent_good"]).exists()
    assert ConsentEvent.objects.count() == sum(key in PARENT for key in PERMISSIONS)


def test_the_code_never_stands_in_an_address(client):
    code = sent()

    response = client.post("/withdraw/", {"code": code})

    assert response.status_code == 303
    assert response["Location"] == "/withdraw/done/"
    assert not response.cookies


def test_wrong_used_and_malformed_codes_have_the_same_page(client):
    used = sent()
    take_back(client, used)
    sent()
    slipped = used[:-1] + ("0" if used[-1] != "0" else "1")
    codes = [
        receipt_for(secrets.token_bytes(32)),
        used,
        slipped,
        "hello",
        "-",
        "😀",
        "7K3P-9QWX",
        "' OR 1=1 --",
        "é" * 27,
    ]

    pages = []
    for code in codes:
        page = take_back(client, code)
        assert page.status_code == 200
        text = page.content.decode()
        assert str(NOT_FOUND) in text
        pages.append(text.count(str(NOT_FOUND)))
        assert page.context["form"].errors["code"] == [str(NOT_FOUND)]

    assert set(pages) == {2}  # in the summary and beside the field
    assert Response.objects.count() == 1


@pytest.mark.parametrize("code", ["", "   ", "x" * 81, "\x00"])
def test_what_cannot_be_a_code_says_what_to_do(client, code):
    page = take_back(client, code)

    (message,) = page.context["form"].errors["code"]
    assert page.status_code == 200
    assert message in page.content.decode()
    assert page.content.decode().count("<title>") == 1
    assert "Error:" in page.content.decode().partition("</title>")[0]


def test_typed_code_is_still_in_the_field_after_a_mistake(client):
    assert 'value="7K3P-9QWX"' in take_back(client, "7K3P-9QWX").content.decode()


def test_a_cleaner_that_fails_takes_nothing_half_out(monkeypatch):
    code = sent()
    before = Answer.objects.count()

    def fail(*, response):
        raise RuntimeError("disk full")

    monkeypatch.setattr("surveys.actions.withdrawal._CLEANERS", [fail])
    with pytest.raises(RuntimeError):
        withdraw_response(receipt=code)

    assert Answer.objects.count() == before
    assert not Erasure.objects.exists()


def test_cleaners_run_while_the_rows_are_still_there(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "surveys.actions.withdrawal._CLEANERS",
        [lambda *, response: seen.append(response.answers.count())],
    )

    withdraw_response(receipt=sent())

    assert seen[0] > 0


# --- the wordings ---


@pytest.mark.parametrize("journey", [CHILD, PARENT])
def test_statement_is_exactly_what_was_shown(journey):
    walker = Walker(journey)
    walker.begin()
    shown = {}
    while not walker.step.startswith("page"):
        if walker.step.startswith("permission"):
            field = next(iter(walker.form.fields.values()))
            parts = [field.label, field.hint, *(label for _code, label in field.choices)]
            shown[walker.keys[0]] = "\n".join(str(part) for part in parts if part)
        walker.fill()
    walker.send()

    events = ConsentEvent.objects.select_related("statement")
    assert {event.key: event.statement.text for event in events} == shown
    for event in events:
        text = event.statement.text
        assert event.statement.sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert event.statement.audience == journey["audience"]


def test_changed_wording_is_a_new_row_and_old_events_keep_theirs(
    sample_survey, sample_document, alice
):
    sent()
    before = list(ConsentStatement.objects.order_by("pk").values())
    old = {event.key: event.statement_id for event in ConsentEvent.objects.all()}
    new_words = {"label": LOST, "statement_version": 3}
    changed = {
        **sample_document,
        "permissions": [
            {**each, **new_words} if each["key"] == "quote_anon" else each
            for each in sample_document["permissions"]
        ],
    }

    publish_version(survey=sample_survey, document=changed, by=alice)
    first = Response.objects.get()
    sent()

    kept = ConsentStatement.objects.filter(pk__lte=before[-1]["id"]).order_by("pk")
    assert list(kept.values()) == before
    new = ConsentStatement.objects.filter(pk__gt=before[-1]["id"])
    assert {statement.key for statement in new} == {"quote_anon"}
    assert new.count() == sum(statement["key"] == "quote_anon" for statement in before)
    assert {event.key: event.statement_id for event in first.consent_events.all()} == old
    second = Response.objects.exclude(pk=first.pk).get()
    said = second.consent_events.get(key="quote_anon").statement
    assert said.text.startswith(LOST)
    assert said.version == 3
    assert second.consent_events.get(key="take_part").statement_id == old["take_part"]


def test_same_document_again_makes_no_row(sample_survey, sample_document, alice):
    count = ConsentStatement.objects.count()

    publish_version(survey=sample_survey, document=sample_document, by=alice)
    publish_version(
        survey=sample_survey, document={**sample_document, "contact": "new@example.org"}, by=alice
    )

    assert ConsentStatement.objects.count() == count


def test_every_reader_has_every_wording(sample_document):
    document = parse_document(sample_document)
    for audience in document.audiences:
        reader = Reader(audience.key, audience.age_band, document.language, "standard")
        for permission in document.permissions_for(audience.key):
            text = wording_of(permission, reader)
            statement = ConsentStatement.objects.get(
                key=permission.key,
                audience=audience.key,
                text=text,
                age_band=audience.age_band,
                format="standard",
            )
            assert statement.language == document.language

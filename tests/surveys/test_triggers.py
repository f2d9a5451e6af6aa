"""What must not change cannot be changed: not by the ORM, not by SQL, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from surveys.actions.survey import publish_version
from surveys.actions.withdrawal import withdraw_response
from surveys.models import ConsentEvent, ConsentStatement, Erasure, Response, SurveyVersion
from surveys.receipts import receipt_for, receipt_hmac_of
from surveys.triggers import EVENTS_TABLE, FROZEN_TABLES
from tests.factories import DAY, give_permission, make_response, make_survey


KEPT = (SurveyVersion, ConsentStatement, ConsentEvent)
CHANGES = {
    SurveyVersion: {"document": {"title": "Another"}},
    ConsentStatement: {"text": "Something else"},
    ConsentEvent: {"value": "granted"},
}


@pytest.fixture
def response(team):
    return make_response(make_survey(organisation=team), answers={"child_better": "Time"})


def refused():
    return pytest.raises(DatabaseError, match=r"cannot be changed|only ever added")


def rows_of(model):
    return list(model.objects.order_by("pk").values())


@pytest.mark.parametrize("model", KEPT)
def test_orm_changes_nothing(model, response):
    before = rows_of(model)
    row = model.objects.first()
    for name, value in CHANGES[model].items():
        setattr(row, name, value)
    attempts = [
        row.save,
        lambda: model.objects.update(**CHANGES[model]),
        lambda: model.objects.bulk_update([row], list(CHANGES[model])),
        lambda: model.objects.all()._raw_delete("default"),
    ]
    for attempt in attempts:
        with refused(), transaction.atomic():
            attempt()

    assert rows_of(model) == before


@pytest.mark.parametrize("model", KEPT)
def test_sql_changes_nothing(model, response):
    before = rows_of(model)
    table = model._meta.db_table
    column = next(iter(CHANGES[model]))
    for sql in (
        f"UPDATE {table} SET {column} = {column}",
        f"UPDATE {table} SET {column} = NULL",
        f"DELETE FROM {table}",
    ):
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    assert rows_of(model) == before


@pytest.mark.parametrize("table", [*FROZEN_TABLES, EVENTS_TABLE])
def test_emptying_a_table_is_refused(table, response):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; its DELETE is refused row by row")
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for that
        # Checks still waiting for the end of the transaction would refuse it before the trigger.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_sqlite_replacing_a_row_is_refused(response):
    """INSERT OR REPLACE deletes without DELETE's triggers, unless recursive triggers are on."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    before = rows_of(ConsentStatement)
    columns = "id, key, audience, age_band, language, format, version, sha256"
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"REPLACE INTO surveys_consentstatement ({columns}, text)"
            f" SELECT {columns}, 'other words' FROM surveys_consentstatement"
        )

    assert rows_of(ConsentStatement) == before


def test_a_change_of_mind_is_a_new_row(response):
    give_permission(response, "quote_anon", "withdrawn")

    events = response.consent_events.filter(key="quote_anon").order_by("sequence")
    assert [event.value for event in events] == ["refused", "withdrawn"]


def test_response_goes_only_when_its_erasure_is_recorded(response):
    with refused(), transaction.atomic():
        response.delete()
    assert Response.objects.count() == 1

    Erasure.objects.create(receipt_hmac=response.receipt_hmac, survey=response.survey, day=DAY)
    response.delete()

    assert not ConsentEvent.objects.exists()
    assert ConsentStatement.objects.exists()


def test_erasure_of_one_frees_no_event_of_another(response):
    other = make_response(response.survey)
    Erasure.objects.create(receipt_hmac=other.receipt_hmac, survey=other.survey, day=DAY)

    with refused(), transaction.atomic():
        response.delete()
    with refused(), transaction.atomic():
        ConsentEvent.objects.filter(response=response)._raw_delete("default")


def test_withdrawal_takes_its_own_events_and_no_others(response):
    code = receipt_for(b"w" * 32)
    gone = make_response(response.survey)
    Response.objects.filter(pk=gone.pk).update(receipt_hmac=receipt_hmac_of(code))

    withdraw_response(receipt=code)

    assert not ConsentEvent.objects.filter(response_id=gone.pk).exists()
    assert ConsentEvent.objects.filter(response=response).count() == 3


def test_new_version_leaves_the_old_one_as_it_was(sample_survey, sample_document, alice):
    (before,) = rows_of(SurveyVersion)

    publish_version(
        survey=sample_survey, document={**sample_document, "contact": "new@example.org"}, by=alice
    )

    after = {row["number"]: row for row in rows_of(SurveyVersion)}
    assert after[1] == before
    assert after[2]["document"]["contact"] == "new@example.org"

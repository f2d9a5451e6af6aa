"""On PostgreSQL the worker takes deleted words out of the index's own file, and frees rows."""

import pytest
from django.core.cache import cache
from django.db import connection

from surveys.actions.withdrawal import withdraw_response
from surveys.models import Response
from surveys.old_pages import DONE, clear_old_pages
from surveys.receipts import receipt_for, receipt_hmac_of
from surveys.searching import TABLE
from tests.factories import make_response, make_survey


WORD = b"yzzogeton"


@pytest.mark.django_db(transaction=True)
def test_withdrawn_word_leaves_the_index_of_postgresql():
    if connection.vendor != "postgresql":
        assert clear_old_pages() is False  # SQLite has done it within the withdrawal
        return
    survey = make_survey()
    code = receipt_for(b"w" * 32)
    gone = make_response(survey, answers={"child_better": "Zyzzogeton waited"})
    make_response(survey, answers={"child_better": "Somebody else waited"})
    Response.objects.filter(pk=gone.pk).update(receipt_hmac=receipt_hmac_of(code))
    assert WORD in file_of(TABLE)
    withdraw_response(receipt=code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    assert WORD in file_of(TABLE)  # why this is needed
    cache.delete(DONE)

    assert clear_old_pages() is True

    assert WORD not in file_of(TABLE)
    assert dead_rows("surveys_answer") == 0
    assert clear_old_pages() is False  # nothing was deleted since


@pytest.mark.django_db
def test_nothing_is_tried_within_a_transaction():
    assert clear_old_pages() is False


def dead_rows(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = %s", [table])
        return cursor.fetchone()[0]


def file_of(relation):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [relation])
        return bytes(cursor.fetchone()[0])

"""A withdrawn response's words are in no table, file or label afterwards."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from insights.actions.export import request_export, run_export
from insights.actions.runs import codebook_of, perform_run, request_run
from insights.jobs import claim
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.factories import make_response, make_survey


pytestmark = pytest.mark.django_db(transaction=True)
MARKER = "zyzzyvaquartz"


def tables_holding(word):
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(word in str(cell) for row in cursor.fetchall() for cell in row):
                found.append(table)
    return found


def files_holding(word):
    return [
        path
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


def test_marker_word_is_nowhere_after_withdrawal(monkeypatch):
    monkeypatch.setattr(settings, "THEME_ENCODER", "tfidf", raising=False)
    survey = make_survey()
    for number in range(8):
        make_response(survey, answers={"child_better": f"More time to listen, number {number}"})
    words = f"More time to listen, {MARKER}"
    gone = make_response(survey, answers={"child_better": words})
    receipt = receipt_for(b"s" * 32)
    Response.objects.filter(pk=gone.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    question = survey.questions.get(key="child_better")
    perform_run(run=request_run(codebook=codebook_of(question=question), by=None))
    export = request_export(survey=survey, kind="workbook", purpose="A test", by=None)
    run_export(export=export, token=claim(export))
    assert tables_holding(MARKER) == ["surveys_answer"]

    withdraw_response(receipt=receipt)

    export.refresh_from_db()
    assert tables_holding(MARKER) == []
    assert files_holding(MARKER) == []
    assert export.superseded_at is not None
    assert Response.objects.count() == 8

"""A withdrawn response's words are in no table, file or label afterwards."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from insights.actions.export import request_export, run_export
from insights.actions.review import accept_suggestion
from insights.actions.runs import codebook_of, perform_run, request_run
from insights.jobs import claim
from insights.models import ThemeRun
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


def test_word_that_one_person_alone_still_says_leaves_every_name(monkeypatch, ray, team):
    survey = make_survey(organisation=team)
    words = f"The {MARKER} helps"
    people = [make_response(survey, answers={"child_better": f"{words} {n}"}) for n in range(2)]
    receipt = receipt_for(b"t" * 32)
    Response.objects.filter(pk=people[0].pk).update(receipt_hmac=receipt_hmac_of(receipt))
    book = codebook_of(question=survey.questions.get(key="child_better"))
    run = ThemeRun.objects.create(codebook=book, status="done")
    suggestion = run.suggestions.create(number=1, label=MARKER.title(), keywords=[MARKER, "helps"])
    for answer in book.question.answers.all():
        suggestion.members.create(answer=answer, start=0, end=len(answer.text))
    theme = accept_suggestion(suggestion=suggestion, by=ray)
    assert MARKER.title() in str(book.decisions.get().after)

    withdraw_response(receipt=receipt)

    theme.refresh_from_db()
    assert tables_holding(MARKER) == ["surveys_answer"]  # the person who stayed
    assert tables_holding(MARKER.title()) == []
    assert theme.changed_since_review
    assert theme.codings.count() == 1

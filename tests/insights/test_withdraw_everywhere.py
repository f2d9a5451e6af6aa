"""A withdrawn response's words are in no table, file or label afterwards."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from insights.actions.coding import Choices, save_reading
from insights.actions.export import request_export, run_export
from insights.actions.quality import commit_reading, draw_sample
from insights.actions.review import accept_suggestion, copy_theme, rename_theme
from insights.actions.runs import codebook_of, perform_run, request_run
from insights.exports.writers import WRITERS
from insights.jobs import claim
from insights.models import (
    AnswerNote,
    AnswerReading,
    AuditItem,
    AuditReading,
    Learning,
    Quote,
    ReadingPlace,
    SecondOpinion,
    SortedAnswer,
    Suggestion,
    ThemeRun,
    Wave,
)
from insights.reading.standing import standings_of
from people.models import Role
from surveys.actions.permissions import change_permission
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.factories import make_response, make_survey, small_document
from tests.people_fixtures import _person
from tests.privacy.canary import ALLOWED_TABLES
from tests.quote_factories import answer_of, make_quote
from tests.review_factories import make_run
from tests.surveys.ages import aged_document, permission
from tests.surveys.walker import Walker


pytestmark = pytest.mark.django_db(transaction=True)
MARKER = "zyzzyvaquartz"


@pytest.fixture
def answers_tables():
    return ALLOWED_TABLES[connection.vendor]


def give_receipt(response):
    """Return the code with which this response can be taken back."""
    receipt = receipt_for(b"s" * 32)
    Response.objects.filter(pk=response.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    return receipt


def tables_holding(word):
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(word in str(cell) for row in cursor.fetchall() for cell in row):
                found.add(table)
    return found


def files_holding(word):
    return [
        path
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


def test_marker_word_is_nowhere_after_withdrawal(monkeypatch, answers_tables):
    monkeypatch.setattr(settings, "THEME_ENCODER", "tfidf", raising=False)
    survey = make_survey()
    for number in range(8):
        make_response(survey, answers={"child_better": f"More time to listen, number {number}"})
    words = f"More time to listen, {MARKER}"
    receipt = give_receipt(make_response(survey, answers={"child_better": words}))
    question = survey.questions.get(key="child_better")
    perform_run(run=request_run(codebook=codebook_of(question=question), by=None))
    exports = [
        request_export(survey=survey, kind=kind, purpose="A test", by=None) for kind in WRITERS
    ]
    for export in exports:
        run_export(export=export, token=claim(export))
    assert len(list(settings.EXPORT_DIR.iterdir())) == len(WRITERS)
    assert tables_holding(MARKER) == answers_tables

    withdraw_response(receipt=receipt)

    assert tables_holding(MARKER) == set()
    assert files_holding(MARKER) == list(settings.EXPORT_DIR.iterdir()) == []
    for export in exports:
        export.refresh_from_db()
        assert export.superseded_at is not None, export.kind
    assert Response.objects.count() == 8


def suggest(book, label, answers):
    run = ThemeRun.objects.create(codebook=book, status="done")
    suggestion = run.suggestions.create(number=1, label=label, keywords=[label.lower(), "helps"])
    for answer in answers:
        suggestion.members.create(answer=answer, start=0, end=len(answer.text))
    return suggestion


@pytest.mark.parametrize("is_held", [False, True])
def test_word_that_one_person_alone_still_says_leaves_every_name(
    is_held, ray, team, answers_tables
):
    document = small_document()
    better, worse = document["pages"][1]["questions"][:2]
    worse["concept"] = better["concept"]
    better["audiences"], worse["audiences"] = ["child"], ["parent"]
    survey = make_survey(organisation=team, document=document)
    words = f"The {MARKER} helps"
    people = [make_response(survey, answers={"child_better": f"{words} {n}"}) for n in range(2)]
    receipt = give_receipt(people[0])
    book, other = (
        codebook_of(question=survey.questions.get(key=key))
        for key in ("child_better", "child_worse")
    )
    suggestion = suggest(book, MARKER.title(), book.question.answers.all())
    theme = accept_suggestion(suggestion=suggestion, by=ray)
    copy = copy_theme(theme=theme, to=other, by=ray)
    own = rename_theme(
        theme=copy_theme(theme=theme, to=third_book(survey, better), by=ray),
        version=1,
        name="Our own words",
        by=ray,
    )
    rename_theme(theme=theme, version=1, definition="What we mean", by=ray)
    assert tables_holding(MARKER.title()) == {
        "insights_suggestion",
        "insights_theme",
        "insights_themeversion",
        "insights_decision",
    }
    Answer.objects.filter(response=people[0]).update(is_held=is_held)

    withdraw_response(receipt=receipt)

    assert tables_holding(MARKER) == answers_tables  # the person who stayed
    assert tables_holding(MARKER.title()) == set()
    for each in (theme, copy, own):
        each.refresh_from_db()
    assert theme.name == copy.name == Suggestion.objects.get().label
    assert theme.changed_since_review and copy.changed_since_review
    assert theme.definition == "What we mean"
    assert own.name == "Our own words"
    assert theme.codings.count() == 1


def third_book(survey, better):
    """Return the codebook of one more question that asks the same, of others."""
    question = survey.questions.get(key="child_more")
    question.concept = better["concept"]
    question.save(update_fields=["concept"])
    return codebook_of(question=question)


def test_what_was_said_of_an_answer_goes_with_it(team, ray, alice, answers_tables):
    sam = _person("sam@example.org", team, Role.REVIEWER)
    survey = make_survey(organisation=team)
    said = {"permissions": {"quote_anon": "granted"}, "language": "cy"}
    people = [
        make_response(survey, answers={"child_better": f"{words} while we waited"}, **said)
        for words in (f"The {MARKER} was kind", "The nurse was kind", "Nobody listened")
    ]
    receipt, answer = give_receipt(people[0]), answer_of(people[0])
    book = codebook_of(question=answer.question)
    answers = [answer_of(each) for each in people]
    run = make_run(question=book.question, groups={"Waited": answers}, by=ray)
    theme = accept_suggestion(suggestion=run.suggestions.get(), by=ray)
    make_quote(answer, picker=ray, reader=alice, theme=theme, translation=f"A {MARKER}, in English")
    seen = standings_of(book, [answer.pk])[answer.pk].seen
    choices = Choices(seen=seen, themes=[theme], note=f"Ask about {MARKER}", opinion=True)
    save_reading(codebook=book, answer_id=answer.pk, choices=choices, by=ray)
    item = draw_sample(codebook=book, by=alice).items.get(answer=answer)
    commit_reading(item=item, outcome="none", by=sam)
    AuditItem.objects.filter(pk=item.pk).update(note=f"Says {MARKER}")
    Learning.objects.create(codebook=book).places.create(answer=answer, rank=1, sureness=0.5)
    Wave.objects.create(codebook=book, run=run).sorted.create(answer=answer, fate="unplaced")
    notes = {"insights_answernote", "insights_quote", "insights_audititem"}
    assert tables_holding(MARKER) == answers_tables | notes

    withdraw_response(receipt=receipt)

    assert tables_holding(MARKER) == set()
    for model in (AnswerNote, AnswerReading, SecondOpinion, Quote, ReadingPlace, SortedAnswer):
        assert not model.objects.exists(), model
    assert not AuditReading.objects.exists()
    assert AuditItem.objects.count() == 2


def test_every_row_about_an_answer_goes_with_it():
    about = [
        field
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model in (Answer, Response)
    ]

    assert {field.remote_field.on_delete for field in about} == {models.CASCADE}
    assert len(about) >= 10


def test_answers_that_needed_a_permission_take_their_words_out_of_names(team, ray, answers_tables):
    asked = [permission(key, ["practitioner"]) for key in ("special_category", "quote_anon")]
    document = aged_document(*asked)
    document["audiences"][2]["voice"] = "practitioner"
    document["pages"][1]["questions"][1]["needs"] = "special_category"
    survey = make_survey(organisation=team, document=document)
    words = f"The {MARKER} helps"
    granted = dict.fromkeys(("take_part", "special_category", "quote_anon"), "granted")
    walker = Walker({**granted, "audience": "practitioner", "child_worse": words})
    walker.send()
    response = Response.objects.get()
    make_response(survey, answers={"child_worse": f"{words} too"})
    book = codebook_of(question=survey.questions.get(key="child_worse"))
    theme = accept_suggestion(
        suggestion=suggest(book, MARKER.title(), book.question.answers.all()), by=ray
    )

    change_permission(response=response, key="special_category", is_granted=False)

    assert tables_holding(MARKER) == answers_tables  # the other person
    assert tables_holding(MARKER.title()) == set()
    theme.refresh_from_db()
    assert theme.changed_since_review
    assert Response.objects.filter(pk=response.pk).exists()

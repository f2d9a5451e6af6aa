"""Search by words, the same on both databases; and an index that forgets with the answers."""

import dataclasses

import pytest
from django.db import connection

from surveys.actions.holding import release_answer
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Purpose, Response, has_words
from surveys.receipts import receipt_for, receipt_hmac_of
from surveys.searching import BACKENDS, PLACES, TABLE, TRIGGERS, Bounds, Term, terms_of
from tests.factories import give_permission, make_response, make_survey


SAID = {
    "en": "We waited, and the nurse was kind - don't close the well-being café.",
    "ar": "انتظرنا طويلا قبل أن يتصل بنا أحد",
    "ur": "ہم نے بہت انتظار کیا اور کسی نے فون نہیں کیا",
    "bn": "আমরা অনেক দিন অপেক্ষা করেছি",
    "cy": "Roedd y dŵr yn oer a'r nyrs yn garedig",
}


NONE, ANY = 0, 1_000_000
WAYS = {
    "looked up": (Bounds(few=ANY, some=ANY), True),
    "listed by person": (Bounds(few=NONE, some=ANY, passed=ANY), True),
    "listed by answer": (Bounds(few=NONE, some=ANY, passed=ANY), False),
    "person by person": (Bounds(few=NONE, some=NONE), True),
    "answer by answer": (Bounds(few=NONE, some=NONE), False),
}


@pytest.fixture(params=WAYS.values(), ids=WAYS, autouse=True)
def way(request, monkeypatch):
    """Everything is found the same, in however many answers the words are taken to be."""
    bounds, _is_by_person = request.param
    backend = dataclasses.replace(BACKENDS[connection.vendor], by_person=bounds, by_answer=bounds)
    monkeypatch.setitem(BACKENDS, connection.vendor, backend)
    return request.param


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def said(survey):
    for language, text in SAID.items():
        make_response(survey, answers={"child_better": text}, language=language)
    return survey


@pytest.fixture
def ask(survey, way):
    """Return the answers to the survey's question that have some words."""
    question = survey.questions.get(key="child_better")

    def asked(words):
        condition = has_words(words, question=question.pk, by_person=way[1]).condition
        answers = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
        return answers.asked_first(condition)

    return asked


@pytest.fixture
def found(ask):
    return lambda words: sorted(ask(words).values_list("response__language", flat=True))


@pytest.mark.parametrize(
    "words, terms",
    [
        ("", []),
        ('"', []),
        ("* ( -- :* & | ! \\ '", []),
        ("AND OR NOT NEAR", [Term("AND", True), Term("OR"), Term("NOT", True), Term("NEAR", True)]),
        ("“kind nurse” wait", [Term("kind nurse"), Term("wait", True)]),
        ('"never ended', [Term("never ended")]),
        ("a\x00b\ud800c", [Term("a"), Term("b"), Term("c")]),
        ("ab*", [Term("ab", True)]),
        (" ".join("abcdefghijklmnop"), [Term(each) for each in "abcdefghij"]),
    ],
)
def test_terms_of_what_is_typed(words, terms):
    assert terms_of(words) == terms


@pytest.mark.parametrize(
    "words, languages",
    [
        ("wait", ["en"]),
        ("WAITED nurse", ["en"]),
        ("nurse waited", ["en"]),
        ('"nurse was kind"', ["en"]),
        ('"kind nurse"', []),
        ("ait", []),
        ("don't", ["en"]),
        ("well-being", ["en"]),
        ("café", ["en"]),
        ("انتظرنا", ["ar"]),
        ("انتظار", ["ur"]),
        ("অপেক্ষা", ["bn"]),
        ("অপেক", ["bn"]),
        ('"অনেক দিন"', ["bn"]),
        ("dŵr", ["cy"]),
        ("garedig nyrs", ["cy"]),
        ("", sorted(SAID)),
        ("   ", sorted(SAID)),
        ("***", []),
    ],
)
def test_words_are_found(words, languages, said, found):
    assert found(words) == languages


@pytest.mark.parametrize(
    "words",
    ['"', "'", "''", '"" OR 1', "a* OR *", "words:x", "^kind", "kind NEAR/2 nurse", "(kind", "-",
     "kind & ! | <-> nurse:*", "\\", "kind\\", "{kind}", "%", "_kind_", "x" * 5000, "\x00", "🙂 🙂",
     "kind'; DROP TABLE surveys_answer; --", "e-mail@example.org/and/or 3.5 http://a.b/c?d=e"],
)  # fmt: skip
def test_no_typing_is_an_error(words, said, found):
    assert isinstance(found(words), list)


def test_only_what_may_be_read_is_found(survey, found):
    response = make_response(survey, answers={"child_better": "kind"}, language="en")
    make_response(survey, answers={"child_better": "kind"}, language="cy")

    assert found("kind") == ["cy", "en"]
    Answer.objects.filter(response=response).update(is_held=True)
    assert found("kind") == ["cy"]


def test_held_answer_enters_the_index_when_it_is_released(survey, ray, found):
    response = make_response(survey, answers={"child_better": "Zyzzogeton waited"}, language="en")
    Answer.objects.filter(response=response).update(is_held=True)
    assert indexed() == 0

    release_answer(answer=response.answers.get(), by=ray)

    assert found("zyzzogeton") == ["en"]
    assert indexed() == 1


def indexed():
    """Return how many answers have their words in the index, by what the database itself says."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT count(*) FROM {PLACES}")
            return cursor.fetchone()[0]
        cursor.execute(
            "SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = %s::regclass",
            [TABLE],
        )
        (held_out,) = cursor.fetchone()
        cursor.execute(f"SELECT count(*) FROM surveys_answer WHERE {held_out}")
        return cursor.fetchone()[0]


def test_changed_answer_is_found_by_its_new_words_alone(survey, found):
    answer = make_response(survey, answers={"child_better": "before"}, language="en").answers.get()

    answer.text = "afterwards"
    answer.save()

    assert (found("before"), found("afterwards")) == ([], ["en"])


def test_permission_taken_back_is_found_no_more(survey, found):
    response = make_response(survey, answers={"child_better": "kind"})
    give_permission(response, "take_part", "withdrawn")

    assert found("kind") == []


def test_withdrawal_leaves_no_letter_of_a_word_in_the_index(survey, found):
    code = receipt_for(b"w" * 32)
    gone = make_response(survey, answers={"child_better": "Zyzzogeton waited quixotically"})
    make_response(survey, answers={"child_better": "Somebody else waited"})
    Response.objects.filter(pk=gone.pk).update(receipt_hmac=receipt_hmac_of(code))
    assert has_in_index("zyzzogeton") or connection.vendor != "sqlite"

    withdraw_response(receipt=code)

    assert found("zyzzogeton") == []
    assert found("waited") == ["en"]
    for word in ("zyzzogeton", "quixotically"):
        assert not has_in_index(word)


def has_in_index(word):
    """Look through the bytes that FTS5 keeps: words with one beginning share it, so at the ends."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT block FROM {TABLE}_data")
        return any(word[1:].encode() in block for (block,) in cursor.fetchall())


def test_words_of_another_question_are_not_found(survey, found):
    make_response(
        survey, answers={"child_better": "slow", "helper": ("kind", "kind")}, language="en"
    )

    assert (found("kind"), found("slow")) == ([], ["en"])


def test_search_uses_the_index(said, ask, way):
    answers, (bounds, _is_by_person) = ask("kind"), way
    if connection.vendor == "sqlite":
        assert f"SCAN {TABLE} VIRTUAL TABLE INDEX" in answers.explain()
        return
    if not bounds.some:
        assert "IS TRUE" in str(answers.query)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    assert f"Bitmap Index Scan on {TABLE}" in answers.explain()


def test_triggers_stand_after_all_migrations(db):
    """SQLite loses triggers with a table that is made anew: a migration puts them on again."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index itself")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = {name for (name,) in cursor.fetchall()}

    assert {f"{TABLE}_{act}" for act in TRIGGERS} <= names


def test_index_made_anew_holds_what_is_there(said, found):
    backend = BACKENDS[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it makes no index while a check waits
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in (*backend.drop, *backend.make, *backend.triggers):
            cursor.execute(statement)

    assert found("nurse") == ["en"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {PLACES}")
            assert cursor.fetchone() == (len(SAID),)

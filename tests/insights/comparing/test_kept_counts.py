"""Kept counts of a large survey: used while they are true, and never a moment longer."""

import random

import pytest
from django.utils import timezone

from insights.actions import comparisons
from insights.actions.review import accept_suggestion
from insights.actions.review.steps import step
from insights.actions.runs import codebook_of
from insights.comparing import counting
from insights.comparing.attributes import attributes_of
from insights.comparing.scope import scope_of
from insights.models import AnswerReading, Coding, ComparisonCount
from insights.quality.coverage import coverage_of
from surveys.actions.holding import release_answer
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Purpose, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.comparing_factories import make_consultation
from tests.factories import make_response
from tests.review_factories import make_run


@pytest.fixture(autouse=True)
def every_survey_is_large(monkeypatch):
    monkeypatch.setattr(comparisons, "COUNTED_EACH_TIME", 0)


@pytest.fixture
def consultation(team):
    made = make_consultation(organisation=team)
    made.answer("child_better", audience="child", said=["Trust"], count=3)
    made.answer("adult_better", audience="parent", said=["Trust", "Waiting"], count=2)
    return made


def tally_by(consultation, key="audience"):
    scope = scope_of(consultation.question("child_better"))
    attribute = next(each for each in attributes_of(consultation.survey) if each.key == key)
    return counting.tally_of(scope, attribute)


def counted_anew(consultation, monkeypatch, key="audience"):
    with monkeypatch.context() as patch:
        patch.setattr(comparisons, "COUNTED_EACH_TIME", 10_000)
        return tally_by(consultation, key)


def test_second_page_counts_nobody(consultation, monkeypatch):
    first = tally_by(consultation)
    monkeypatch.setattr(counting, "_said_by", None)
    monkeypatch.setattr(counting, "answered", lambda scope: Answer.objects.none())

    assert tally_by(consultation) == first


def test_each_attribute_is_kept_apart(consultation, monkeypatch):
    for key in ("audience", "region", "wave", "c_helpers"):
        assert tally_by(consultation, key) == counted_anew(consultation, monkeypatch, key)
    kept = {key: tally_by(consultation, key) for key in ("audience", "region", "wave")}

    assert len({str(each) for each in kept.values()}) == 3


def test_a_step_has_only_what_it_touched_counted_again(consultation, ray, monkeypatch):
    consultation.by = ray
    counted = []
    said_by = counting._said_by

    def listen(scope, told, groups):
        counted.extend(groups)
        return said_by(scope, told, groups)

    tally_by(consultation)
    monkeypatch.setattr(counting, "_said_by", listen)
    monkeypatch.setattr(counting, "_people", None)
    coding = Coding.objects.filter(theme__name="Waiting").order_by("pk").first()
    reject(coding, consultation)

    tally_by(consultation)

    assert counted == ["whole waiting"]


def test_counts_that_are_too_old_go(consultation, monkeypatch):
    tally_by(consultation, "audience")
    rows = ComparisonCount.objects.count()
    long_ago = timezone.now() - 2 * comparisons.AT_THE_LATEST
    ComparisonCount.objects.update(counted_at=long_ago)

    tally_by(consultation, "region")

    assert ComparisonCount.objects.count() == rows


def leave(consultation, chance):
    leaving = chance.choice(list(Response.objects.order_by("pk")))
    receipt = receipt_for(leaving.pk.bytes * 2)
    Response.objects.filter(pk=leaving.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    withdraw_response(receipt=receipt)


def come_in(consultation, chance):
    make_response(consultation.survey, answers={"child_better": "New words"}, audience="child")


def decide_otherwise(consultation, chance):
    reject(chance.choice(list(Coding.objects.order_by("pk"))), consultation)


def reject(coding, consultation):
    with step(codebook=coding.theme.codebook, kind="read", by=consultation.by) as current:
        current.watch([coding])
        coding.state = Coding.State.REJECTED
        coding.save()


def read_and_find_no_theme(consultation, chance):
    book = codebook_of(question=consultation.question("child_better"))
    unread = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=book.question)
    answer = unread.exclude(pk__in=book.readings.values("answer")).order_by("pk").first()
    if answer:
        AnswerReading.objects.create(
            codebook=book, answer=answer, by=consultation.by, outcome="no_theme"
        )


def accept(consultation, chance):
    question = consultation.question("child_better")
    answers = list(Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question))
    run = make_run(question=question, groups={f"More {chance.random()}": answers}, by=None)
    accept_suggestion(suggestion=run.suggestions.get(), by=consultation.by)


ACTS = (leave, come_in, decide_otherwise, read_and_find_no_theme, accept)


def test_a_released_answer_counts_at_once(consultation, ray, monkeypatch):
    question = consultation.question("child_better")
    answer = Answer.objects.filter(question=question).order_by("pk").first()
    Answer.objects.filter(pk=answer.pk).update(is_held=True)
    before = tally_by(consultation)

    release_answer(answer=answer, by=ray)

    assert tally_by(consultation) != before
    assert tally_by(consultation) == counted_anew(consultation, monkeypatch)


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_true_after_every_act(seed, consultation, ray, monkeypatch):
    consultation.by = ray
    chance = random.Random(seed)
    book = codebook_of(question=consultation.question("child_better"))
    for _step in range(5):
        tally_by(consultation)
        coverage_of(book)
        chance.choice(ACTS)(consultation, chance)

        assert tally_by(consultation) == counted_anew(consultation, monkeypatch)
        kept = coverage_of(book)
        with monkeypatch.context() as patch:
            patch.setattr(comparisons, "COUNTED_EACH_TIME", 10_000)
            assert coverage_of(book) == kept

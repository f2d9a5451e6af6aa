"""Kept counts of a large survey: used while they are true, and never a moment longer."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from insights.actions import comparisons, touching
from insights.actions.coding import Choices, save_reading
from insights.actions.comparisons import forget_coverage
from insights.actions.review import (
    accept_suggestion,
    bring_back_theme,
    confirm_coding,
    merge_themes,
    place_theme,
    rename_theme,
    retire_theme,
    undo_decision,
)
from insights.actions.review.steps import step
from insights.actions.runs import codebook_of
from insights.actions.tallies import forget_tallies, tallies_of
from insights.comparing import counting
from insights.comparing.attributes import attributes_of
from insights.comparing.scope import scope_of
from insights.models import Coding, ComparisonCount, Decision, Tally, Theme
from insights.quality import coverage
from insights.quality.coverage import coverage_of
from insights.reading.standing import standings_of
from surveys.actions.holding import release_answer
from surveys.actions.permissions import change_permission
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Answer, Purpose, Response
from surveys.receipts import receipt_for, receipt_hmac_of
from tests.comparing_factories import Consultation, comparing_document, make_consultation
from tests.factories import make_response, make_survey
from tests.review_factories import make_run
from tests.surveys.ages import permission


@pytest.fixture(autouse=True)
def every_survey_is_large(monkeypatch):
    monkeypatch.setattr(comparisons, "COUNTED_EACH_TIME", 0)


@pytest.fixture
def consultation(team):
    made = make_consultation(organisation=team)
    for days in (40, 3, 0):
        day = {"received_day": timezone.localdate() - timedelta(days=days)}
        made.answer("child_better", audience="child", said=["Trust"], **day)
    for days in (40, 1):
        day = {"received_day": timezone.localdate() - timedelta(days=days)}
        made.answer("adult_better", audience="parent", said=["Trust", "Waiting"], **day)
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
    monkeypatch.setattr(counting, "answers_by_day", None)

    assert tally_by(consultation) == first


def test_everything_kept_is_counted_with_the_rows_held_that_acts_hold(consultation):
    with CaptureQueriesContext(connection) as captured:
        tally_by(consultation)
        coverage_of(codebook_of(question=consultation.question("child_better")))

    asked = [each["sql"] for each in captured]
    kept = [at for at, sql in enumerate(asked) if sql.startswith('INSERT INTO "insights_compa')]
    assert len(kept) >= 5  # people by day and in all, themes with their ids, coverage
    books = 'FROM "insights_codebook" WHERE "insights_codebook"."survey_id"'
    holds = [at for at, sql in enumerate(asked) if books in sql]
    counts = [at for at, sql in enumerate(asked) if "COUNT(DISTINCT" in sql]
    assert holds
    assert counts
    assert min(holds) < min(counts)
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        assert all(asked[at].endswith("FOR UPDATE") for at in holds)
        assert all(asked[at - 1].endswith("FOR NO KEY UPDATE") for at in holds)


def test_each_attribute_is_kept_apart(consultation, monkeypatch):
    for key in ("audience", "region", "wave", "c_helpers"):
        assert tally_by(consultation, key) == counted_anew(consultation, monkeypatch, key)
    kept = {key: tally_by(consultation, key) for key in ("audience", "region", "wave")}

    assert len({str(each) for each in kept.values()}) == 3


@pytest.mark.parametrize(("most", "anew"), [(0, ["waiting"]), (10, [])])
def test_a_step_has_only_what_it_touched_counted_again(consultation, ray, monkeypatch, most, anew):
    consultation.by = ray
    counted = []
    said_by = counting._said_by

    def listen(scope, told, groups):
        counted.extend(groups)
        return said_by(scope, told, groups)

    monkeypatch.setattr(touching, "MOST", most)
    before = tally_by(consultation)
    monkeypatch.setattr(counting, "_said_by", listen)
    monkeypatch.setattr(counting, "answers_by_day", None)
    coding = Coding.objects.filter(theme__name="Waiting").order_by("pk").first()
    reject(coding, consultation)

    after = tally_by(consultation)

    assert counted == anew
    assert [each.said_by_all("waiting") for each in (before, after)] == [2, 1]


def test_counts_that_are_too_old_go(consultation, monkeypatch):
    tally_by(consultation, "audience")
    rows = ComparisonCount.objects.count()
    long_ago = timezone.now() - 2 * comparisons.AT_THE_LATEST
    ComparisonCount.objects.update(counted_at=long_ago)

    tally_by(consultation, "region")

    assert ComparisonCount.objects.count() == rows


def leave(consultation, chance):
    withdraw(chance.choice(list(Response.objects.order_by("pk"))))


def withdraw(leaving):
    receipt = receipt_for(leaving.pk.bytes * 2)
    Response.objects.filter(pk=leaving.pk).update(receipt_hmac=receipt_hmac_of(receipt))
    withdraw_response(receipt=receipt)


def come_in(consultation, chance):
    day = timezone.localdate() - timedelta(days=chance.randint(0, 1))
    answers = {"child_better": "New words"}
    make_response(consultation.survey, answers=answers, audience="child", received_day=day)


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
        seen = standings_of(book, [answer.pk])[answer.pk].seen
        choices = Choices(seen=seen, outcome="no_theme")
        save_reading(codebook=book, answer_id=answer.pk, choices=choices, by=consultation.by)


def accept(consultation, chance):
    question = consultation.question("child_better")
    answers = list(Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question))
    run = make_run(question=question, groups={f"More {chance.random()}": answers}, by=None)
    accept_suggestion(suggestion=run.suggestions.get(), by=consultation.by)


def confirm_a_guess(consultation, chance):
    coding = chance.choice(list(Coding.objects.order_by("pk")))
    Coding.objects.filter(pk=coding.pk).update(state="suggested", sureness="guess")
    forget_tallies(themes=[coding.theme_id])  # as the coder does when it guesses
    forget_coverage(codebook=coding.theme.codebook)
    kept_of(consultation)
    confirm_coding(coding=coding, by=consultation.by)


def change_a_theme(consultation, chance):
    theme = chance.choice(list(Theme.objects.order_by("pk")))
    others = list(theme.codebook.themes.active().exclude(pk=theme.pk).order_by("pk"))
    by = {"by": consultation.by}
    change = chance.choice(
        (
            lambda: rename_theme(theme=theme, version=theme.version, name=f"{theme.name}s", **by),
            lambda: retire_theme(theme=theme, reason="Too few", **by),
            lambda: bring_back_theme(theme=theme, **by),
            lambda: place_theme(theme=theme, under=others[0] if others else None, **by),
            lambda: merge_themes(into=theme, others=others[:1], **by),
            lambda: undo_decision(decision=theme.codebook.decisions.latest("sequence"), **by),
        )
    )
    change()


ACTS = (
    leave,
    come_in,
    decide_otherwise,
    read_and_find_no_theme,
    accept,
    confirm_a_guess,
    change_a_theme,
    change_a_theme,
    change_a_theme,
)


def test_a_released_answer_counts_at_once(consultation, ray, monkeypatch):
    question = consultation.question("child_better")
    answer = Answer.objects.filter(question=question).order_by("pk").first()
    Answer.objects.filter(pk=answer.pk).update(is_held=True)
    before = tally_by(consultation)

    release_answer(answer=answer, by=ray)

    assert tally_by(consultation) != before
    assert tally_by(consultation) == counted_anew(consultation, monkeypatch)


def test_answers_that_go_with_a_permission_count_nowhere(team, monkeypatch):
    document = comparing_document()
    document["permissions"].append(permission("special_category", ["parent"]))
    for each in (document["pages"][0]["questions"][0], document["pages"][1]["questions"][1]):
        each["needs"] = "special_category"
    survey = make_survey(organisation=team, document=document, slug="comparing")
    consultation = Consultation(survey)
    granted = {"permissions": {"special_category": "granted"}, "closed": {"region": ("north", "N")}}
    response, *_others = consultation.answer(
        "adult_better", audience="parent", said=["Waiting"], count=3, **granted
    )
    keys = ("audience", "region")
    before = [tally_by(consultation, key) for key in keys]

    change_permission(response=response, key="special_category", is_granted=False)

    after = [tally_by(consultation, key) for key in keys]
    assert [each.said_by_all("waiting") for each in (*before, *after)] == [3, 3, 2, 2]
    assert after == [counted_anew(consultation, monkeypatch, key) for key in keys]


@pytest.mark.parametrize("span", [40, 300])
def test_who_comes_or_leaves_has_only_their_days_counted_again(consultation, monkeypatch, span):
    day = timezone.localdate() - timedelta(days=span)
    long_ago, _another = consultation.answer("child_better", count=2, received_day=day)
    book = codebook_of(question=consultation.question("child_better"))
    tally_by(consultation)
    coverage_of(book)
    days = []
    people, answers = counting.answers_by_day, coverage._count

    def listen(*, wanted, **about):
        days.extend(wanted)
        return people(wanted=wanted, **about)

    monkeypatch.setattr(counting, "answers_by_day", listen)
    monkeypatch.setattr(coverage, "_count", lambda *a: days.extend(a[-1]) or answers(*a))
    monkeypatch.setattr(counting, "_said_by", None)

    come_in(consultation, random.Random(1))
    tally_by(consultation)
    coverage_of(book)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert days
    assert all(each.last >= yesterday for each in days)

    days.clear()
    withdraw(long_ago)
    tally_by(consultation)
    coverage_of(book)
    assert {each.first <= long_ago.received_day <= each.last for each in days} == {True}


def test_confirming_what_the_machine_suggested_moves_no_figure(consultation, ray, monkeypatch):
    book = codebook_of(question=consultation.question("child_better"))
    before, sorted_before = tally_by(consultation), coverage_of(book).sorted_by_person
    coding = Coding.objects.filter(theme__codebook=book).order_by("pk").first()
    monkeypatch.setattr(counting, "_said_by", None)

    confirm_coding(coding=coding, by=ray)

    assert tally_by(consultation) == before
    assert coverage_of(book).sorted_by_person == sorted_before + 1


def kept_of(consultation):
    """Return everything that is kept: the comparison, coverage, and the figures of cards."""
    books = [codebook_of(question=each) for each in questions_of(consultation)]
    cards = {
        str(theme.pk): (tally.people, tally.different, tally.split)
        for book in books
        for theme, tally in tallies_of(
            codebook=book, themes=list(book.themes.active()), suggestions=[]
        ).items()
    }
    return tally_by(consultation), [coverage_of(book) for book in books], cards


def questions_of(consultation):
    return [consultation.question(key) for key in ("child_better", "adult_better")]


@pytest.mark.parametrize("seed", range(8))
def test_figures_are_true_after_every_act(seed, consultation, ray, monkeypatch):
    consultation.by = ray
    chance = random.Random(seed)
    for _step in range(6):
        kept_of(consultation)
        act = chance.choice(ACTS)
        with suppress(ValidationError, Decision.DoesNotExist):  # what cannot be done just now
            act(consultation, chance)

        kept = kept_of(consultation)
        Tally.objects.all().delete()
        with monkeypatch.context() as patch:
            patch.setattr(comparisons, "COUNTED_EACH_TIME", 10_000)
            assert kept == kept_of(consultation), act

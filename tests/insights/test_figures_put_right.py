"""Figures that steps touched a few answers of: put right, they are what a fresh count finds."""

import random
from contextlib import suppress
from functools import partial
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from insights import places
from insights.actions import comparisons, touching
from insights.actions.review import confirm_coding, make_theme, move_coding
from insights.actions.review.steps import step
from insights.models import Coding, ComparisonCount, Decision, Tally, Theme, TouchedAnswer
from surveys.models import Response
from tests.comparing_factories import comparing_document
from tests.factories import make_survey
from tests.insights.deciding import ACTS, KEYS, NAMES, People, look, withdraw
from tests.surveys.ages import permission


@pytest.fixture
def people(team, ray, monkeypatch, request):
    monkeypatch.setattr(comparisons, "COUNTED_EACH_TIME", 0)
    monkeypatch.setattr(places, "KEPT", 2)
    document = comparing_document()
    document["permissions"].append(permission("special_category", ["parent"]))
    child, adult = document["pages"][1]["questions"]
    child["audiences"].append("parent")
    adult["needs"] = "special_category"
    adult["audiences"] = ["parent"]
    survey = make_survey(organisation=team, document=document, slug="comparing")
    people = People(survey, ray, random.Random(getattr(request, "param", 1)))
    themes = {
        key: [Theme.objects.create(codebook=people.book(key), name=name) for name in NAMES]
        for key in KEYS
    }
    for _person in range(16):
        for answer in people.come().answers.filter(question__key__in=KEYS):
            key = answer.question.key
            for theme in people.chance.sample(themes[key], k=people.chance.randint(0, 3)):
                people.code(answer, theme)
    return people


def look_afresh(people, monkeypatch):
    """Return the same, counted without anything that is kept, and leave that as it is."""
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(comparisons, "COUNTED_EACH_TIME", 10_000)
        Tally.objects.all().delete()
        found = look(people)
        transaction.set_rollback(True)
    return found


def do(people, act):
    with suppress(ValidationError, Decision.DoesNotExist):
        act(people)


@pytest.mark.parametrize("act", sorted(set(ACTS), key=lambda act: act.__name__))
@pytest.mark.parametrize("people", [1, 2], indirect=True)
def test_each_act_alone(people, act, monkeypatch):
    for _time in range(2):
        look(people)
        do(people, act)

        assert look(people) == look_afresh(people, monkeypatch)


@pytest.mark.parametrize("most", [3, 200])
@pytest.mark.parametrize("people", range(6), indirect=True)
def test_acts_one_after_another(people, most, monkeypatch):
    monkeypatch.setattr(touching, "MOST", most)
    look(people)
    for _time in range(5):
        acts = people.chance.choices(ACTS, k=people.chance.randint(1, 4))
        for act in acts:
            do(people, act)

        fresh = look_afresh(people, monkeypatch)
        assert look(people) == fresh, acts
        assert look(people) == fresh, acts


def reject(coding, by):
    with step(codebook=coding.theme.codebook, kind="read", by=by) as current:
        current.watch([coding])
        coding.state = "rejected"
        coding.save()


def test_who_moved_and_then_left_takes_along_what_counted_them(people):
    coding = Coding.objects.filter(theme__codebook=people.book(KEYS[0])).order_by("pk").first()
    response = coding.answer.response
    was = coding.theme_id
    others = coding.theme.codebook.themes.exclude(codings__answer=coding.answer)
    Coding.objects.filter(answer=coding.answer).exclude(pk=coding.pk).delete()
    to_theme = others.first() or make_theme(
        codebook=coding.theme.codebook, name="New", by=people.by
    )
    look(people)
    counts = ComparisonCount.objects.filter(themes=was)
    kept = list(counts.values_list("pk", flat=True))
    move_coding(coding=coding, to_theme=to_theme, by=people.by)
    assert TouchedAnswer.objects.filter(answer=coding.answer_id, comparison__in=kept).exists()

    withdraw(response)

    assert not counts.filter(pk__in=kept).exists()
    assert not TouchedAnswer.objects.filter(answer=coding.answer_id).exists()


def test_what_does_not_fit_is_counted_anew(people, monkeypatch):
    look(people)
    reject(Coding.objects.order_by("pk").first(), people.by)
    noted = ComparisonCount.objects.filter(touched__gt=0)
    assert noted.exists()
    noted.update(rows=[["child", 99]], touched=9)

    assert look(people) == look_afresh(people, monkeypatch)


def test_two_who_decide_at_once_about_one_answer_lose_no_figure(people, monkeypatch):
    coding = Coding.objects.select_related("theme__codebook").order_by("pk").first()
    stale = Coding.objects.select_related("theme__codebook").get(pk=coding.pk)
    reject(coding, people.by)
    without = look(people)

    confirm_coding(coding=stale, by=people.by)  # read before the other step

    assert look(people) == look_afresh(people, monkeypatch)
    assert look(people) != without


def test_figures_are_put_right_with_the_rows_held_that_acts_hold(people):
    look(people)
    with CaptureQueriesContext(connection) as acted:
        reject(Coding.objects.order_by("pk").first(), people.by)
    with CaptureQueriesContext(connection) as looked:
        look(people)

    asked = [each["sql"] for each in looked]
    books = [at for at, sql in enumerate(asked) if 'FROM "insights_codebook" WHERE' in sql]
    changed = 'UPDATE "insights_comparisoncount" SET'
    assert books[0] < min(at for at, sql in enumerate(asked) if sql.startswith(changed))
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        for table in ("tally", "comparisoncount"):
            read = [each["sql"] for each in acted if f'FROM "insights_{table}"' in each["sql"]]
            assert any(sql.endswith("FOR UPDATE") for sql in read)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_people_who_decide_while_others_look_and_leave_lose_no_figure(people, monkeypatch):
    theirs = [
        list(Coding.objects.filter(theme__codebook=people.book(key)).order_by("pk")[:6])
        for key in KEYS
    ]
    leaving = Response.objects.exclude(
        answers__in=[coding.answer_id for each in theirs for coding in each]
    )
    leaving = list(leaving.order_by("pk")[:2])
    look(people)
    works = (
        *([partial(reject, coding, people.by) for coding in each] for each in theirs),
        [partial(look, people)] * 4,
        [partial(withdraw, each) for each in leaving],
    )
    went_wrong, together = [], Barrier(len(works))

    def do_all(acts):
        together.wait()
        for act in acts:
            try:
                act()
            except Exception as error:  # noqa: BLE001 - told below, whatever it is
                went_wrong.append(error)
        connection.close()

    workers = [Thread(target=do_all, args=(acts,)) for acts in works]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert went_wrong == []
    fresh = look_afresh(people, monkeypatch)
    assert look(people) == fresh
    assert not Response.objects.filter(pk__in=[each.pk for each in leaving]).exists()

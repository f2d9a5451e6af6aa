"""However answers are looked for, a page has the same rows in the same order as a plain search."""

import dataclasses
import itertools
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from insights.comparing.attributes import Attribute
from insights.models import (
    AnswerNote,
    AnswerReading,
    Coding,
    Learning,
    ReadingPlace,
    SecondOpinion,
    ShelvedAnswer,
    SortedAnswer,
    Theme,
    ThemeRun,
    Wave,
)
from insights.reading import filters
from insights.reading.filters import filtered
from insights.reading.orders import ORDERS, page_of
from insights.shelves import SHELVES
from surveys import searching
from surveys.models import Answer, answer
from tests.factories import DAY, give_permission, make_response, make_survey
from tests.insights.reading.conftest import answer_of


PEOPLE, SIZE = 60, 4
WORDS = ("wait", "kind", "letter", "nurse", "rare")
NONE, ANY = 0, 1_000_000
# Way -> how many answers are few of a list, some of a list, few enough to be looked up.
WAYS = {
    "looked up": (ANY, ANY, ANY),
    "people listed": (ANY, ANY, NONE),
    "in turn": (NONE, NONE, NONE),
}
ATTRIBUTES = [Attribute("audience", "")]


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request, monkeypatch):
    few, some, looked_up = request.param
    monkeypatch.setattr(filters, "FEW", few)
    monkeypatch.setattr(filters, "FEW_BY_PERSON", some)
    monkeypatch.setattr(filters, "PASSED", ANY)
    for place in (filters, answer):
        monkeypatch.setattr(place, "FEW_TO_LOOK_UP", looked_up)
    bounds = searching.Bounds(few=looked_up, some=some, passed=ANY)
    backend = dataclasses.replace(
        searching.BACKENDS[connection.vendor], by_person=bounds, by_answer=bounds
    )
    monkeypatch.setitem(searching.BACKENDS, connection.vendor, backend)


@pytest.fixture
def chance():
    return random.Random(7)


@pytest.fixture
def everything(survey, codebook, team, ray, chance):
    """Many answers, with all that may stand beside them; some of which nobody may read."""
    done = {"codebook": codebook, "status": "done", "finished_at": now()}
    run = ThemeRun.objects.create(**done)
    jobs = run, Wave.objects.create(run=run, **done), Learning.objects.create(**done)
    themes = [Theme.objects.create(codebook=codebook, name=name) for name in "AB"]
    other = make_survey(organisation=team, slug="another")
    for number, rank in enumerate(chance.sample(range(PEOPLE), PEOPLE)):
        response = _person(other if number % 15 == 0 else survey, chance)
        given = answer_of(response)
        if given.question_id == codebook.question_id:
            _stand(codebook, jobs, themes, given, rank, ray, chance)
        if number % 11 == 1:
            give_permission(response, "take_part", "withdrawn")
        Answer.objects.filter(pk=given.pk).update(is_held=number % 13 == 1)
    return themes


def _person(survey, chance):
    said = chance.choices(WORDS, weights=(9, 5, 5, 3, 1), k=chance.randint(0, 6))
    helper = chance.choice(WORDS)  # an answer to another question may have the same words
    return make_response(
        survey,
        answers={"child_better": " ".join(said), "helper": (helper, helper)},
        audience=chance.choice(["child", "parent"]),
        language=chance.choice(["en", "en", "cy"]),
        received_day=DAY + timedelta(days=chance.randrange(5)),
    )


def _stand(codebook, jobs, themes, given, rank, by, chance):
    run, wave, learning = jobs
    beside = {"codebook": codebook, "answer": given}
    for theme in chance.sample(themes, chance.randrange(3)):
        kind = chance.choice([("machine", ""), ("machine", "guess"), ("person", "")])
        state = chance.choice(["suggested", "confirmed", "rejected"])
        Coding.objects.create(
            theme=theme, answer=given, start=0, end=9, source=kind[0], sureness=kind[1], state=state
        )
        Coding.objects.create(theme=theme, answer=given, start=3, end=5, source="machine")
    if chance.random() < 0.4:
        outcome = chance.choice(["sorted", "no_theme"])
        AnswerReading.objects.create(**beside, outcome=outcome, by=by)
    if chance.random() < 0.3:
        AnswerNote.objects.create(**beside, text="Ask", by=by)
        AnswerNote.objects.create(**beside, text="Again", by=by)
    if chance.random() < 0.3:
        SecondOpinion.objects.create(**beside, asked_by=by)
    for shelf in chance.sample(["lone", "story", "nothing", "repeated"], chance.randrange(3)):
        ShelvedAnswer.objects.create(run=run, answer=given, shelf=shelf, place=rank)
    fate = chance.choice(["placed", "unplaced", "misfit", ""])
    if fate:
        SortedAnswer.objects.create(wave=wave, answer=given, fate=fate, theme=themes[0])
    if chance.random() < 0.8:
        ReadingPlace.objects.create(
            learning=learning, answer=given, rank=rank, sureness=rank % 7 / 7
        )


# --- the plain search: each answer by itself, in Python ---


def facts_of(codebook):
    """Return {answer: all that it can be found by} of what may be read."""
    asked = Answer.objects.filter(question=codebook.question_id, is_held=False, is_blank=False)
    return {each: _facts(each) for each in asked.select_related("response") if _may_be_read(each)}


def _may_be_read(given):
    events = given.response.consent_events.filter(key="take_part").order_by("sequence")
    return events.last().value == "granted"


def _facts(given):
    themed = [
        each
        for each in Coding.objects.filter(answer=given)
        if each.state != "rejected" and (each.state, each.sureness) != ("suggested", "guess")
    ]
    shelves = ShelvedAnswer.objects.filter(answer=given).values_list("shelf", flat=True)
    return {
        "theme": {str(each.theme_id) for each in themed},
        "audience": {given.response.audience},
        "language": {given.response.language},
        "shelf": {name for name, kinds in SHELVES.items() if set(kinds) & set(shelves)},
        "state": {name for name, is_so in _states(given, themed) if is_so},
        "place": ReadingPlace.objects.filter(answer=given).first(),
    }


def _states(given, themed):
    reading = AnswerReading.objects.filter(answer=given).first()
    fates = set(SortedAnswer.objects.filter(answer=given).values_list("fate", flat=True))
    by_person = Coding.objects.filter(answer=given, source="person").exists()
    yield "unread", not reading and not by_person
    yield "suggested", any(each.state == "suggested" for each in themed)
    yield "confirmed", any(each.state == "confirmed" for each in themed)
    yield "no_theme", reading and reading.outcome == "no_theme"
    yield "opinion", SecondOpinion.objects.filter(answer=given).exists()
    yield "new", fates & {"placed", "unplaced"}
    yield "unplaced", "unplaced" in fates
    yield "misfit", "misfit" in fates
    yield "noted", AnswerNote.objects.filter(answer=given).exists()
    yield "read", reading  # no filter, but no order that was learnt has it


def plainly(facts, wanted, order):
    places = {
        given.pk: _place(given, known, order)
        for given, known in facts.items()
        if all(_has(given, known, *each) for each in wanted.items())
    }
    found = [pk for pk, place in places.items() if place is not None]
    return sorted(found, key=places.get, reverse=ORDERS[order].is_descending)


def _has(given, known, name, value):
    if name != "words":
        return value in known[name]
    said = given.text.split()
    return all(any(each.startswith(word) for each in said) for word in value.split())


def _place(given, known, order):
    if order == "received":
        return given.response.received_day, given.response_id
    if order == "longest":
        return len(given.text), given.pk
    place = known["place"]
    if place is None or "read" in known["state"]:
        return None
    return (place.rank if order == "worth" else place.sureness), given.pk


# --- the pages ---


def by_pages(codebook, wanted, order):
    """Return the answers of all pages, gone through forwards, and backwards again."""
    order = ORDERS[order]

    def page(**cursor):
        narrowed = filtered(
            codebook=codebook, attributes=ATTRIBUTES, wanted=wanted, by_person=order.is_by_person
        )
        return page_of(
            narrowed.answers,
            order,
            codebook=codebook,
            size=SIZE,
            are_few=narrowed.are_few,
            fields=("response__language",),
            **cursor,
        )

    shown = page()
    there = [shown.rows]
    while shown.after:
        shown = page(after=shown.after)
        there.append(shown.rows)
    back = [there[-1]]
    while shown.before:
        shown = page(before=shown.before)
        back.insert(0, shown.rows)
    assert back == there
    return [row["pk"] for rows in there for row in rows]


def _combinations(themes, chance):
    """Return each filter alone, and some of all combinations of two and more."""
    values = {
        "words": ["wait", "kind lett", "rare", "nobody"],
        "theme": [str(each.pk) for each in themes],
        "state": list(filters.STATES),
        "shelf": list(SHELVES),
        "audience": ["child"],
        "language": ["cy"],
    }
    alone = [{name: value} for name, each in values.items() for value in each]
    several = [
        dict(zip(names, picked, strict=True))
        for many in (2, 3)
        for names in itertools.combinations(values, many)
        for picked in itertools.product(*(values[name] for name in names))
    ]
    return [{}, *alone, *chance.sample(several, 25)]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_are_those_of_a_plain_search(order, way, everything, codebook, chance):
    facts, sizes = facts_of(codebook), set()
    for wanted in _combinations(everything, chance):
        expected = plainly(facts, wanted, order)
        sizes.add(min(len(expected), SIZE + 1))

        assert by_pages(codebook, wanted, order) == expected, wanted

    assert {0, SIZE + 1} <= sizes  # some find nothing, some fill several pages

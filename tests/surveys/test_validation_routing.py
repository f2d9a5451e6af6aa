"""Rules look back only, nothing leads nowhere, and no data makes the checks fall over."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition import DocumentError, parse_document
from surveys.question_types import question_type
from surveys.routing import path_of
from surveys.wording import Reader
from tests.surveys.documents import (
    problems_after,
    question,
    rule_on,
    the_problem_after,
    whole_document,
)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("helper", "its rule is not an object"),
        ({}, "its rule is not an object"),
        ({"all": []}, "'all' is not a list of rules"),
        ({"any": [{"q": "helper", "op": "answered"}, 3]}, "its rule is not an object"),
        ({"all": [], "any": []}, "its rule cannot be read: it has all, any"),
        ({"q": "helper", "op": "is", "v": "family"}, "its rule's op 'is' is not known here"),
        ({"op": "eq", "v": "family"}, "its rule's op 'eq' is not known here"),
        ({"q": "helper", "op": "eq"}, "'eq' has nothing it can compare with"),
        ({"q": "helper", "op": "in", "v": "family"}, "'in' has nothing it can compare with"),
        ({"q": "helper", "op": "in", "v": []}, "'in' has nothing it can compare with"),
        ({"q": "helper", "op": "answered", "v": 1}, "'answered' compares with nothing"),
        ({"q": 3, "op": "answered"}, "its rule's 'q' is not a key"),
        ({"op": "audience", "v": ["chidl"]}, "its rule names 'chidl', which nobody is"),
        ({"op": "band", "v": ["old"]}, "its rule names 'old', which nobody is"),
        ({"q": "helpr", "op": "answered"}, "its rule asks about 'helpr', which is no question"),
        (
            {"q": "helper", "op": "eq", "v": "aunt"},
            "its rule asks for 'aunt', which 'helper' does not offer",
        ),
        ({"q": "kinds", "op": "eq", "v": "talk"}, "its rule compares 'kinds' by 'eq'"),
        ({"q": "intro", "op": "answered"}, "its rule compares 'intro' by 'answered'"),
        ({"q": "helper", "op": "gt", "v": 2}, "its rule compares 'helper' by 'gt'"),
        (
            {"q": "take_part", "op": "eq", "v": "yes"},
            "its rule asks for 'yes', which 'take_part' does not offer",
        ),
    ],
)
def test_rule_that_cannot_work(rule, message):
    problems = problems_after(rule_on(1, rule))

    assert message in [problem.message for problem in problems]
    assert {problem.place for problem in problems} <= {"page 'second'", "page 'second', rule"}
    assert all(problem.remedy for problem in problems)


def test_unknown_question_suggests_the_nearest():
    problem = the_problem_after(rule_on(1, {"q": "helpr", "op": "answered"}))

    assert "Did you mean 'helper'?" in problem


@pytest.mark.parametrize(
    ("page", "key", "where"),
    [(0, "word", "on a later page"), (1, "times", "on the same page")],
)
def test_forward_reference(page, key, where):
    problem = the_problem_after(rule_on(page, {"q": key, "op": "answered"}))

    assert f"its rule asks about '{key}', which is {where}" in problem
    assert f"Move '{key}' to an earlier page: a page is sent as one form" in problem


def test_cycle_is_a_forward_reference_of_one_of_its_pages():
    def change(data):
        rule_on(1, {"q": "word", "op": "answered"})(data)
        rule_on(2, {"q": "times", "op": "answered"})(data)

    problem = the_problem_after(change)

    assert problem.startswith("page 'second': its rule asks about 'word', which is on a later page")


def test_question_that_asks_about_itself():
    problem = the_problem_after(
        lambda data: question(data, "word").update(show_if={"q": "word", "op": "answered"})
    )

    assert "which is on the same page" in problem


def test_rule_nested_too_deeply_is_a_problem_and_no_crash():
    rule = {"q": "helper", "op": "answered"}
    for _ in range(900):
        rule = {"not": rule}

    assert "its rule is nested too deeply" in the_problem_after(rule_on(1, rule))


# --- dead ends ---


@pytest.mark.parametrize("questions", [[], None, "word"])
def test_page_with_no_questions(questions):
    problems = problems_after(lambda data: data["pages"][2].update(questions=questions))

    assert str(problems[0]) == (
        "page 'third', questions: it is not a list with something in it. Add at least one entry."
    )


def test_audience_with_no_page():
    def change(data):
        for page in data["pages"]:
            page["audiences"] = ["child"]

    assert the_problem_after(change) == (
        "audience 'worker': there is no page with a question for it. "
        "Add a page for it, or remove the audience."
    )


def test_audience_whose_pages_can_never_be_shown():
    def change(data):
        for page in data["pages"]:
            page["show_if"] = {"op": "audience", "v": ["child"]}

    assert "audience 'worker': there is no page with a question" in the_problem_after(change)


@pytest.mark.parametrize(
    "rule",
    [
        {"op": "band", "v": ["12_15"]},
        {"q": "take_part", "op": "eq", "v": "refused"},
        {"all": [{"q": "helper", "op": "eq", "v": c} for c in ("teacher", "family")]},
        {"all": [{"q": "times", "op": "gt", "v": 5}, {"q": "times", "op": "lt", "v": 6}]},
        {"q": "times", "op": "gt", "v": 50},
        {"q": "joined", "op": "gt", "v": 5},
        {"all": [{"q": "kinds", "op": o, "v": ["talk"]} for o in ("any_of", "none_of")]},
        {"not": {"any": [{"q": "helper", "op": o} for o in ("answered", "not_answered")]}},
    ],
)
def test_page_that_nobody_can_reach(rule):
    problems = problems_after(rule_on(2, rule))

    assert "page 'third': nobody can ever reach it" in [str(p).split(". ")[0] for p in problems]


@pytest.mark.parametrize(
    "rule",
    [
        {"q": "take_part", "op": "eq", "v": "granted"},
        {"q": "quote_anon", "op": "eq", "v": "refused"},
        {"all": [{"q": "times", "op": "gt", "v": 5}, {"q": "times", "op": "lt", "v": 7}]},
        {"all": [{"q": "kinds", "op": "any_of", "v": [c]} for c in ("talk", "money")]},
        {"all": [{"q": "joined", "op": "ne", "v": n} for n in (1, 2, 3, 4, 5)]},
        {"not": {"q": "helper", "op": "in", "v": ["teacher", "family", "nobody"]}},
        {"q": "helper", "op": "not_answered"},
    ],
)
def test_page_that_somebody_can_reach(rule):
    assert problems_after(rule_on(2, rule)) == []


def test_question_that_nobody_can_be_asked():
    problem = the_problem_after(
        lambda data: question(data, "word").update(show_if={"op": "audience", "v": ["worker"]})
    )

    assert problem.startswith("page 'third', question 'word': nobody can ever be asked it")


def test_page_behind_a_question_of_another_audience():
    def change(data):
        data["pages"][1]["audiences"] = ["worker"]
        data["pages"][2]["show_if"] = {"q": "times", "op": "gt", "v": 1}
        question(data, "better").pop("show_if")

    assert "page 'third': nobody can ever reach it" in the_problem_after(change)


# --- whatever it is given ---

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["key", "v", "q", "op", "show_if", "options", "audiences", "type", "code"])


def places_in(value, path=()):
    """Return the path to every value inside a document."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [path] if path else []
    for key, each in inner:
        found += places_in(each, (*path, key))
    return found


PLACES = places_in(whole_document())


@st.composite
def damaged_documents(draw):
    """A sound document with some of its values replaced, dropped or added to."""
    data = copy.deepcopy(whole_document())
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        target = data
        try:
            for step in place[:-1]:
                target = target[step]
            if draw(st.booleans()):
                target[place[-1]] = draw(JSON)
            elif isinstance(target, dict):
                target.pop(place[-1], None)
                target[draw(NAMES)] = draw(JSON)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return data


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(damaged_documents() | JSON)
def test_any_data_is_parsed_or_refused_with_places_and_remedies(data):
    try:
        document = parse_document(data)
    except DocumentError as error:
        assert error.problems
        assert all(p.place and p.message and p.remedy for p in error.problems)
    else:
        assert json.loads(json.dumps(data)) == data
        assert_can_be_asked(document)


def assert_can_be_asked(document):
    """What was found sound builds its route and its fields for everybody."""
    for audience in document.audiences:
        reader = Reader(audience.key, audience.age_band, document.language, "standard")
        assert path_of(document, audience=audience.key, answers={}) is not None
        for asked in document.questions():
            kind = question_type(asked.type)
            assert kind.build_field(asked, reader).widget_template
            assert isinstance(kind.columns(asked), list)

"""Rules decide the same way for every kind of answer, and the unanswered fails comparisons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions import OPERATORS, is_answered, is_shown, questions_in
from surveys.definition import parse_document
from surveys.routing import path_of
from tests.surveys.documents import whole_document


def shown(rule, answers=None, audience="child", age_band="8_11"):
    return is_shown(rule, answers or {}, audience=audience, age_band=age_band)


@pytest.mark.parametrize(
    ("op", "value", "true_for", "false_for"),
    [
        ("eq", "a", ["a"], ["b"]),
        ("eq", 0, [0], [1]),
        ("ne", "a", ["b"], ["a"]),
        ("in", ["a", "b"], ["a", "b"], ["c"]),
        ("nin", ["a", "b"], ["c"], ["a", "b"]),
        ("any_of", ["a", "b"], [["a"], ["c", "b"], "a"], [["c"], "c"]),
        ("none_of", ["a", "b"], [["c"], "c"], [["a"], ["c", "b"], "a"]),
        ("gt", 2, [3, 2.5], [2, 1, "na"]),
        ("lt", 2, [1, 0], [2, 3, "na"]),
    ],
)
def test_comparisons(op, value, true_for, false_for):
    rule = {"q": "x", "op": op, "v": value}

    assert [shown(rule, {"x": answer}) for answer in true_for] == [True] * len(true_for)
    assert [shown(rule, {"x": answer}) for answer in false_for] == [False] * len(false_for)


@pytest.mark.parametrize("answers", [{}, {"x": None}, {"x": ""}, {"x": []}])
def test_unanswered_fails_every_comparison(answers):
    for operator in OPERATORS.values():
        if operator.about_reader or operator.wants == "nothing":
            continue
        value = ["a"] if operator.wants == "list" else 1

        assert not shown({"q": "x", "op": operator.name, "v": value}, answers), operator.name
    assert shown({"q": "x", "op": "not_answered"}, answers)
    assert not shown({"q": "x", "op": "answered"}, answers)


def test_nought_is_an_answer():
    assert is_answered(0)
    assert shown({"q": "x", "op": "answered"}, {"x": 0})


def test_no_rule_always_shows():
    assert shown(None)


def test_rules_about_the_reader():
    assert shown({"op": "audience", "v": ["child", "parent"]})
    assert not shown({"op": "audience", "v": ["parent"]})
    assert shown({"op": "band", "v": ["8_11"]})
    assert not shown({"op": "band", "v": ["adult"]})


LEAVES = st.sampled_from(
    [
        {"q": "x", "op": "eq", "v": 1},
        {"q": "y", "op": "any_of", "v": ["a"]},
        {"q": "z", "op": "not_answered"},
        {"op": "audience", "v": ["child"]},
    ]
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
ANSWERS = st.fixed_dictionaries(
    {}, optional={"x": st.integers(0, 2), "y": st.lists(st.sampled_from("ab")), "z": st.none()}
)


@given(st.lists(RULES, min_size=1, max_size=3), ANSWERS)
def test_de_morgan(rules, answers):
    none_holds = shown({"not": {"any": rules}}, answers)
    all_fail = shown({"all": [{"not": rule} for rule in rules]}, answers)

    assert none_holds == all_fail


@given(RULES)
def test_every_comparison_inside_a_rule_is_found(rule):
    assert len(questions_in(rule)) == str(rule).count("'q'")


# --- the route ---


def route(answers, audience="child"):
    pages = path_of(parse_document(whole_document()), audience=audience, answers=answers)
    return {page.key: [question.key for question in page.questions] for page in pages}


def test_route_follows_the_answers():
    answers = {"helper": "family", "kinds": ["talk"], "times": 3}

    assert route(answers) == {
        "first": ["intro", "helper", "kinds"],
        "second": ["feeling", "joined", "times"],
        "third": ["word", "better"],
    }


def test_page_off_the_route_is_left_out():
    assert list(route({"helper": "nobody"})) == ["first", "third"]
    assert list(route({})) == ["first", "third"]  # not answered is not "ne"


def test_question_off_the_route_is_left_out():
    assert route({"kinds": ["none"]})["third"] == ["word"]


def test_page_of_another_audience_is_left_out():
    assert "third" not in route({"kinds": ["talk"]}, audience="worker")


def test_answer_left_from_a_former_route_decides_nothing():
    former = {"helper": "nobody", "kinds": ["talk"], "times": 50}

    assert route(former)["third"] == ["word", "better"]
    assert route({**former, "helper": "family"})["third"] == ["word"]


def test_page_with_nothing_left_to_show_is_left_out():
    data = whole_document()
    data["pages"][2]["questions"].pop(0)

    pages = path_of(parse_document(data), audience="child", answers={"kinds": ["none"]})

    assert [page.key for page in pages] == ["first"]


def test_question_for_one_audience_on_a_page_for_all():
    data = whole_document()
    data["pages"][0]["questions"][2]["audiences"] = ["worker"]
    data["pages"].pop()
    document = parse_document(data)

    keys = {
        audience: [q.key for q in path_of(document, audience=audience, answers={})[0].questions]
        for audience in ("child", "worker")
    }

    assert keys == {"child": ["intro", "helper"], "worker": ["intro", "helper", "kinds"]}

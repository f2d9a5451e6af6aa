"""The walk finds exactly the routes that trying every answer finds."""

import copy
import doctest
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition import SurveyDocument, parse_document
from surveys.question_types import question_type
from surveys.routes import residual
from surveys.routes.residual import residual_of, settle
from surveys.routes.stops import stops_of
from surveys.routes.walk import TooManyRoutes, Walk
from surveys.routing import path_of
from tests.surveys.documents import question, whole_document


SINGLE = {
    "type": "single",
    "options": [{"code": code, "label": code} for code in ("a", "b", "c")],
}
MULTI = {
    "type": "multi",
    "max_choices": 2,
    "options": [
        *({"code": code, "label": code} for code in ("p", "q", "r")),
        {"code": "none", "label": "none", "exclusive": True},
    ],
}
NUMBER = {"type": "number", "min": 0, "max": 4}
KINDS = {"single": SINGLE, "multi": MULTI, "number": NUMBER}
LEAVES = {
    "single": st.one_of(
        st.sampled_from("abc").map(lambda v: {"op": "eq", "v": v}),
        st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True).map(
            lambda v: {"op": "nin", "v": v}
        ),
        st.just({"op": "not_answered"}),
    ),
    "multi": st.builds(
        lambda op, v: {"op": op, "v": v},
        st.sampled_from(["any_of", "none_of"]),
        st.lists(st.sampled_from(["none", "p", "q"]), min_size=1, max_size=2, unique=True),
    ),
    "number": st.builds(
        lambda op, v: {"op": op, "v": v}, st.sampled_from(["gt", "lt", "ne"]), st.integers(0, 4)
    ),
}


def everything(kind):
    """Return every answer a question of this kind can have."""
    if kind == "number":
        return [None, *range(5)]
    if kind == "single":
        return [None, "a", "b", "c"]
    some = [list(c) for n in (1, 2) for c in itertools.combinations("pqr", n)]
    return [None, ["none"], *some]


@st.composite
def documents(draw):
    """A document with a chain of pages whose rules look back in any way."""
    kinds = draw(st.lists(st.sampled_from(list(KINDS)), min_size=2, max_size=4))
    pages = []
    for number, kind in enumerate(kinds):
        asked = {"key": f"q{number}", "label": "x", **KINDS[kind]}
        page = {"key": f"page{number}", "questions": [asked]}
        for entry in (page, asked):
            if number and draw(st.booleans()):
                entry["show_if"] = draw(rules(kinds[:number]))
        if draw(st.booleans()):
            asked["optional"] = False
        pages.append(page)
    return {**whole_document(), "pages": pages}


def rules(kinds):
    leaf = st.sampled_from(range(len(kinds))).flatmap(
        lambda n: LEAVES[kinds[n]].map(lambda rule: {"q": f"q{n}", **rule})
    )
    reader = st.just({"op": "audience", "v": ["child"]})
    return st.recursive(
        leaf | reader,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda r: {"all": r})
            | st.lists(inner, min_size=1, max_size=3).map(lambda r: {"any": r})
            | inner.map(lambda r: {"not": r})
        ),
        max_leaves=4,
    )


def parsed(data):
    """Return the document, also one whose pages nobody reaches."""
    sound = parse_document({**data, "pages": [{**data["pages"][0]}]})
    pages = [
        parse_document({**data, "pages": [_without_rules(each)]}).pages[0] for each in data["pages"]
    ]
    with_rules = [_with_rules(page, each) for page, each in zip(pages, data["pages"], strict=True)]
    return SurveyDocument(**{**vars(sound), "pages": tuple(with_rules)})


def _without_rules(page):
    page = copy.deepcopy(page)
    page.pop("show_if", None)
    for each in page["questions"]:
        each.pop("show_if", None)
    return page


def _with_rules(page, data):
    questions = tuple(
        type(q)(**{**vars(q), "show_if": each.get("show_if")})
        for q, each in zip(page.questions, data["questions"], strict=True)
    )
    return type(page)(
        **{**vars(page), "show_if": data.get("show_if"), "questions": questions},
    )


def routes_by_trying(document, audience):
    """Return every route there is, by giving every answer there is."""
    asked = [q for page in document.pages for q in page.questions]
    choices = [[a for a in everything(q.type) if a is not None or q.optional] for q in asked]
    found = set()
    for answers in itertools.product(*choices):
        given_ = dict(zip((q.key for q in asked), answers, strict=True)) | {"take_part": "granted"}
        pages = path_of(document, audience=audience, answers=given_)
        found.add(tuple((p.key, tuple(q.key for q in p.questions)) for p in pages))
    return found


def routes_by_walking(walk):
    return [tuple((step.page, step.questions) for step in route) for route in walk.routes()]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents())
def test_walk_finds_what_trying_every_answer_finds(data):
    document = parsed(data)

    for audience in document.audiences:
        walk = Walk(stops_of(document, audience.key, audience.age_band))
        walked = routes_by_walking(walk)

        assert len(walked) == len(set(walked)) == walk.count()
        assert set(walked) == routes_by_trying(document, audience.key)


def test_walk_of_a_whole_document():
    document = parse_document(whole_document())

    walk = Walk(stops_of(document, "child", "8_11"))

    assert set(routes_by_walking(walk)) == {
        (("first", ("intro", "helper", "kinds")), *rest)
        for second in ((), (("second", ("feeling", "joined", "times")),))
        for rest in (
            (*second, ("third", ("word",))),
            (*second, ("third", ("word", "better"))),
        )
    }


def many_pages(count, rule):
    data = whole_document()
    options = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
    pages = [
        {
            "key": f"page{n}",
            "questions": [{"key": f"q{n}", "type": "single", "label": "?", "options": options}],
        }
        for n in range(count)
    ]
    last = {
        "key": "last",
        "show_if": rule([f"q{n}" for n in range(count)]),
        "questions": [{"key": "why", "type": "long_text", "label": "Why?"}],
    }
    return {**data, "pages": [*pages, last]}


def test_millions_of_answers_that_lead_the_same_way_are_few_places():
    data = many_pages(
        40, lambda keys: {"any": [{"q": key, "op": "eq", "v": "yes"} for key in keys]}
    )

    walk = Walk(stops_of(parse_document(data), "worker", "adult"))

    assert walk.count() == 2
    assert max(sum(map(len, layer)) for layer in walk.layers) <= 2


def test_routes_that_are_too_many_are_said_to_be():
    def some_pair(keys):
        pairs = zip(keys[:20], keys[20:], strict=True)
        return {
            "any": [
                {"all": [{"q": a, "op": "eq", "v": "yes"}, {"q": b, "op": "eq", "v": "yes"}]}
                for a, b in pairs
            ]
        }

    document = parse_document(many_pages(40, some_pair))  # taken to be sound

    with pytest.raises(TooManyRoutes):
        Walk(stops_of(document, "worker", "adult"))


@pytest.mark.parametrize("count", [3, 16])
def test_codes_that_decide_alike_are_tried_once(count):
    data = whole_document()
    codes = [f"kind{n}" for n in range(count)]
    kinds = question(data, "kinds")
    kinds["options"] = [{"code": code, "label": code} for code in [*codes, "none"]]
    kinds.pop("max_choices")
    question(data, "better")["show_if"] = {"q": "kinds", "op": "any_of", "v": codes}

    walk = Walk(stops_of(parse_document(data), "child", "8_11"))

    assert walk.count() == 4


def test_answers_that_exclude_each_other_are_not_given_together():
    data = whole_document()
    both = [{"q": "kinds", "op": "any_of", "v": [code]} for code in ("talk", "none")]
    question(data, "word")["show_if"] = {"all": both}

    with pytest.raises(ValueError, match="nobody can ever be asked it"):
        parse_document(data)


def test_rule_settles_as_answers_come():
    rule = {
        "all": [
            {"q": "a", "op": "eq", "v": 1},
            {"not": {"any": [{"q": "b", "op": "answered"}, {"op": "band", "v": ["adult"]}]}},
        ]
    }
    left = residual_of(rule, audience="child", age_band="8_11")

    assert settle(settle(left, "a", 1), "b", None) is True
    assert settle(settle(left, "b", 2), "a", 1) is False
    assert settle(left, "a", 0) is False
    assert residual_of(rule, audience="worker", age_band="adult") is False


def test_examples_in_docstrings_work():
    result = doctest.testmod(residual)

    assert result.attempted
    assert result.failed == 0


def test_every_kind_has_a_time_to_answer():
    document = parse_document(whole_document())

    for asked in document.questions():
        kind = question_type(asked.type)
        assert (kind.seconds_to_answer(asked) > 0) == kind.has_answer

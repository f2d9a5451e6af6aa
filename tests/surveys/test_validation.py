"""Each thing that can be wrong with a document is found, with its place and what to do."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition import DocumentError, parse_document
from surveys.question_types import question_type
from surveys.routing import path_of
from surveys.validation import problems_of
from surveys.wording import Reader
from tests.surveys.documents import whole_document


def problems_after(change):
    data = whole_document()
    change(data)
    return problems_of(data)


def the_problem_after(change):
    """Return the one problem as text; more than one would hide what was meant."""
    problems = problems_after(change)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return str(problems[0])


def question(data, key):
    asked = [*data["permissions"], *(q for page in data["pages"] for q in page["questions"])]
    return next(each for each in asked if each["key"] == key)


def rule_on(page, rule):
    def change(data):
        data["pages"][page]["show_if"] = rule

    return change


def test_sound_documents_have_no_problems(sample_document):
    assert problems_of(whole_document()) == []
    assert problems_of(sample_document) == []


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_what_is_no_document(data):
    assert [problem.place for problem in problems_of(data)] == ["document"]


def test_empty_object_lists_all_that_is_missing():
    messages = [problem.message for problem in problems_of({})]

    assert "'pages' is missing" in messages
    assert "'title' is missing" in messages


# --- keys and facts ---


def test_unknown_key_suggests_the_nearest():
    def change(data):
        question(data, "word")["optinal"] = True

    assert the_problem_after(change) == (
        "page 'third', question 'word': 'optinal' is not a known key. Did you mean 'optional'?"
    )


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d.update(extra=1), "document"),
        (lambda d: d["audiences"][0].update(extra=1), "audience 'child'"),
        (lambda d: d["pages"][0].update(extra=1), "page 'first'"),
        (lambda d: d["permissions"][0].update(extra=1), "permission 'take_part'"),
        (
            lambda d: question(d, "helper")["options"][0].update(extra=1),
            "page 'first', question 'helper'",
        ),
    ],
)
def test_unknown_key_is_found_everywhere(change, place):
    problem = the_problem_after(change)

    assert problem.startswith(f"{place}: 'extra' is not a known key")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "other/2"),
        ("slug", "Not A Slug"),
        ("slug", "x" * 61),
        ("contact", 3),
        ("results_by", "spring"),
        ("minutes", {"nobody": 3}),
        ("minutes", {"child": "five"}),
        ("title", "x" * 201),
    ],
)
def test_facts_are_checked(name, value):
    problem = the_problem_after(lambda data: data.update({name: value}))

    assert problem.startswith(f"document, {name}: the value cannot be used")


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "x" * 10_001])
def test_text_that_no_database_keeps(text):
    problem = the_problem_after(lambda data: data.update(why=text))

    assert problem.startswith("document, why: the text cannot be stored")


def test_number_that_is_no_number():
    problems = problems_after(lambda data: question(data, "times").update(max=float("nan")))

    assert "the number cannot be stored" in [problem.message for problem in problems]


# --- keys used twice ---


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: d["audiences"].append(dict(d["audiences"][0])),
            "audience 'child': the key is used 2 times",
        ),
        (lambda d: d["pages"][2].update(key="first"), "page 'first': the key is used 2 times"),
        (
            lambda d: question(d, "word").update(key="feeling"),
            "question 'feeling': the key is used 2 times",
        ),
        (
            lambda d: question(d, "word").update(key="take_part"),
            "question 'take_part': the key is used 2 times",
        ),
        (
            lambda d: question(d, "helper")["options"][0].update(code="family"),
            "page 'first', question 'helper': the code 'family' is used twice",
        ),
    ],
)
def test_used_twice(change, expected):
    assert the_problem_after(change).startswith(expected)


@pytest.mark.parametrize("key", ["Two words", "9lives", "x" * 61, ""])
def test_key_that_cannot_be_used(key):
    def change(data):
        question(data, "word")["key"] = key

    assert "the key cannot be used" in the_problem_after(change)


# --- questions ---


def test_unknown_type_suggests_the_nearest():
    problem = the_problem_after(lambda data: question(data, "word").update(type="shorttext"))

    assert problem == (
        "page 'third', question 'word': the type 'shorttext' is not known. "
        "Did you mean 'short_text'?"
    )


@pytest.mark.parametrize(
    ("key", "change", "message"),
    [
        ("helper", {"options": "teacher"}, "'options' has the wrong kind of value"),
        ("helper", {"options": []}, "'options' has fewer than 2 entries"),
        ("kinds", {"max_choices": 9}, "'max_choices' is out of range"),
        ("kinds", {"max_choices": True}, "'max_choices' has the wrong kind of value"),
        ("feeling", {"presentation": "stars"}, "'presentation' is not known"),
        ("times", {"min": 60}, "'min' is over 'max'"),
        ("times", {"max": "many"}, "'max' has the wrong kind of value"),
        ("better", {"max_length": 0}, "'max_length' is out of range"),
        ("better", {"support": "yes"}, "'support' has the wrong kind of value"),
        ("better", {"optional": "yes"}, "'optional' is not true or false"),
        ("better", {"concept": 3}, "'concept' cannot be used"),
        ("quote_anon", {"purpose": "sell"}, "its purpose is not known"),
        ("quote_anon", {"show_if": {"op": "band", "v": ["adult"]}}, "a permission has no rule"),
        ("word", {"audiences": ["worker"]}, "its page is for none of its audiences"),
        ("word", {"audiences": ["chidl"]}, "there is no audience 'chidl'"),
    ],
)
def test_setting_that_cannot_be_used(key, change, message):
    problems = problems_after(lambda data: question(data, key).update(change))

    assert message in [problem.message for problem in problems]
    assert all(problem.remedy for problem in problems)


def test_scale_of_another_size_than_its_drawing():
    problem = the_problem_after(lambda data: question(data, "feeling")["points"].pop())

    assert "'faces5_v1' has another number of points. Write 5 points." in problem


def test_missing_setting():
    problems = problems_after(lambda data: question(data, "helper").pop("options"))

    assert "'options' is missing" in [problem.message for problem in problems]


def test_permission_on_a_page():
    def change(data):
        data["pages"][2]["questions"].append(data["permissions"].pop())

    assert "a permission stands on a page. Move it to 'permissions'." in the_problem_after(change)


def test_question_among_the_permissions():
    def change(data):
        data["permissions"].append(data["pages"][2]["questions"].pop(0))

    assert the_problem_after(change).startswith("permission 'word': it is no permission")


def test_nobody_is_asked_to_take_part():
    problem = the_problem_after(lambda data: data["permissions"].pop(0))

    assert problem.startswith("permissions: nobody is asked whether they take part")


def test_one_audience_is_not_asked_to_take_part():
    problem = the_problem_after(lambda data: data["permissions"][0].update(audiences=["child"]))

    assert problem.startswith(
        "permission 'take_part': 'worker' is never asked whether they take part"
    )


def test_purpose_asked_for_twice():
    def change(data):
        data["permissions"].append({**data["permissions"][1], "key": "quote_again"})

    assert "'quote_anon' is asked for 2 times" in the_problem_after(change)


# --- words ---


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d.update(why={"child": "For you.", "worker": "For you."}), "document, why"),
        (lambda d: d["audiences"][0].update(label={"child": "I"}), "audience 'child', label"),
        (
            lambda d: question(d, "helper").update(label={"child": "Who?"}),
            "page 'first', question 'helper', label",
        ),
        (
            lambda d: question(d, "helper")["options"][0].update(label={"child": "Teacher"}),
            "page 'first', question 'helper', option 'teacher'",
        ),
        (
            lambda d: question(d, "times").update(unit={"child": "times"}),
            "page 'second', question 'times', unit",
        ),
        (
            lambda d: d["permissions"][0].update(yes={"child": "Yes"}),
            "permission 'take_part', yes",
        ),
        (lambda d: d.update(readers=" "), "document, readers"),
    ],
)
def test_missing_words(change, place):
    problems = problems_after(change)

    assert {problem.place for problem in problems} == {place}
    assert all("there are no words for" in problem.message for problem in problems)


def test_missing_words_in_the_language_of_the_document():
    problem = the_problem_after(
        lambda data: question(data, "word").update(label={"pl": "Jedno słowo?"})
    )

    assert "there are no words for 'child' in 'en'" in problem
    assert "or one for everybody under '*'" in problem


def test_words_are_not_asked_for_audiences_that_never_see_them():
    def change(data):
        question(data, "word")["label"] = {"child": "One word?"}

    assert problems_after(change) == []


def test_selector_that_names_nobody():
    problem = the_problem_after(
        lambda data: question(data, "word").update(hint={"*": "a", "worke": "b"})
    )

    assert "'worke' is no audience, age band, format or language. Did you mean 'worker'?" in problem


def test_two_texts_for_the_same_reader():
    problem = the_problem_after(
        lambda data: question(data, "word").update(hint={"child.pl": "a", "pl.child": "b"})
    )

    assert "there are 2 texts for 'child.pl'" in problem


# --- routing ---


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

"""Each thing that can be wrong with a document is found, with its place and what to do."""

import pytest

from surveys.validation import problems_of
from tests.surveys.documents import (
    full_document,
    problems_after,
    question,
    the_problem_after,
    whole_document,
)


def test_sound_documents_have_no_problems(sample_document):
    assert problems_of(whole_document()) == []
    assert problems_of(full_document()) == []
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
        ("decided_by", ["the council"]),
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


@pytest.mark.parametrize(
    ("key", "change", "message"),
    [
        ("heard", {"low": ["a"]}, "'low' has the wrong kind of value"),
        (
            "place",
            {"options": [{"code": code, "label": code} for code in ("a", "b", "c")]},
            "'options' has more than 2 entries",
        ),
        ("wishes", {"places": 1}, "'places' is out of range"),
        ("wishes", {"places": 5}, "'places' is out of range"),
        ("teams", {"rows": []}, "'rows' has fewer than 2 entries"),
        (
            "teams",
            {"rows": [{"code": f"r{n}", "label": "Row"} for n in range(6)]},
            "'rows' has too many entries",
        ),
        (
            "teams",
            {"options": [{"code": "a b", "label": "A"}] * 2},
            "the code 'a b' cannot be used",
        ),
        ("pause", {"go_round": 3}, "'go_round' has the wrong kind of value"),
        ("began", {"earliest": "2024"}, "'earliest' is no month"),
        ("began", {"latest": "2014-12"}, "'earliest' is after 'latest'"),
    ],
)
def test_setting_of_a_further_type_that_cannot_be_used(key, change, message):
    problems = problems_after(lambda data: question(data, key).update(change), full_document)

    assert message in [problem.message for problem in problems]
    assert all(problem.remedy for problem in problems)


def test_matrix_is_not_for_children():
    problem = the_problem_after(lambda data: data["pages"][4].pop("audiences"), full_document)

    assert problem == (
        "page 'fifth', question 'teams': a matrix is too hard for 'child'. "
        "Ask them one question at a time, and name the other 'audiences' here."
    )


def test_interruption_needs_a_page_of_its_own():
    def change(data):
        data["pages"][5]["questions"].append(
            {"key": "more", "type": "number", "label": "How many?"}
        )

    assert the_problem_after(change, full_document) == (
        "page 'sixth', question 'pause': it shares its page. Give it a page of its own."
    )


def test_interruption_needs_a_way_round():
    problem = the_problem_after(lambda data: data["pages"][6].pop("show_if"), full_document)

    assert problem.startswith(
        "page 'sixth', question 'pause': no page depends on it, so there is no way round. "
    )
    assert '"show_if": {"q": "pause", "op": "eq", "v": "go_on"}' in problem


def test_row_without_words():
    def change(data):
        question(data, "teams")["rows"][0]["label"] = {"child": "Health"}

    problem = the_problem_after(change, full_document)

    assert problem.startswith("page 'fifth', question 'teams', option 'health': there are no words")


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

    twice, other_key = map(str, problems_after(change))
    assert "'quote_anon' is asked for 2 times" in twice
    assert "permission 'quote_again': its key and its purpose disagree" in other_key


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

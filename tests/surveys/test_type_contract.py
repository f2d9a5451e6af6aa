"""What every question type owes: a walk through the registry that fails for one that lacks a part.

A page without scripts, an error that says what to do, columns with their words, easy read, paper,
and a time. Reading and storing answers is held by test_question_types.py.
"""

import pytest
from django import forms
from django.template.loader import get_template

from surveys.definition import parse_document
from surveys.question_types import QUESTION_TYPES
from surveys.question_types.missing import MISSING_KINDS, MISSING_WORDS, SKIPPED
from surveys.wording import Reader
from tests.surveys.documents import full_document, question
from tests.surveys.question_cases import ALWAYS, BAD, GOOD, pairs


NAMES = list(QUESTION_TYPES)
ANSWERED = [name for name, kind in QUESTION_TYPES.items() if kind.has_answer]
READER = Reader("worker", "adult", "en", "standard", "en")
EASY = Reader("worker", "adult", "en", "easy_read", "en")
CONTRACT = {
    "template": str,
    "paper_template": str,
    "answer_seconds": float,
    "has_labels": bool,
    "can_be_piped": bool,
    "settings": dict,
    "operators": tuple,
}


def asked(name, **changes):
    data = full_document()
    key = next(q.key for q in parse_document(data).questions() if q.type == name)
    question(data, key).update(changes)
    return parse_document({**data, "formats": ["standard", "easy_read"]}).question(key)


def page_of(name, reader, posted=None, **changes):
    """Return the type's part of a page, as a browser without scripts gets it."""
    form = forms.Form(posted)
    form.use_required_attribute = False
    form.fields["answer"] = QUESTION_TYPES[name].build_field(asked(name, **changes), reader)
    context = {"field": form["answer"], "page_heading": False, "support_lines": ()}
    return get_template(QUESTION_TYPES[name].template).render(context)


@pytest.mark.parametrize("name", NAMES)
def test_type_says_all_that_is_asked_of_it(name):
    kind = QUESTION_TYPES[name]

    for part, expected in CONTRACT.items():
        assert isinstance(getattr(kind, part), expected), part
    assert kind.template and kind.paper_template
    assert (kind.seconds_to_answer(asked(name)) > 0) == kind.has_answer


@pytest.mark.parametrize("name", NAMES)
def test_page_works_without_scripts(name):
    html = page_of(name, READER)

    assert "<script" not in html
    assert " hidden" not in html.replace("aria-hidden", "").replace("visually-hidden", "").replace(
        'type="hidden"', ""
    )
    controls = html.count("<input") + html.count("<select") + html.count("<textarea")
    assert bool(controls) == QUESTION_TYPES[name].has_answer
    assert html.count("<label") >= min(1, controls)


@pytest.mark.parametrize("name", ANSWERED)
def test_error_stands_in_words_beside_what_it_is_about(name):
    raw, message = BAD[name][0]
    field = QUESTION_TYPES[name].build_field(asked(name), READER)

    with pytest.raises(forms.ValidationError) as caught:
        field.clean(raw)

    assert caught.value.messages[0].startswith(message)
    assert message[-1] in ".”" or message[0].isupper()


@pytest.mark.parametrize("name", NAMES)
def test_easy_read_has_its_own_words_with_pictures(name):
    words = {"*": "Long words", "easy_read": "[people] Think of people.\nWho helps you?"}

    html = page_of(name, EASY, label=words, hint={"*": "Hint", "easy_read": "[clock] Take time."})
    usual = page_of(name, READER, label=words)

    assert "Who helps you?" in html
    assert "#picture-people" in html
    assert "Long words" not in html
    assert "Long words" in usual
    if QUESTION_TYPES[name].has_answer:
        assert "#picture-clock" in html


@pytest.mark.parametrize("name", NAMES)
def test_paper_asks_the_same_in_easy_read(name):
    words = {"*": "Long words", "easy_read": "[people] Who helps you?"}
    kind, one = QUESTION_TYPES[name], asked(name, label=words)
    field = kind.build_field(one, EASY)
    item = {"label": field.label, "number": "1", "hint": "", "extras": kind.paper(one, EASY)}

    html = get_template(kind.paper_template).render({"item": item, "support_lines": ()})

    assert "Who helps you?" in html
    assert "#picture-people" in html


@pytest.mark.parametrize("name", ANSWERED)
def test_answer_left_out_has_its_number_in_every_column(name):
    kind, one = QUESTION_TYPES[name], asked(name)

    cells = kind.coded_cells(one, None)

    assert cells == [SKIPPED] * len(kind.columns(one))


@pytest.mark.parametrize(("name", "raw", "value", "words"), pairs(GOOD))
def test_every_cell_is_told_by_the_codebook(name, raw, value, words):
    kind, one = QUESTION_TYPES[name], asked(name)
    entries = kind.codebook(one, READER)

    cells = kind.coded_cells(one, value)

    assert [entry.name for entry in entries] == kind.columns(one)
    for entry, cell in zip(entries, cells, strict=True):
        if cell in MISSING_WORDS:
            continue
        assert not kind.has_labels or entry.values[cell]


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_shown_in_order_or_repeated_is_never_free_text(name):
    kind = QUESTION_TYPES[name]

    assert not (kind.is_open and kind.can_be_piped)
    assert ("shuffle" in kind.settings) <= (name in ("single", "multi", "rank"))


def test_numbers_for_no_answer_are_all_in_words_and_below_zero():
    assert set(MISSING_KINDS.values()) < set(MISSING_WORDS)
    assert all(number < 0 and str(words) for number, words in MISSING_WORDS.items())


def test_only_what_has_to_be_answered_cannot_be_passed_by():
    for name in ANSWERED:
        field = QUESTION_TYPES[name].build_field(asked(name), READER)
        assert field.required == (name in ALWAYS)

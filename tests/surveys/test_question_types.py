"""One contract for every question type in the registry, and what is particular to each."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions import OPERATORS, PRESENCE
from surveys.definition import parse_document
from surveys.question_types import QUESTION_TYPES, question_type
from surveys.wording import Reader, text_of
from tests.surveys.documents import full_document
from tests.surveys.question_cases import ALWAYS, BAD, GOOD, LISTS, blank_of, pairs


READER = Reader("child", "8_11", "en", "standard", "en")
DOCUMENT = parse_document(full_document())
QUESTIONS = {question.type: question for question in reversed(list(DOCUMENT.questions()))}
ANSWERED = [name for name, kind in QUESTION_TYPES.items() if kind.has_answer]

HARSH = ("please", "valid", "invalid", "oops", "!")


def field_of(name, **changes):
    question = QUESTIONS[name]
    if changes:
        question = type(question)(**{**vars(question), **changes})
    return question_type(name).build_field(question, READER)


def messages_of(name, raw, **changes):
    with pytest.raises(ValidationError) as caught:
        field_of(name, **changes).clean(raw)
    return caught.value.messages


def form_of(name, data):
    """Return a bound form with the type's field, filled the way a browser fills it."""
    form = forms.Form(data)
    form.fields["answer"] = field_of(name)
    return form


# --- the contract ---


def test_full_document_holds_every_type():
    assert set(QUESTIONS) == set(QUESTION_TYPES)
    assert set(GOOD) == set(BAD) == set(ANSWERED)


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_field_carries_what_its_component_reads(name):
    field = field_of(name)

    assert field.question_type == name
    assert field.widget_template.startswith("components/question_")
    assert get_template(field.widget_template)
    assert field.heading == field.label == text_of(QUESTIONS[name].label, READER)
    assert field.hint == ""
    assert field.initial is None
    assert not field.widget.is_hidden


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_field_needs_no_script_and_no_browser_checks(name):
    form = form_of(name, None)
    form.use_required_attribute = False
    html = str(form["answer"])

    assert "required" not in html
    assert "checked" not in html
    assert "<script" not in html
    assert "onchange" not in html


@pytest.mark.parametrize(("name", "raw", "value", "words"), pairs(GOOD))
def test_answer_goes_round(name, raw, value, words):
    kind, question = question_type(name), QUESTIONS[name]

    cleaned = kind.clean(question, raw)

    assert cleaned == value
    assert not kind.is_blank(cleaned)
    assert kind.text_of(question, cleaned, READER) == words
    assert kind.clean(question, kind.raw_of(cleaned)) == cleaned
    kind.check_value(question, cleaned)


@pytest.mark.parametrize(("name", "raw", "message"), pairs(BAD))
def test_what_is_no_answer_is_refused_with_what_to_do(name, raw, message):
    messages = messages_of(name, raw)

    assert len(messages) == 1
    assert messages[0].startswith(message)


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_messages_are_kind(name):
    messages = " ".join(str(each).lower() for each in field_of(name).error_messages.values())
    own = " ".join(message.lower() for _, message in BAD.get(name, []))

    assert not [word for word in HARSH if word in own]
    assert not QUESTION_TYPES[name].has_answer or messages


@pytest.mark.parametrize("name", [name for name in ANSWERED if name not in ALWAYS])
def test_blank_is_no_answer(name):
    kind, question = question_type(name), QUESTIONS[name]

    values = [kind.clean(question, blank) for blank in (None, blank_of(name))]

    assert values == [None, None]
    assert kind.is_blank(None)


@pytest.mark.parametrize("name", ["number", "short_text", "long_text"])
def test_spaces_are_no_answer(name):
    assert question_type(name).clean(QUESTIONS[name], " \r\n\t ") is None


@pytest.mark.parametrize("name", [name for name in ANSWERED if name not in ALWAYS])
def test_question_that_must_be_answered_says_so(name):
    messages = messages_of(name, blank_of(name), optional=False)

    assert len(messages) == 1
    assert messages[0].split()[0] in {"Choose", "Write"}


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("value", ["\x00", "other", -7, 3.5, ["x"], {"a": 1}, True])
def test_value_that_no_form_gives_is_refused(name, value):
    kind, question = question_type(name), QUESTIONS[name]
    if kind.is_open and value == "other":
        return

    with pytest.raises(ValidationError):
        kind.check_value(question, value)


@pytest.mark.parametrize("name", ANSWERED)
@given(raw=st.text(st.characters(exclude_categories=()), max_size=30))
def test_whatever_is_posted_is_cleaned_or_refused(name, raw):
    kind, question = question_type(name), QUESTIONS[name]
    try:
        value = kind.clean(question, [raw] if name in LISTS else raw)
    except ValidationError as error:
        assert all(error.messages)
        return

    assert kind.is_blank(value) or kind.text_of(question, value, READER)
    if value is not None:
        kind.check_value(question, value)


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_columns_are_named_after_the_question(name):
    question = QUESTIONS[name]
    columns = question_type(name).columns(question)

    assert all(column.split("__")[0] == question.key for column in columns)
    assert bool(columns) == question_type(name).has_answer


@pytest.mark.parametrize(("name", "raw", "value", "words"), pairs(GOOD))
def test_answer_fills_its_columns(name, raw, value, words):
    kind, question = question_type(name), QUESTIONS[name]

    cells = kind.cells(question, value)

    assert len(cells) == len(kind.columns(question)) == len(kind.cells(question, None))
    assert any(cell is not None for cell in cells)
    assert set(kind.cells(question, None)) == {None}
    assert all(cell is None or isinstance(cell, int | str) for cell in cells)


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_codebook_tells_of_every_column(name):
    kind, question = question_type(name), QUESTIONS[name]

    entries = kind.codebook(question, READER)

    assert [entry.name for entry in entries] == kind.columns(question)
    assert all(text_of(question.label, READER) in entry.words for entry in entries)
    for _raw, value, _words in GOOD.get(name, ()):
        for entry, cell in zip(entries, kind.cells(question, value), strict=True):
            assert cell is None or not entry.values or entry.values[cell]


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_type_documents_itself(name):
    kind = question_type(name)

    assert kind.name == name
    assert kind.__doc__
    assert set(kind.required) <= set(kind.settings)
    assert set(kind.wordings) <= set(kind.settings)


def test_every_operator_is_of_use_to_some_type():
    used = {operator for kind in QUESTION_TYPES.values() for operator in kind.operators}

    assert used == {each.name for each in OPERATORS.values() if not each.about_reader}
    assert all(set(PRESENCE) <= set(QUESTION_TYPES[name].operators) for name in ANSWERED)


def test_unknown_type_is_a_key_error():
    with pytest.raises(KeyError):
        question_type("slider")


# --- each its own ---


def test_consent_offers_yes_and_no_and_chooses_neither():
    field = field_of("consent")

    assert field.choices == [("granted", "Yes"), ("refused", "No")]
    assert field.required
    assert field.initial is None


def test_multi_columns_are_one_an_option():
    columns = question_type("multi").columns(QUESTIONS["multi"])

    assert columns == ["kinds__talk", "kinds__money", "kinds__time", "kinds__none"]


def test_matrix_has_one_column_a_row():
    kind, question = question_type("matrix"), QUESTIONS["matrix"]

    assert kind.columns(question) == ["teams__health", "teams__police", "teams__schools"]
    assert kind.cells(question, {"police": "often"}) == [None, "often", None]


def test_matrix_that_must_be_answered_names_the_rows_left_out():
    messages = messages_of("matrix", ["often", "", ""], optional=False)

    assert messages == ["Choose an answer for: Police; Schools."]


def test_interruption_cannot_be_passed_by():
    field = field_of("interruption")

    assert field.required
    assert field.initial is None
    assert field.body == "There are two questions. You can miss them out."


def test_support_takes_no_answer_and_needs_no_words_of_its_own():
    field = field_of("support", optional=False)

    assert field.clean(None) is None
    assert field.body == ""


def test_several_answers_are_marked_option_by_option():
    assert question_type("multi").cells(QUESTIONS["multi"], ["money"]) == [0, 1, 0, 0]
    assert question_type("rank").cells(QUESTIONS["rank"], ["food", "time"]) == [2, None, 1, None]


def test_codebook_says_what_figures_mean_and_how_a_scale_was_drawn():
    rank = question_type("rank").codebook(QUESTIONS["rank"], READER)[1]
    faces = question_type("faces").codebook(QUESTIONS["faces"], READER)[0]
    matrix = question_type("matrix").codebook(QUESTIONS["matrix"], READER)[0]

    assert rank.words == "What matters most? Trust"
    assert rank.values == {1: "1st choice", 2: "2nd choice", 3: "3rd choice"}
    assert (faces.presentation, faces.values[1]) == ("faces5_v1", "Point 1")
    assert matrix.words == "How often do you meet these teams? Health"
    assert matrix.values["often"] == "Often"


def test_month_and_year_that_are_both_wrong_are_both_told():
    assert messages_of("date_month", ["13", "24"]) == [
        "Write the month as a number from 1 to 12, or by its name.",
        "Write the year with four figures, such as 2024.",
    ]


def test_rank_offers_places_with_nothing_chosen():
    field = field_of("rank")

    assert [str(part.label) for part in field.parts] == ["1st choice", "2nd choice", "3rd choice"]
    assert all(part.widget.choices[0] == ("", "Choose one") for part in field.parts)
    settings = {**QUESTIONS["rank"].settings, "places": 2}
    assert len(field_of("rank", settings=settings).parts) == 2


def test_month_is_read_in_the_language_of_the_page():
    with translation.override("pl"):
        assert field_of("date_month").clean(["marzec", "2024"]) == "2024-03"
        assert field_of("date_month").clean(["March", "2024"]) == "2024-03"


def test_scale_offers_not_applicable_apart_from_its_points():
    field = field_of("likert")

    assert field.points == [(number, f"Point {number}") for number in range(1, 6)]
    assert field.choices[-1] == ("na", "Does not apply")
    assert field.presentation == "text5_v1"


def test_rating_has_words_at_both_ends_and_starts_nowhere():
    field = field_of("rating_0_10")

    assert field.ends == [(0, "Not at all"), (10, "Completely")]
    assert [code for code, _ in field.choices] == [str(number) for number in range(11)]
    assert field.initial is None


def test_number_without_bounds_stays_within_what_sheets_can_hold():
    changes = {"settings": {}}

    assert field_of("number", **changes).clean("-12") == -12
    assert messages_of("number", "1" * 11, **changes) == ["Write 1000000000 or less."]


def test_long_text_carries_its_limit_and_its_support():
    field = field_of("long_text")

    assert (field.max_length, field.show_support) == (100, True)
    assert field_of("long_text", settings={}).max_length == 2000
    assert field_of("short_text").show_support is True


def test_nul_is_dropped_rather_than_refused():
    assert field_of("long_text").clean("a\x00b\ud800") == "ab"


def test_length_is_counted_as_people_see_it():
    typed = "\r\n".join(["x" * 9] * 10)  # 99 characters with newlines of one

    assert len(field_of("long_text").clean(typed)) == 99
    assert field_of("long_text").clean("👨‍👩‍👧‍👦" * 100)
    assert messages_of("long_text", "👍🏽" * 101) == [
        "Your answer is 1 character too long. Make it shorter."
    ]
    assert len(field_of("long_text").clean("  " + "x" * 100 + "\r\n\r\n")) == 100


def test_letters_that_composing_takes_apart_are_kept():
    assert len(field_of("long_text").clean("\ufb2c" * 100)) == 300


def test_marks_piled_on_one_letter_have_a_limit():
    assert len(field_of("long_text").clean("e" + "\u0323\u0300" * 4_000)) <= 10_000
    assert messages_of("long_text", "x" + "\u0336" * 10_001) == [
        "Your answer is 2 characters too long. Make it shorter."
    ]


def test_text_that_is_too_long_stays_in_the_box():
    typed = "x" * 112
    form = form_of("long_text", {"answer": typed})

    assert not form.is_valid()
    assert form["answer"].value() == typed


def test_text_that_says_nothing_is_kept_but_blank():
    kind, question = question_type("long_text"), QUESTIONS["long_text"]
    value = kind.clean(question, " n/a ")

    assert value == "n/a"
    assert kind.is_blank(value)


def test_information_takes_no_answer_and_holds_nobody_up():
    form = form_of("info", {"answer": "typed by a robot"})
    field = field_of("info", optional=False)

    assert form.is_valid()
    assert question_type("info").value_of(form.cleaned_data["answer"]) is None
    assert field.clean(None) is None
    assert field.body == "Hello."


def test_words_follow_the_reader():
    label = {"*": "Who helps?", "child": "Who helps you?"}
    field = field_of("single", label=label, hint={"child": "Choose one."})

    assert (field.label, field.hint) == ("Who helps you?", "Choose one.")


def test_option_since_removed_is_shown_by_its_code():
    assert question_type("single").text_of(QUESTIONS["single"], "aunt", READER) == "aunt"

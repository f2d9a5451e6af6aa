"""The sample survey is sound, uses every kind of question, and reads as easily as it promises."""

from random import Random

import pytest

from surveys.helping import ROLE, START
from surveys.question_types import QUESTION_TYPES, question_type
from surveys.reading_level import sentences_in
from surveys.reading_report import readings_of
from surveys.routes.advice import route_advice
from surveys.routing import path_of


TWELVE = {
    "take_part",
    "understand_limits",
    "quote_anon",
    "quote_context",
    "share_local",
    "special_category",
}
# Asked in these very words by the government's own surveys, so that figures can be compared.
HARMONISED = {
    "page 'about_health', question 'ltc', label",
    "page 'about_limit', question 'limit', label",
    "page 'ethnic_background', question 'ethnic_black', options 'other'",
}
# The most questions of a long way through, without those about oneself at the end.
MOST_QUESTIONS = {"child": 14, "young_person": 17, "parent": 18, "practitioner": 19}


def ways_through(document, audience):
    """Return the pages of ways that between them meet everything, by many random answers."""
    rng = Random(5)
    pages = document.pages_for(audience)
    for _ in range(300):
        answers = {}
        for page in pages:
            for question in page.questions:
                codes = question_type(question.type).codes_of(question.settings)
                if codes:
                    code = rng.choice(codes)
                    answers[question.key] = [code] if question_type(question.type).is_list else code
        band = rng.choice(document.audience(audience).bands)
        yield path_of(document, audience=audience, answers=answers, age_band=band)


def test_document_has_four_audiences_and_all_their_ages(document):
    audiences = {audience.key: audience.bands for audience in document.audiences}
    assert audiences == {
        "child": ("8_11",),
        "young_person": ("12_15", "16_17"),
        "parent": ("adult",),
        "practitioner": ("adult",),
    }


ASKED = {
    ("child", 8): {"adult_permission", "take_part", "understand_limits", "quote_anon"},
    ("young_person", 12): {"adult_permission", *TWELVE},
    ("young_person", 13): TWELVE,
    ("young_person", 16): TWELVE,
    ("parent", 18): {*TWELVE, "archive"},
    ("practitioner", 18): {*TWELVE, "archive"},
}


@pytest.mark.parametrize(("reader", "expected"), ASKED.items())
def test_permissions_are_those_of_the_age(document, reader, expected):
    assert {each.key for each in document.permissions_for(*reader)} == expected


def test_document_uses_the_commonest_question_types(document):
    common = {"consent", "info", "single", "multi", "faces", "likert"}
    common |= {"rank", "matrix", "short_text", "long_text"}

    assert common <= {question.type for question in document.questions()} <= set(QUESTION_TYPES)


@pytest.mark.parametrize("audience", MOST_QUESTIONS)
def test_no_way_is_too_long_and_no_page_too_large(document, audience):
    for pages in ways_through(document, audience):
        asked = [
            question
            for page in pages
            for question in page.questions
            if question_type(question.type).has_answer
            and not page.needs
            and question.concept not in (START, ROLE)
        ]

        assert len(asked) <= MOST_QUESTIONS[audience]
        assert max(len(page.questions) for page in pages) <= 3


@pytest.mark.parametrize("audience", ["child", "young_person"])
def test_everything_children_read_is_easy_to_read(document, audience):
    """What is not written again for easy read is one short idea, fit for both."""
    reading = {each.format: each for each in readings_of(document) if each.audience == audience}
    written_again = {text.place for text in reading["easy_read"].texts}

    kept = [text for text in reading["standard"].texts if text.place not in written_again]
    assert written_again
    assert [each.text for each in kept if len(each.text.split()) > 10] == []
    assert [each.text for each in kept if len(sentences_in(each.text)) > 1] == []


@pytest.mark.parametrize("audience", ["child", "young_person"])
def test_easy_read_has_a_picture_for_each_question_and_each_idea(document, audience):
    reading = next(
        each
        for each in readings_of(document)
        if (each.audience, each.format) == (audience, "easy_read")
    )

    for each in reading.texts:
        lines = each.text.lines  # (picture, words)
        assert len(lines) == 1 or all(picture for picture, _words in lines), each.place
    for page in document.pages_for(audience):
        for question in page.questions:
            if question.is_for(audience):
                assert question.picture, question.key


def test_routes_of_children_are_no_longer_than_their_age_allows(document):
    advice = [str(each) for each in route_advice(document)]

    assert not [each for each in advice if "questions" in each]


def test_audiences_can_be_compared_on_what_is_good_and_what_could_be_better(document):
    for audience in document.audiences:
        questions = [q for page in document.pages_for(audience.key) for q in page.questions]
        concepts = [q.concept for q in questions if question_type(q.type).is_open]

        assert {"c_good", "c_better"} <= set(concepts)
        assert len(concepts) >= 3


def test_every_text_is_as_easy_as_its_readers_need(document):
    for reading in readings_of(document):
        hard = {each.place: each.text for each in reading.hard if each.place not in HARMONISED}

        assert hard == {}, (reading.audience, reading.format)
        assert reading.texts
        assert not reading.is_too_passive

"""Which texts of a document are hard for which of its readers."""

import pytest

from surveys.definition import parse_document
from surveys.problems import Problem
from surveys.reading_report import (
    finding_words,
    reading_advice,
    readings_of,
    unjudged_languages,
)
from tests.factories import small_document
from tests.surveys.ages import aged_document, permission


HARD = "Participation in this consultation is voluntary, confidential and independent."


def report_of(document):
    parsed = parse_document(document)
    return {(each.audience, each.format): each for each in readings_of(parsed)}


def hard_places(reading):
    return [each.place for each in reading.hard]


def with_label(label):
    document = small_document()
    document["pages"][0]["questions"][0]["label"] = label
    return document


def test_each_audience_is_judged_by_its_own_words_and_limit():
    report = report_of(with_label({"*": HARD, "child": "Who helps you?"}))

    place = "page 'about', question 'helper', label"
    assert place not in hard_places(report["child", "standard"])
    assert place in hard_places(report["parent", "standard"])
    assert list(report) == [(who, "standard") for who in ("", "child", "parent", "practitioner")]


def test_what_anybody_reads_is_judged_by_the_youngest():
    document = small_document()
    middling = "We want to learn what different services do for families in your area."
    document["why"] = {"*": middling, "child": "We want to help."}
    report = report_of(document)

    assert "document, why" in hard_places(report["", "standard"])
    assert "document, why" not in hard_places(report["child", "standard"])
    assert "document, why" not in hard_places(report["practitioner", "standard"])


def test_text_stands_once_with_the_youngest_who_read_it():
    document = aged_document()
    document["pages"][0]["questions"][0]["label"] = {"*": HARD, "16_17": "Who helps you?"}

    found = [
        (each.place, each.limit.grade)
        for each in report_of(document)["child", "standard"].hard
        if each.place.endswith("'helper', label")
    ]

    assert found == [("page 'about', question 'helper', label", 4)]


def test_what_an_adult_reads_on_a_childs_survey_is_judged_as_such():
    words = "Have you read what this survey is about, and are you happy for them to take part?"
    document = aged_document(permission("understand_limits"))
    for each in document["permissions"]:
        each["label"] = words

    places = hard_places(report_of(document)["child", "standard"])

    assert "permission 'adult_permission', label" not in places
    assert "permission 'understand_limits', label" in places


def test_easy_read_is_judged_where_it_is_written_and_the_usual_words_are_not():
    document = with_label({"*": HARD, "easy_read": "[helper] Who helps you?\n[people] Who cares?"})
    document["formats"] = ["standard", "easy_read"]

    report = report_of(document)

    assert [each.text for each in report["child", "easy_read"].texts] == [
        "Who helps you?\nWho cares?"
    ]
    assert not report["child", "easy_read"].hard
    assert report["child", "standard"].hard


def test_options_rows_points_and_both_ends_are_judged():
    document = small_document()
    document["pages"][0]["questions"][0]["options"][0]["label"] = "Administrative colleagues"
    document["pages"][0]["questions"][1]["points"][2]["label"] = "Unsatisfactory"

    places = hard_places(report_of(document)["child", "standard"])

    assert "page 'about', question 'helper', options 'teacher'" in places
    assert "page 'about', question 'feel', points '3'" in places


def test_other_languages_are_not_judged_and_named():
    document = with_label({"*": "Who helps you?", "pl": "Kto ci pomaga?"})
    document["languages"] = {"pl": {"status": "machine_draft", "offered": False}}
    polish = small_document() | {"language": "pl"}

    assert unjudged_languages(parse_document(document)) == ["pl"]
    assert readings_of(parse_document(polish)) == []
    assert list(reading_advice(parse_document(polish))) == []


def test_advice_tells_each_text_once_with_what_is_hard():
    document = with_label(HARD)
    parsed = parse_document(document)

    told = [each for each in reading_advice(parsed) if "'helper', label" in each.place]

    assert [type(each) for each in told] == [Problem]
    assert told[0].place == "page 'about', question 'helper', label, for 'child'"
    assert "reading grade" in told[0].message
    assert "4 is the most" in told[0].message


def test_advice_speaks_of_passives_only_where_there_are_many():
    document = small_document()
    document["why"] = "Help is given. Words are heard. Children are asked. Things are changed."
    document["readers"] = "It is read. It is sorted. It is checked. It is kept."

    messages = [each.message for each in reading_advice(parse_document(document))]

    assert any("leave out who does it" in each for each in messages)
    calm = [each.message for each in reading_advice(parse_document(small_document()))]
    assert not any("leave out who does it" in each for each in calm)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Administrative colleagues", "a hard word: “Administrative”"),
        ("Help that goes the extra mile", "goes the extra mile"),
    ],
)
def test_findings_in_words(text, words):
    report = report_of(with_label(text.replace("goes", "go")))
    hard = report["child", "standard"].hard
    said = [finding_words(found, each.limit) for each in hard for found in each.findings]

    assert any(words.replace("goes", "go") in each for each in said)

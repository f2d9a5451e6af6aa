"""The written answers are many, different, of every manner, and name nobody."""

import re
from collections import Counter

from surveys.intake import clean_text
from surveys.question_types import question_type


PERSONAL = {
    "e-mail": re.compile(r"\S@\S"),
    "link": re.compile(r"https?:|www\.", re.IGNORECASE),
    "phone": re.compile(r"(?:\+44|\b0)\d[\d ]{7,}\d"),
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
    "title and name": re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Dr|Sir)\.? [A-Z]"),
    "date": re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"),
}
MANNERS = {"blank", "dont_know", "hard_to_read", "misspelt", "two_things", "campaign"}


def open_questions(document):
    """Return (audience, question) for each that somebody answers in their own words."""
    return [
        (audience.key, question)
        for audience in document.audiences
        for page in document.pages_for(audience.key)
        for question in page.questions
        if question_type(question.type).is_open and question.is_for(audience.key)
    ]


def test_every_open_question_has_forty_answers_or_more_from_each_audience(document, answers):
    written = Counter((answer.audience, answer.question_key) for answer in answers)

    asked = {(audience, question.key) for audience, question in open_questions(document)}
    assert set(written) == asked
    assert {place: count for place, count in written.items() if count < 40} == {}


def test_every_audience_leaves_some_blank_and_some_unsure_for_each_question(document, answers):
    manners = {}
    for answer in answers:
        manners.setdefault((answer.audience, answer.question_key), set()).update(answer.tags)

    for audience, question in open_questions(document):
        assert {"blank", "dont_know"} <= manners[audience, question.key], (audience, question.key)


def test_there_are_at_least_240_different_answers_to_long_questions(document, answers):
    long_keys = {q.key for q in document.questions() if q.type == "long_text"}

    texts = {a.text.casefold() for a in answers if a.question_key in long_keys and a.text}

    assert len(texts) >= 240


def test_answers_are_of_all_lengths_and_manners(answers):
    lengths = [len(answer.text.split()) for answer in answers]

    assert 1 in lengths
    assert max(lengths) >= 120
    written = {tag for answer in answers for tag in answer.tags}
    assert written >= MANNERS


def test_prepared_text_has_three_edited_forms(answers):
    texts = [answer.text for answer in answers if "campaign" in answer.tags]

    assert len(set(texts)) == len(texts) == 4


def test_answers_fit_their_questions_and_are_clean(document, answers):
    for answer in answers:
        limit = document.question(answer.question_key).settings["max_length"]
        assert clean_text(answer.text, limit=limit).text == answer.text


def test_nothing_looks_personal(answers, import_rows):
    texts = [answer.text for answer in answers]
    texts += [cell for row in import_rows for cell in row.values()]

    found = [(kind, t) for t in texts for kind, look in PERSONAL.items() if look.search(t)]

    assert found == []

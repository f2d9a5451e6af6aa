"""The sample survey is sound, uses every kind of question, and reads as easily as it promises."""

import re
from random import Random

import pytest

from surveys.question_types import QUESTION_TYPES, question_type
from surveys.routing import path_of
from surveys.wording import Reader, text_of


SENTENCE = re.compile(r"[.?!](?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
# The grade the words are written for, and the longest sentence allowed.
GRADES = {
    "child": (4, 15),
    "young_person": (6, 20),
    "parent": (7, 20),
    "practitioner": (9, 20),
}


def wordings_for(document, key):
    """Return every wording that one audience reads, as it stands in the document."""
    wordings = [document.title, document.why, document.readers, document.what_happens]
    questions = [each for each in document.permissions_for(key) if each.key != ADULTS_OWN]
    for page in document.pages_for(key):
        wordings.append(page.title)
        questions += [question for question in page.questions if question.is_for(key)]
    for question in questions:
        wordings += [question.label, question.hint]
        wordings += [question.settings.get(name) for name in ("yes", "no", "body")]
        wordings.append(question.settings.get("not_applicable"))
        for name in ("options", "points", "rows"):
            wordings += [choice["label"] for choice in question.settings.get(name, [])]
    return [wording for wording in wordings if wording]


def words_shown(document, key):
    """Return every string that one audience reads, in its own wording."""
    audience = document.audience(key)
    reader = Reader(key, audience.age_band, document.language, "standard")
    return [text_of(wording, reader) for wording in wordings_for(document, key)]


def sentences_of(text):
    return [part for part in SENTENCE.split(text) if part.strip()]


def grade_of(texts):
    """Return the Flesch-Kincaid grade, counting a run of vowels as a syllable."""
    sentences = [s for text in texts for s in sentences_of(text)]
    words = [w for s in sentences for w in re.findall(r"[a-z']+", s.lower())]
    syllables = sum(max(1, len(VOWELS.findall(w.removesuffix("e")))) for w in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


# Read by the adult who is with a child.
ADULTS_OWN = "adult_permission"
TWELVE = {
    "take_part",
    "understand_limits",
    "quote_anon",
    "quote_context",
    "share_local",
    "special_category",
}
# Asked in these very words by the government's own surveys, so that figures can be compared.
HARMONISED = (
    "Do you have any physical or mental health conditions or illnesses lasting or expected to last "
    "for 12 months or more?"
)
# The most questions of a long way through, without those about oneself at the end.
MOST_QUESTIONS = {"child": 14, "young_person": 18, "parent": 18, "practitioner": 19}


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
            if question_type(question.type).has_answer and page.title != "About you"
        ]

        assert len(asked) <= MOST_QUESTIONS[audience]
        assert max(len(page.questions) for page in pages) <= 3


@pytest.mark.parametrize("audience", ["child", "young_person"])
def test_everything_children_read_has_easy_words_of_its_own(document, audience):
    """A text of one short sentence may serve both; anything longer is written again."""
    band = document.audience(audience).age_band
    for wording in wordings_for(document, audience):
        usual = text_of(wording, Reader(audience, band, "en", "standard"))
        easy = text_of(wording, Reader(audience, band, "en", "easy_read"))
        if easy == usual:
            assert len(easy.split()) <= 10, easy
            assert len(sentences_of(easy)) <= 1 or len(easy.split()) <= 10, easy
        for sentence in sentences_of(easy):
            assert len(sentence.split()) <= 15, easy


def test_audiences_can_be_compared_on_what_is_good_and_what_could_be_better(document):
    for audience in document.audiences:
        questions = [q for page in document.pages_for(audience.key) for q in page.questions]
        concepts = [q.concept for q in questions if question_type(q.type).is_open]

        assert {"c_good", "c_better"} <= set(concepts)
        assert len(concepts) >= 3


@pytest.mark.parametrize(("audience", "limits"), GRADES.items())
def test_words_are_as_easy_as_the_audience_needs(document, audience, limits):
    hardest, longest = limits

    shown = words_shown(document, audience)
    # Labels of one or two words have no sentence to measure.
    grade = grade_of([text for text in shown if len(text.split()) > 3])

    assert grade <= hardest
    own = [text for text in shown if text != HARMONISED]
    sentences = [sentence for text in own for sentence in sentences_of(text)]
    assert [s for s in sentences if len(s.split()) > longest] == []

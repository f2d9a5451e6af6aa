"""The sample survey is sound, uses every kind of question, and reads as easily as it promises."""

import re

import pytest

from surveys.question_types import QUESTION_TYPES, question_type
from surveys.wording import Reader, text_of


SENTENCE = re.compile(r"[.?!](?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
# The grade the words are written for, and the longest sentence allowed.
GRADES = {"child": (4, 15), "parent": (7, 20), "practitioner": (9, 20)}


def words_shown(document, key):
    """Return every string that one audience reads, in its own wording."""
    audience = document.audience(key)
    reader = Reader(key, audience.age_band, document.language, "standard")
    wordings = [document.why, document.readers, document.what_happens]
    questions = list(document.permissions_for(key))
    questions += [q for page in document.pages_for(key) for q in page.questions]
    for question in questions:
        wordings += [question.label, question.hint]
        wordings += [question.settings.get(name) for name in ("yes", "no", "body")]
        wordings.append(question.settings.get("not_applicable"))
        choices = [*question.settings.get("options", []), *question.settings.get("points", [])]
        wordings += [choice["label"] for choice in choices]
    return [text_of(wording, reader) for wording in wordings if wording]


def sentences_of(text):
    return [part for part in SENTENCE.split(text) if part.strip()]


def grade_of(texts):
    """Return the Flesch-Kincaid grade, counting a run of vowels as a syllable."""
    sentences = [s for text in texts for s in sentences_of(text)]
    words = [w for s in sentences for w in re.findall(r"[a-z']+", s.lower())]
    syllables = sum(max(1, len(VOWELS.findall(w.removesuffix("e")))) for w in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_document_has_three_audiences_and_three_permissions(document):
    assert [audience.key for audience in document.audiences] == ["child", "parent", "practitioner"]
    keys = [permission.key for permission in document.permissions]
    assert keys == ["take_part", "quote_anon", "share_local"]


def test_document_uses_the_commonest_question_types(document):
    common = {"consent", "info", "single", "multi", "faces", "likert"}
    common |= {"number", "short_text", "long_text"}

    assert common <= {question.type for question in document.questions()} <= set(QUESTION_TYPES)


@pytest.mark.parametrize("audience", GRADES)
def test_audience_is_asked_eight_to_eleven_questions_on_small_pages(document, audience):
    pages = document.pages_for(audience)
    answered = [q for p in pages for q in p.questions if question_type(q.type).has_answer]

    assert 8 <= len(answered) <= 11
    assert max(len(page.questions) for page in pages) <= 2


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
    sentences = [sentence for text in shown for sentence in sentences_of(text)]
    assert [s for s in sentences if len(s.split()) > longest] == []

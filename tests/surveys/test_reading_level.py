"""How easy words are to read, held to values that can be worked out by hand."""

import pytest

from surveys.reading_level import (
    EASY_READ,
    IDIOMS,
    LIMITS,
    PRACTITIONERS,
    Finding,
    findings_in,
    grade_of,
    limit_for,
    passive_share,
    passives_in,
    plain_text,
    sentences_in,
    syllables_in,
)


CHILD = LIMITS["8_11"]


SYLLABLES = {
    1: "help helped need stopped played school friend wait asked a hmm 12 don’t they’ll",
    2: "teacher nurses children wanted being quiet little tables boxes isn't joined-up",
    3: "family remember together understand everything follow-up NHS",
    4: "information community education experience",
    5: "university educational opportunity",
}


@pytest.mark.parametrize(
    ("word", "beats"),
    [(word, beats) for beats, words in SYLLABLES.items() for word in words.split()],
)
def test_syllables(word, beats):
    assert syllables_in(word) == beats


def test_grade_is_that_of_the_formula():
    # 2 sentences, 10 words, 11 syllables.
    text = "The teacher had time for me. We had a chat."

    assert [len(words) for words in sentences_in(text)] == [6, 4]
    assert grade_of([text]) == pytest.approx(0.39 * 5 + 11.8 * 1.1 - 15.59)
    assert grade_of([text, text]) == pytest.approx(grade_of([text]))


@pytest.mark.parametrize("nothing", [[], [""], ["…", "?!"], ["[clock] "]])
def test_no_words_have_no_grade_and_nothing_found(nothing):
    assert grade_of(nothing) == 0
    assert [findings_in(text, CHILD) for text in nothing] == [[] for _ in nothing]


def test_harder_words_and_longer_sentences_are_a_higher_grade():
    easy = "We want to know who helps you. You can stop at any time."
    long_sentence = "We want to know who helps you and you can stop at any time."
    hard_words = "We intend to investigate professional support. Participation is voluntary."

    assert grade_of([easy]) < grade_of([long_sentence]) < grade_of([hard_words])


def test_lines_pictures_and_earlier_answers_are_read_as_people_read_them():
    text = "[clock] It takes 6 minutes\n[people] Did {answer:helper|that person} listen?"

    assert plain_text(text) == "It takes 6 minutes\nDid that person listen?"
    assert [len(words) for words in sentences_in(text)] == [4, 4]


def test_abbreviations_inside_a_sentence_end_none():
    assert len(sentences_in("It costs 3.50 at the N.H.S.-run café on 1.5.2027")) == 1


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Tell us about a time a helper did something good.", []),
        ("Someone to talk to about feelings", []),
        ("Special educational needs", ["word"]),
        ("Ms Featherstonehaugh-Cholmondeley", []),
        (
            "You can tell us as much as you like about all the people who help your family now.",
            ["sentence", "grade"],
        ),
        (
            "Participation in this consultation is voluntary, confidential and independent.",
            ["grade"],
        ),
        ("We will go the extra mile for you.", ["idiom"]),
        ("We will go the EXTRA mile.", ["idiom"]),
    ],
)
def test_findings(text, kinds):
    assert [found.kind for found in findings_in(text, CHILD)] == kinds


def test_finding_names_what_is_over():
    assert findings_in("Alternative provision", CHILD) == [
        Finding("word", "Alternative"),
    ]
    assert findings_in("Alternative provision", PRACTITIONERS) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your answers will be kept.", ["be kept"]),
        ("You were not told.", ["were not told"]),
        ("It is always checked by a person.", ["is always checked"]),
        ("We keep your answers. I am tired and worried.", []),
        ("You are allowed to stop.", []),
        ("She is a good helper. This is red.", []),
    ],
)
def test_passives(text, found):
    assert passives_in(text) == found


def test_passive_share_counts_sentences():
    assert passive_share(["Help was given. We rang. They came.", "It was lost"]) == 0.5
    assert passive_share([]) == 0


def test_limits_are_those_of_the_reader():
    assert [limit_for(band).grade for band in ("8_11", "12_15", "16_17", "adult")] == [4, 6, 7, 7]
    assert limit_for("adult", is_practitioner=True) == PRACTITIONERS
    assert limit_for("adult", is_practitioner=True, is_easy_read=True) == EASY_READ
    assert limit_for("8_11").sentence == 15
    assert limit_for("adult").sentence == 20


def test_every_saying_is_found():
    for idiom in IDIOMS:
        assert [each.value for each in findings_in(idiom, PRACTITIONERS)] == [idiom]

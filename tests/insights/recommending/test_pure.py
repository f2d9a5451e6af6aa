"""Strength words by their table, documents with everything wrong in them, and what is lacking."""

import pytest
from django.core.exceptions import ValidationError

from insights.disclosure import HIDDEN, LOW, NOT_APPLICABLE, UNRELIABLE, Figure
from insights.recommending.documents import concepts_in, recommendations_in
from insights.recommending.figures import strength_shown
from insights.recommending.strength import strength_of, words_of_strength
from samples.generator import RECOMMENDATIONS, load_document


@pytest.mark.parametrize(
    ("percent", "base", "strength"),
    [
        (30, 30, "many"),
        (100, 30, "many"),
        (29, 30, "some"),
        (10, 30, "some"),
        (9, 30, "few"),
        (1, 30, "few"),
        (0, 30, "none"),
        (100, 29, "unsure"),
        (0, 0, "unsure"),
    ],
)
def test_strength_goes_by_the_table(percent, base, strength):
    assert strength_of(percent, base) == strength
    assert words_of_strength(strength)


@pytest.mark.parametrize(
    ("said", "people", "strength"),
    [
        (Figure(HIDDEN, HIDDEN), Figure(50), "hidden"),
        (Figure(0, 0), Figure(HIDDEN), "hidden"),
        (Figure(10, UNRELIABLE), Figure(25), "unsure"),
        (Figure(0, LOW), Figure(500), "few"),
        (Figure(1, 0), Figure(300), "few"),
        (Figure(0, NOT_APPLICABLE), Figure(0), "not_asked"),
        (Figure(10, 33), Figure(30), "many"),
    ],
)
def test_strength_says_no_more_than_the_figures_shown(said, people, strength):
    assert strength_shown(said, people) == strength


def test_document_tells_everything_that_is_wrong():
    entries = [
        {"key": "1", "title": " "},
        "R2",
        {"key": "R3", "title": "Do it", "text": 5, "concepts": ["C Joined"]},
        {"key": "R3", "title": "Do it again"},
    ]

    with pytest.raises(ValidationError) as caught:
        recommendations_in({"recommendations": entries})

    told = " ".join(caught.value.messages)
    assert "Recommendation 1: Give it a “key” such as R1" in told
    assert "Recommendation 1: Give it a “title”." in told
    assert "Recommendation 2: Write it as an object" in told
    assert "Recommendation 3: Write “text” as text" in told
    assert "Recommendation 3: Write “concepts” as a list" in told
    assert "Twice: R3" in told


@pytest.mark.parametrize("document", [None, [], {}, {"recommendations": []}])
def test_document_needs_a_list(document):
    with pytest.raises(ValidationError, match="Write a list called “recommendations”"):
        recommendations_in(document)


def test_samples_are_five_with_concepts_of_the_sample_survey(sample_concepts):
    recommendations = recommendations_in(load_document(RECOMMENDATIONS))

    assert [each.key for each in recommendations] == ["R1", "R2", "R3", "R4", "R5"]
    named = {concept for each in recommendations for concept in each.concepts}
    assert named <= sample_concepts


def test_concepts_stand_apart_by_what_people_type():
    assert concepts_in(" c_joined,c_recs:lead\nc_joined ;") == ["c_joined", "c_recs:lead", ";"]

"""Whatever people answer: nothing small can be worked out of a comparison or of joins."""

from collections import Counter
from random import Random

import pytest

from insights.comparing.figures import counts_of, counts_of_joins
from insights.comparing.joins import joins_of
from insights.comparing.tally import NamedTheme, Tally
from insights.disclosure import release
from tests.insights.disclosure.attacker import cells_worked_out


ONE_QUESTION, BOTH_QUESTIONS = frozenset({"q1"}), frozenset({"q1", "q2"})
THEMES = (
    NamedTheme("waiting", "Waiting", ONE_QUESTION),
    NamedTheme("lists", "Lists", ONE_QUESTION, parent="waiting"),
    NamedTheme("trust", "Trust", BOTH_QUESTIONS),
    NamedTheme("harm", "Harm", BOTH_QUESTIONS, is_serious=True),
)
# What is a part of waiting for those who were asked q1 is a theme of its own for the others.
MIXED = (
    THEMES[0],
    NamedTheme(
        "lists",
        "Lists",
        BOTH_QUESTIONS,
        places=(("", frozenset({"q2"})), ("waiting", ONE_QUESTION)),
    ),
    *THEMES[2:],
)
PLACES = (("north",), ("south",), ("east",), ())
SERVICES = ("education", "health", "youth")


def crowds(draw, place):
    """Return seven crowds, few or many people each: of one place and question, saying the same."""
    sizes = ((1, 6), (5, 40), (30, 300))
    keys = [theme.key for theme in THEMES]
    return [
        (
            draw.randint(*draw.choice(sizes)),
            place(draw),
            draw.choice(["q1", "q2"]),
            set(draw.sample(keys, draw.randint(0, 3))),
        )
        for _each in range(7)
    ]


def services(draw):
    known = tuple(sorted(draw.sample(SERVICES, draw.randint(0, 3))))
    return (draw.choice([None, known, known, known]), None)


def _wholes_of(theme):
    """Return the themes that it is part of, each with a question in which it is."""
    return {(whole, each) for whole, questions in theme.wholes() for each in questions}


def counted(people, themes_known=THEMES):
    """Return how many people answered and said what, as the database counts them."""
    answered, said = {}, {}
    for number, place, question, themes in people:
        answered.setdefault(question, Counter())[place] += number
        for theme in themes_known:
            parts = (one.key for one in themes_known if (theme.key, question) in _wholes_of(one))
            names = {theme.key, *parts}
            if question in theme.questions and themes & names:
                said.setdefault(theme.key, Counter())[place] += number
    return answered, said


@pytest.mark.parametrize("seed", range(8))
def test_groups_give_nothing_away(seed):
    answered, said = counted(crowds(Random(seed), lambda draw: draw.choice(PLACES)))

    counts = counts_of(Tally(THEMES, answered, said))

    assert cells_worked_out(counts, release(counts)) == {}


# In 34, 50 and 59 nobody of some services says a theme, and the others are too few to be shown.
@pytest.mark.parametrize("seed", [*range(8), 34, 50, 59])
def test_joins_give_nothing_away(seed):
    answered, said = counted(crowds(Random(seed), services))

    counts = counts_of_joins(joins_of(THEMES, answered, said))

    assert cells_worked_out(counts, release(counts)) == {}


@pytest.mark.parametrize("seed", range(12))
def test_theme_that_is_a_part_in_one_question_alone_gives_nothing_away(seed):
    answered, said = counted(crowds(Random(seed), lambda draw: draw.choice(PLACES)), MIXED)

    counts = counts_of(Tally(MIXED, answered, said))

    assert cells_worked_out(counts, release(counts)) == {}


def test_part_in_one_question_may_be_more_than_its_whole_by_those_of_the_other():
    people = {"q1": {("north",): 20, ("south",): 15}, "q2": {("north",): 30}}
    said = {"waiting": {("north",): 9, ("south",): 8}, "lists": {("north",): 25, ("south",): 7}}

    counts = counts_of(Tally(MIXED[:2], people, said))

    limits = [
        each.factors for each in counts.relations if ("said", "lists", "north") in each.factors
    ]
    q2 = ("people", frozenset({"q2"}), "north")
    assert {("said", "lists", "north"): -1, ("said", "waiting", "north"): 1, q2: 1} in limits

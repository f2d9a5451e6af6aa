"""Whatever people answer: nothing small can be worked out of a comparison or of joins."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

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
# How many people gave the same answers to everything; most are few or many.
CROWDS = st.one_of(st.integers(1, 6), st.integers(5, 40), st.integers(30, 300))
SERVICES = ("education", "health", "youth")


def crowds(places):
    """Return a strategy of crowds: people of one place and question, and the themes they said."""
    crowd = st.tuples(
        CROWDS,
        places,
        st.sampled_from(["q1", "q2"]),
        st.sets(st.sampled_from([theme.key for theme in THEMES])),
    )
    return st.lists(crowd, min_size=3, max_size=7)


def counted(people):
    """Return how many people answered and said what, as the database counts them."""
    answered, said = {}, {}
    for number, place, question, themes in people:
        answered.setdefault(question, Counter())[place] += number
        for theme in THEMES:
            names = {theme.key, *(one.key for one in THEMES if one.parent == theme.key)}
            if question in theme.questions and themes & names:
                said.setdefault(theme.key, Counter())[place] += number
    return answered, said


@settings(max_examples=6, deadline=None)
@given(people=crowds(st.sampled_from([("north",), ("south",), ("east",), ()])))
def test_groups_give_nothing_away(people):
    answered, said = counted(people)

    counts = counts_of(Tally(THEMES, answered, said))

    assert cells_worked_out(counts, release(counts)) == {}


@settings(max_examples=6, deadline=None)
@given(
    people=crowds(
        st.one_of(
            st.just((None, None)),
            st.tuples(st.sets(st.sampled_from(SERVICES)).map(sorted).map(tuple), st.none()),
        )
    )
)
def test_joins_give_nothing_away(people):
    answered, said = counted(people)

    counts = counts_of_joins(joins_of(THEMES, answered, said))

    assert cells_worked_out(counts, release(counts)) == {}

"""The describing clause: central, whole, short, and of nobody's words alone."""

from hypothesis import given
from hypothesis import strategies as st

from insights.engine.describing import LONGEST, Place, describe, describing_place
from insights.engine.phrases import phrases_of
from tests.engine.answers import AWKWARD


def test_the_most_central_clause_describes():
    said = [
        ("ann", "The bus was late again", 0.5),
        ("bo", "Our bus is late", 0.9),
        ("cy", "late buses again", 0.7),
    ]

    assert describe(said) == "Our bus is late"
    assert describing_place(said) == Place(1, 0, 15)


def test_no_word_of_one_person_is_shown():
    said = [
        ("ann", "Mr Zebulon made the bus late", 0.9),
        ("ann", "Zebulon was late for the bus", 0.8),
        ("bo", "The bus was late", 0.1),
    ]

    assert describe(said) == "The bus was late"
    assert describe(said[:2]) == ""


def test_copies_of_one_text_are_one_text():
    said = [(person, "The purple lanyard was lost", 0.9) for person in ("ann", "bo", "cy")]

    assert describing_place(said) is None


def test_long_statement_is_cut_at_a_whole_clause():
    first = "We stood in the cold hall for the whole of the long morning, "
    long = first + "in the cold hall " * 9
    said = [("ann", long, 0.9), ("bo", "Long cold hall, whole morning, we stood", 0.2)]

    assert describe(said) == first.strip(" ,")
    assert describe([(who, text.replace(",", ""), n) for who, text, n in said]).startswith("Long")


def test_words_alone_and_nothing_at_all():
    assert describe([]) == ""
    assert describe([("ann", "bus", 1), ("bo", "the bus", 1), ("cy", "bus?", 0)]) == ""


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=200), st.sampled_from(AWKWARD)
)


@given(st.lists(st.tuples(st.sampled_from("abc"), TEXTS, st.floats(-1, 1)), max_size=8))
def test_what_is_shown_is_short_and_shared(said):
    line = describe(said)

    assert len(line) <= LONGEST
    assert "\n" not in line
    if line:
        assert len({person for person, _, _ in said}) > 1
        assert phrases_of(line) or not line.isascii()

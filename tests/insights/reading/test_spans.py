"""Pieces of an answer between the ends of codings."""

import pytest

from insights.reading.spans import MACHINE, PERSON, Mark, is_whole, pieces_of


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [Mark(1, 0, 4, PERSON)],
        [Mark(1, 0, 8, MACHINE), Mark(2, 5, 13, PERSON)],
        [Mark(1, 5, 400, MACHINE), Mark(2, 200, 300, PERSON)],
    ],
)
def test_pieces_are_the_text_and_nothing_else(marks):
    assert "".join(piece.text for piece in pieces_of("kind but slow", marks)) == "kind but slow"


def test_where_marks_meet_a_person_is_shown_and_each_end_is_numbered():
    pieces = pieces_of("kind but slow", [Mark(1, 0, 8, MACHINE), Mark(2, 5, 13, PERSON)])

    assert [(each.text, each.by, each.ends) for each in pieces] == [
        ("kind ", MACHINE, ()),
        ("but", PERSON, (1,)),
        (" slow", PERSON, (2,)),
    ]


def test_whole_leaves_out_only_space():
    assert is_whole(" kind ", 1, 5)
    assert not is_whole("kind but slow", 0, 4)

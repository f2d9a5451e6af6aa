"""Each person is counted once, with one stance."""

import pytest

from insights.splits import is_divided, parts_of, split_of_people, stance_of_person


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        (["well", "badly"], "mixed"),
        (["mixed", "well"], "mixed"),
        (["well", "wanted"], "well"),
        (["neither", "wanted"], "wanted"),
        ([], "neither"),
    ],
    ids=["both", "mixed", "wish", "only-wish", "nothing"],
)
def test_stance_of_person(said, stance):
    assert stance_of_person(said) == stance


def test_parts_add_up_to_the_people():
    split = split_of_people([{"well"}, {"well", "badly"}, {"badly"}, {"wanted"}])
    parts = parts_of(split)

    assert split == {"well": 1, "badly": 1, "mixed": 1, "wanted": 1, "neither": 0}
    assert [part["start"] for part in parts] == [0, 25, 50, 75, 100]
    assert sum(part["percent"] for part in parts) == 100


def test_nobody_has_no_bar():
    assert parts_of(split_of_people([])) == []


@pytest.mark.parametrize(
    ("well", "badly", "mixed", "divided"),
    [(3, 12, 0, True), (2, 2, 0, False), (3, 13, 0, False), (4, 4, 13, False), (40, 30, 10, True)],
)
def test_theme_of_praise_and_complaint_is_divided(well, badly, mixed, divided):
    assert is_divided({"well": well, "badly": badly, "mixed": mixed}) is divided

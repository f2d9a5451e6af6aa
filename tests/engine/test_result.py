"""What the JSON of a result tells beside the themes."""

import json

import pytest

from insights.engine.types import Member, Result, SetAside, Theme


def result_of(size):
    members = tuple(Member(str(n), 0, 5, 0.9) for n in range(size))
    theme = Theme("1", None, "Time", (), 0.8, members, cohesion=0.7)
    aside = (SetAside("a", "nothing"),)
    return Result((theme,), (), aside, (("0", "1"),), lone_voices=("2",))


@pytest.mark.parametrize(("size", "told"), [(39, True), (40, False)], ids=["few", "enough"])
def test_few_answers_are_an_order_to_read_in(size, told):
    assert result_of(size).is_reading_order is told


def test_json_says_what_stands_beside_the_themes():
    data = json.loads(result_of(3).to_json())

    assert data["reasons"] == {"a": "nothing"}
    assert data["lone_voices"] == ["2"]
    assert data["repeated"] == [["0", "1"]]
    assert data["is_reading_order"] is True
    assert data["themes"][0]["cohesion"] == 0.7
    assert data["themes"][0]["nearest"] is None

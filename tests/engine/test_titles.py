"""Titles: a name is a whole thing, and says more than that there are things."""

import pytest

from insights.engine.titles import title_worth


@pytest.mark.parametrize(
    "phrase",
    ["youth club", "too loud", "everyone was kind", "nobody rang", "feel safe and warm", "kind",
     "listened to us", "asked for help", "one person",
     "waiting times", "nurse's room"],
)  # fmt: skip
def test_whole_phrase_is_a_title(phrase):
    assert title_worth(phrase) == 1


@pytest.mark.parametrize(
    "phrase",
    ["social worker asked", "lunch lady sat", "session useful", "asked", "left", "time",
     "first time", "three things", "every week", "talk to each", "read access to each other's"],
)  # fmt: skip
def test_clause_that_breaks_off_and_a_catch_all_are_no_titles(phrase):
    assert title_worth(phrase) < 0.5

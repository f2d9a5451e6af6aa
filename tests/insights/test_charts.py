"""Charts: what is drawn is what the words say, and nothing is drawn of what is hidden."""

import doctest

import pytest
from django.template.loader import render_to_string

from insights import charts
from insights.charts import Bar, Column, Table, bar_chart, column_chart, say_bars, say_columns


TABLE = Table("Who", [{"text": "Group"}, {"text": "People", "numeric": True}], [["Parents", 30]])


def bars_of(*bars, **extra):
    return bar_chart(bars, name="who", title="Who", summary="Said.", table=TABLE, **extra)


def days_of(*columns):
    return column_chart(columns, name="when", title="When", summary="Said.", table=TABLE)


def test_examples_are_true():
    result = doctest.testmod(charts)

    assert (result.attempted > 0, result.failed) == (True, 0)


def test_bars_are_drawn_to_the_longest():
    chart = bars_of(Bar("Parents", "30", 30), Bar("Children", "15", 15))

    assert [each["bar"]["share"] for each in chart["bars"]] == [100, 50]


def test_shares_are_drawn_to_a_hundred_with_interval_and_mark():
    (bar,) = bars_of(Bar("Parents", "30%", 30, (21.9, 39.6), 50), whole=100)["bars"]

    assert bar["bar"] == {"share": 30, "low": 21.9, "high": 39.6, "between": 17.7, "mark": 50}


def test_nothing_is_drawn_of_a_hidden_group():
    page = render_to_string("components/chart_bars.html", {"chart": bars_of(Bar("A", "[c]", None))})

    assert "share-bar__share" not in page
    assert "[c]" in page


def test_hidden_week_is_as_high_as_any_other_hidden_one():
    chart = days_of(Column("2 Mar", "[c]", None), Column("9 Mar", "25", 25), Column("16", "0", 0))

    assert [each["height"] for each in chart["columns"]] == [100, 83.33, 0]
    assert [each["is_hidden"] for each in chart["columns"]] == [True, False, False]
    assert (chart["top"], chart["middle"]) == ("30", "15")


@pytest.mark.parametrize(("name", "chart"), [("bars", bars_of), ("days", days_of)])
def test_chart_has_its_words_and_its_table(name, chart):
    page = render_to_string(f"components/chart_{name}.html", {"chart": chart()})

    for words in ("Said.", "People chose to take part", "The same as a table", "Parents"):
        assert words in page


def test_one_sentence_says_what_bars_say():
    bars = [Bar("Parents", "30", 30), Bar("Children", "15", 15), Bar("Others", "[c]", None)]

    assert say_bars(bars) == "Most: “Parents”, 30. Fewest shown: “Children”, 15."
    assert say_bars(bars[1:]) == "“Children”: 15."
    assert say_bars(bars[2:]) == "No figure can be shown: the groups are too small."


def test_one_sentence_says_what_columns_say():
    columns = [Column("2 Mar", "5", 5), Column("9 Mar", "25", 25), Column("16 Mar", "[c]", None)]

    assert say_columns(columns) == "From 2 Mar to 16 Mar. Most: 9 Mar, 25."
    assert "too few people" in say_columns(columns[2:])

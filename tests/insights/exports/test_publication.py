"""The publication workbook: nothing about one person, and no hidden number can be worked out."""

import random

import pytest

from insights.disclosure import HIDDEN, key_to_symbols
from insights.exports.facts import (
    ClosedColumn,
    ClosedRow,
    Manifest,
    QuestionFacts,
    QuoteFacts,
    ThemeFacts,
)
from insights.exports.published import ALL, MOST_OPTIONS, OTHER, Published
from surveys.definition import Audience
from surveys.models import Answer
from tests.factories import make_response, make_survey
from tests.insights.disclosure.attacker import cells_worked_out
from tests.insights.exports.oracle import heading_place, table_of
from tests.insights.exports.test_export_action import (
    code,
    export_of,
    quotable,
    sheets_of,
    theme_of,
)
from tests.quote_factories import make_quote


AUDIENCES = ("child", "parent", "practitioner")
RATING = ClosedColumn(
    "rating", "rating", "How was it?", "single", options={"a": "Good", "b": "Bad"}
)


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


class MadeUp:
    """A source with as many people as a test says."""

    title, author, language, has_permissions, has_under_18 = "T", "Team", "en", True, True
    audiences, audience_keys = ("Children", "Parents", "Practitioners"), AUDIENCES
    readers = (
        Audience("child", "Children", "8_11", voice="child"),
        Audience("parent", "Parents", voice="parent_self"),
        Audience("practitioner", "Practitioners", voice="practitioner"),
    )

    def __init__(self, people, answered, themes, columns=(RATING,), rows=(), quotes=()):
        self.people, self.answered, self._themes = people, answered, themes
        self._columns, self._quotes = list(columns), quotes
        self._rows = rows or [row_of(who, "b") for who, n in people.items() for _one in range(n)]

    def signing(self):
        return []

    def runs(self):
        return []

    def state(self):
        return None

    def joins(self):
        return []

    def changes(self):
        return []

    def recommendations(self):
        return []

    def commitments(self):
        return []

    def manifest(self):
        return Manifest(people=len(self._rows))

    def questions(self):
        by = tuple(self.answered[one] for one in AUDIENCES)
        return [QuestionFacts("q", "What helps?", sum(self.answered.values()), by)]

    def themes(self):
        return [
            theme_facts(name, parent, people, sum(self.answered.values()))
            for name, (parent, people) in self._themes.items()
        ]

    def closed_columns(self):
        return self._columns

    def closed_rows(self):
        return iter(self._rows)

    def quotes(self):
        return iter(self._quotes)

    def recommendation_rows(self):
        return []

    def commitment_rows(self):
        return []


def theme_facts(name, parent, people, base):
    by = tuple(people[one] for one in AUDIENCES)
    return ThemeFacts(
        "What helps?", "q", name, name, parent, "A person", sum(people.values()), 1, base,
        parent_id=parent, by_audience=by, is_decided=True,
    )  # fmt: skip


def row_of(audience, *cells):
    return ClosedRow("p1", audience, "adult", "en", "standard", 1, None, cells)


def made_at_random(seed):
    chance = random.Random(seed)
    answered = {one: chance.choice([0, 3, 9, 12, 34, 80]) for one in AUDIENCES}
    people = {one: count + chance.choice([0, 0, 2, 20]) for one, count in answered.items()}
    whole = {one: chance.randint(0, answered[one]) for one in AUDIENCES}
    part = {one: chance.randint(0, whole[one]) for one in AUDIENCES}
    rows = [
        row_of(who, chance.choice(["a", "b", "b", -9])) for who in AUDIENCES
        for _one in range(people[who])
    ]  # fmt: skip
    return MadeUp(people, answered, {"whole": ("", whole), "part": ("whole", part)}, rows=rows)


@pytest.mark.parametrize("seed", range(25))
def test_no_hidden_number_can_be_worked_out(seed):
    published = Published(made_at_random(seed))

    assert cells_worked_out(published.counts, published._release) == {}


def test_the_attacker_would_find_what_is_hidden_badly():
    """A file that hides only the small number itself gives it away by the total."""
    source = MadeUp(
        dict.fromkeys(AUDIENCES, 40),
        dict.fromkeys(AUDIENCES, 40),
        {"whole": ("", {"child": 3, "parent": 35, "practitioner": 30})},
    )
    published = Published(source)
    hidden = {cell for cell, one in published._release.figures.items() if one.count == HIDDEN}

    assert ("theme", "whole", 0) in hidden
    assert len([cell for cell in hidden if cell[:2] == ("theme", "whole")]) > 1


def test_long_lists_and_groups_of_under_18_are_left_out():
    many = {number: str(number) for number in range(MOST_OPTIONS + 1)}
    columns = [
        ClosedColumn("town", "town", "Town", "single", options=many),
        ClosedColumn("group", "group", "G", "single", concept="c_ethnic_group", options={"a": "A"}),
        ClosedColumn("age", "age", "Age", "number"),
        RATING,
    ]
    people = dict.fromkeys(AUDIENCES, 40)
    rows = [row_of("child", 1, "a", 12, "b")]
    published = Published(MadeUp(people, people, {}, columns, rows))
    assert [one.name for one in published.closed()] == ["rating"]

    published._source.has_under_18 = False
    assert [one.name for one in published.closed()] == ["group", "rating"]


def test_who_is_in_no_audience_of_today_is_a_group_of_its_own():
    people = dict.fromkeys(AUDIENCES, 40)
    rows = [row_of("child", "b")] * 40 + [row_of("governor", "b")] * 40
    answered = {"child": 40, "parent": 0, "practitioner": 0}
    published = Published(MadeUp(people, answered, {}, rows=rows))

    assert list(published.groups) == [0, 1, 2, OTHER, ALL]
    assert published.shown(("option", "rating", "b"), OTHER).people == 40


def test_audience_stands_beside_a_quote_only_where_its_figure_does():
    said = {"child": 40, "parent": 3, "practitioner": 0}
    quotes = [
        QuoteFacts("1", "q", theme, "Time", f"words of {who}", f"A {who}", who)
        for theme in ("time", "rare", "many")
        for who in ("child", "parent", "governor")
    ]
    themes = {
        "time": ("", said),
        "rare": ("", {"child": 0, "parent": 2, "practitioner": 0}),
        "many": ("", dict.fromkeys(AUDIENCES, 40)),
    }
    everybody = dict.fromkeys(AUDIENCES, 60)
    published = Published(MadeUp(everybody, everybody, themes, quotes=quotes))

    shown = {(quote.theme_id, quote.audience): who for quote, who in published.quotes()}
    assert {theme for theme, _who in shown} == {"time", "many"}
    assert (shown["time", "parent"], shown["time", "governor"]) == ("", "")
    assert (shown["many", "child"], shown["many", "parent"]) == ("A child", "A parent")
    assert shown["many", "governor"] == ""


def test_the_file_holds_counts_and_permitted_words_and_no_row_about_a_person(survey, ray, alice):
    theme = theme_of(survey)
    for number in range(40):
        code(theme, quotable(survey, f"More time {number}"))
    for answer in Answer.objects.all()[:5]:
        make_quote(answer, picker=ray, reader=alice, theme=theme)
    code(theme, make_response(survey, answers={"child_better": "SECRET"}, audience="parent"))

    export = export_of(survey, kind="publication")

    sheets = sheets_of(export)
    assert list(sheets)[:4] == ["Cover", "Contents", "Notes", "People who answered"]
    assert "SECRET" not in str(sheets)
    assert not {"Person", "Coded answers", "Responses"} & set(str(sheets).split("'"))
    rows = {(row["Theme"], row["Audience"]): row for row in table_of(sheets["Themes"])}
    parents = rows["More time", "I am a parent"]
    assert (parents["People"], parents["Share (%)"]) == (HIDDEN, HIDDEN)
    assert len(table_of(sheets["Quotes"])) == 5
    assert export.manifest["suppressed_cells"] > 0
    contents = {row["Sheet"]: row["Rows"] for row in table_of(sheets["Contents"])}
    assert contents.keys() == set(sheets) - {"Cover", "Contents"}
    assert contents["Themes"] == len(rows)
    for name, rows in sheets.items():
        assert not any(value is None for row in rows[heading_place(rows) :] for value in row)
        if name not in {"Cover", "Contents", "Notes"}:
            assert heading_place(rows) == 3
            shown = {value for row in rows[4:] for value in row}
            symbols = [symbol for symbol, _words in key_to_symbols()]
            assert [f"{one} " in rows[2][0] for one in symbols] == [one in shown for one in symbols]


def test_shares_are_of_figures_as_they_are_shown(survey):
    theme = theme_of(survey)
    for number in range(61):
        response = make_response(survey, answers={"child_better": f"a{number}"})
        if number < 31:
            code(theme, response)

    sheets = sheets_of(export_of(survey, kind="publication"))

    [row] = [row for row in table_of(sheets["Themes"]) if row["Audience"] == "Everybody"]
    assert [row["People"], row["People who answered"], row["Share (%)"]] == [30, 60, 51]
    assert (row["Share, low (%)"], row["Share, high (%)"]) == (39, 64)

"""What the comparison says where figures are hidden: nothing that the table does not show."""

from collections import Counter
from random import Random
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from insights.comparing.differences import compare_groups
from insights.comparing.figures import counts_of
from insights.comparing.presenting import (
    NOT_SHOWN,
    View,
    difference_sentences,
    difference_table,
    only_sentences,
    partner_sentence,
    too_few_sentence,
)
from insights.comparing.tally import NOT_KNOWN, NamedTheme, Tally
from insights.disclosure import (
    HIDDEN,
    LOW,
    NOT_APPLICABLE,
    UNRELIABLE,
    Release,
    release,
    restricted,
)
from insights.disclosure.releasing import Figure


THEME = NamedTheme("waiting", "Waiting", frozenset({"q1"}))


def cell(said, people):
    figures = {
        ("said", "waiting", "north"): said,
        ("people", THEME.questions, "north"): people,
    }
    attribute = SimpleNamespace(name_of=str)
    view = View(SimpleNamespace(themes=[THEME]), attribute, Release(figures, {}))
    return view.cell(THEME, "north")


def test_nobody_of_a_group_of_hidden_size_has_no_bar():
    found = cell(Figure(0, 0), Figure(HIDDEN))

    assert found["bar"] is None
    assert found["words"].startswith("Not shown")


def test_shown_figures_have_a_bar():
    found = cell(Figure(20, 50), Figure(40))

    assert found["bar"]["share"] == 50
    assert "likely between" in found["words"]


def test_what_is_not_shown_is_hatched_and_what_is_next_to_nothing_is_not():
    hidden, little = cell(Figure(HIDDEN, HIDDEN), Figure(40)), cell(Figure(5, LOW), Figure(1000))
    drawn = [
        render_to_string("components/share_bar.html", {"bar": each["bar"]})
        for each in (hidden, little)
    ]

    assert ["share-bar__hatch" in each for each in drawn] == [True, False]
    assert little["bar"]["share"] == 0


def test_who_was_not_asked_has_no_bar_at_all():
    found = cell(Figure(0, NOT_APPLICABLE), Figure(0))
    line = {"name": "Waiting", "cells": [found]}

    page = render_to_string("insights/compare_line.html", {"line": line})

    assert "share-bar" not in page
    assert "not sorted into this theme" in page


# --- sentences ---

NAMES = SimpleNamespace(name_of=str, overlaps=False)
GROUPS = ["child", "parent", "worker"]


def tally_of(people, **said):
    """Return a tally of one question: people and who said what, by group."""

    def placed(by_group):
        return Counter({(group,) if group else (): n for group, n in by_group.items()})

    themes = tuple(NamedTheme(key, key, frozenset({"q1"})) for key in said)
    return Tally(themes, {"q1": placed(people)}, {key: placed(each) for key, each in said.items()})


def views_of(tally):
    counts = counts_of(tally)
    return View(tally, NAMES, release(counts)), View(tally, NAMES, restricted(counts))


def said_of(view):
    """Return everything that a page says of a view, in its order."""
    groups = view.groups()
    known = [group for group in groups if group != NOT_KNOWN]
    return [
        *difference_sentences(view, compare_groups(view.shares(known), known)),
        *difference_table(view, compare_groups(view.shares(known), known))["rows"],
        *only_sentences(view, known),
        too_few_sentence(view, known),
        *groups,
        *view.lines(groups),
        *view.rows(groups),
    ]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_lies_behind_a_release_the_page_says_the_same(seed):
    """Whoever could tell two crowds apart by words would know what the figures do not show."""
    draw = Random(seed)
    sizes = {group: draw.choice([6, 28, 45, 200]) for group in (*GROUPS, "")}
    said = {
        theme: {group: draw.randint(0, size) for group, size in sizes.items()}
        for theme in ("waiting", "trust", "desks")
    }
    true = tally_of(sizes, **said)
    other = tally_of(
        {group: draw.randint(1, 300) for group in sizes},
        **{theme: dict.fromkeys(sizes, draw.randint(0, 300)) for theme in said},
    )
    shown = release(counts_of(true))

    assert said_of(View(true, NAMES, shown)) == said_of(View(other, NAMES, shown))


def test_difference_is_told_to_all_where_its_figures_are_shown():
    groups = ["child", "parent"]
    public, exact = views_of(tally_of({"child": 100, "parent": 100}, w={"child": 20, "parent": 60}))
    tables = [
        difference_table(view, compare_groups(view.shares(groups), groups))
        for view in (public, exact)
    ]

    for view in (public, exact):
        assert difference_sentences(view, compare_groups(view.shares(groups), groups)) == [
            "“w”: “parent” say it more often than “child”."
        ]
    [row], [exact_row] = (
        [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in each["rows"]]
        for each in tables
    )
    assert row == exact_row[:3] == ["w", "parent · 60%", "child · 20%"]
    # The figures of the test are exact ones.
    assert exact_row[3:] == ["40", "27 and 51", "below 0.001"]
    assert [len(each["headings"]) for each in tables] == [3, 6]


def test_difference_with_a_hidden_figure_is_told_to_nobody_else():
    tally = tally_of({"child": 100, "parent": 100}, w={"child": 3, "parent": 60})
    public, exact = views_of(tally)

    assert public.release["said", "w", "child"].is_hidden
    assert public.shares(["child"]) == {"w": {"child": NOT_SHOWN}}
    assert compare_groups(public.shares(["child", "parent"]), ["child", "parent"]) == []
    assert len(compare_groups(exact.shares(["child", "parent"]), ["child", "parent"])) == 1


def test_shares_are_what_the_percentages_show():
    figures = {
        ("said", "waiting", "north"): Figure(45, 9),
        ("said", "waiting", "south"): Figure(5, LOW),
        ("said", "waiting", "east"): Figure(15, UNRELIABLE),
        ("people", THEME.questions, "north"): Figure(450),
        ("people", THEME.questions, "south"): Figure(2000),
        ("people", THEME.questions, "east"): Figure(30),
    }
    view = View(Tally((THEME,)), NAMES, Release(figures, {}))

    assert view.shares(["north", "south", "east"])["waiting"] == {
        "north": (40.5, 450),
        "south": (0, 2000),
        "east": NOT_SHOWN,
    }


def test_only_one_group_is_not_told_where_its_figure_is_hidden():
    tally = tally_of(
        {"child": 60, "parent": 60, "worker": 60},
        few={"child": 3},
        many={"parent": 30},
    )
    public, exact = views_of(tally)

    assert only_sentences(exact, GROUPS) == [
        "“many”: only “parent” say it.",
        "“few”: only “child” say it.",
    ]
    assert only_sentences(public, GROUPS) == ["“many”: only “parent” say it."]


def test_groups_and_themes_stand_in_no_order_of_hidden_figures():
    """Five between seven and three would be known from its place."""
    tally = tally_of({"a": 7, "b": 3, "c": 90, "": 50, "d": 5}, few={"c": 3}, fewer={"c": 1})
    public, exact = views_of(tally)

    assert exact.groups() == ["c", "a", "d", "b", NOT_KNOWN]
    assert public.groups() == ["c", "a", "b", "d", NOT_KNOWN]
    assert [each.name for each in exact.themes()] == ["few", "fewer"]
    assert [each.name for each in views_of(tally_of({"c": 90}, b={"c": 1}, a={"c": 3}))[0].themes()
            ] == ["a", "b"]  # fmt: skip


def test_too_few_are_told_of_groups_that_are_shown_to_be_few():
    tally = tally_of({"child": 200, "parent": 28, "worker": 6, "youth": 90}, w={"child": 50})
    public, exact = views_of(tally)
    groups = ["child", "parent", "worker"]

    assert "“parent”, “worker”" in too_few_sentence(exact, groups)
    assert public.release["people", frozenset({"q1"}), "parent"].count in (HIDDEN, 30)
    assert "worker" not in too_few_sentence(public, groups)


def test_few_people_rounded_up_to_the_limit_are_few():
    public, _exact = views_of(tally_of({"child": 200, "parent": 28}, w={"child": 50, "parent": 9}))

    assert public.people("parent").count == 30
    assert too_few_sentence(public, ["child", "parent"]).startswith(
        "Not enough answers to compare “parent”: it takes 30."
    )


@pytest.mark.parametrize(
    ("partners", "words"),
    [
        ({"child": 0.25}, ""),
        ({"child": 0.4}, "More than a quarter of “child” came by one partner: what they say may"),
        (
            {"child": 0.4, "worker": 0.5},
            "In each of “child”, “worker”, more than a quarter came by one partner: what such a",
        ),
    ],
)
def test_groups_that_came_by_one_partner_are_each_told(partners, words):
    sentence = partner_sentence(SimpleNamespace(attribute=NAMES), GROUPS, partners)

    assert sentence.startswith(words) and bool(sentence) == bool(words)

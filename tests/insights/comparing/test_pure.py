"""Comparing counts: pure, no database."""

import doctest
import json
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest

from insights.comparing import attributes, diagram, differences, presenting, services, tally
from insights.comparing.differences import compare_groups, said_by_one_group
from insights.comparing.figures import ALL, counts_of, counts_of_joins
from insights.comparing.joins import (
    ONE,
    SEVERAL,
    joins_of,
    lies_between,
    shared_by_all,
    shared_by_pairs,
)
from insights.comparing.presenting_joins import JoinsView
from insights.comparing.services import (
    CODES,
    NONE,
    UNSURE,
    USED_OR_WORKED_IN,
    WORKED_WITH,
    names_of_services,
    services_of,
)
from insights.comparing.tally import NOT_KNOWN, NamedTheme, Tally
from insights.disclosure import HIDDEN, release, restricted
from tests.insights.disclosure.attacker import cells_worked_out


Q, OTHER_Q = "q1", "q2"
WAITING = NamedTheme("whole waiting", "Waiting", frozenset({Q}))


@pytest.mark.parametrize("module", [attributes, diagram, differences, presenting, services, tally])
def test_examples_are_true(module):
    assert doctest.testmod(module).failed == 0


def test_not_known_is_a_group_of_its_own_and_comes_last():
    counted = Tally((WAITING,), {Q: {("north",): 5, (): 90, ("south",): 30}})

    assert counted.groups() == ["south", "north", NOT_KNOWN]
    assert counted.base([Q]) == 125


def test_person_in_two_groups_counts_in_both_and_once_in_all():
    counted = Tally(
        (WAITING,),
        {Q: {("health",): 10, ("health", "youth"): 4}},
        {WAITING.key: {("health", "youth"): 3}},
    )

    assert counted.said_by_group(WAITING.key) == {"health": 3, "youth": 3}
    assert counted.said_by_all(WAITING.key) == 3
    assert counted.base_by_group([Q]) == {"health": 14, "youth": 4}


# --- differences ---


def test_difference_needs_chance_and_ten_points():
    shares = {
        "far": {"a": (60, 100), "b": (20, 100)},
        "near": {"a": (1500, 10_000), "b": (1000, 10_000)},  # sure, but five points
        "few": {"a": (20, 40), "b": (12, 40)},  # twenty points, but not sure
    }

    found = {each.theme: each for each in compare_groups(shares, ["a", "b"])}

    assert [name for name, each in found.items() if each.is_difference] == ["far"]
    assert found["near"].adjusted < 0.05
    assert found["few"].found.difference == pytest.approx(0.2)
    assert (found["far"].higher, found["far"].lower) == ("a", "b")


def test_groups_of_fewer_than_thirty_are_not_compared():
    shares = {"x": {"a": (29, 29), "b": (0, 90), "c": (40, 80)}}

    assert [each.groups for each in compare_groups(shares, ["a", "b", "c"])] == [("b", "c")]


def test_more_on_the_page_makes_each_less_sure():
    one = {"x": {"a": (50, 100), "b": (35, 100)}}
    crowd = {f"same{n}": {"a": (30, 100), "b": (30, 100)} for n in range(20)}

    alone = compare_groups(one, ["a", "b"])[0]
    crowded = next(each for each in compare_groups(one | crowd, ["a", "b"]) if each.theme == "x")

    assert alone.is_difference
    assert crowded.found == alone.found
    assert not crowded.is_difference


def test_only_one_group_says_it():
    assert said_by_one_group({"a": 4, "b": 0, "c": 0}) == "a"
    assert said_by_one_group({"a": 4, "b": 1}) is None
    assert said_by_one_group({"a": 0, "b": 0}) is None


def test_pairs_are_read_only_where_the_whole_differs():
    """CMP-3: among many groups some pair differs by chance."""
    far = {"a": (10, 100), "b": (26, 100)}
    middle = {f"m{number}": (18, 100) for number in range(12)}

    alone = compare_groups({"x": far}, ["a", "b"])
    among = compare_groups({"x": far | middle}, [*far, *middle])
    apart = compare_groups({"x": far | {"c": (90, 100)}}, ["a", "b", "c"])

    assert [each.is_difference for each in alone] == [True]
    assert not any(each.is_difference for each in among)
    assert all(each.whole > 0.05 for each in among)
    assert {each.groups for each in apart if each.is_difference} >= {("a", "c"), ("b", "c")}
    assert all(each.whole < 0.05 for each in apart)


# --- services ---


def test_every_code_of_a_service_is_of_one_service():
    codes = [code for each in CODES.values() for code in each]

    assert len(codes) == len(set(codes))
    assert not set(codes) & (NONE | UNSURE)
    assert CODES.keys() == names_of_services().keys()


def test_every_service_that_the_sample_names_is_told():
    """Else whole sectors would stand under "other services", and all joins be wrong."""
    document = json.loads(Path("samples/consultation.json").read_text(encoding="utf-8"))
    concepts = {f"c_{each}" for each in (*USED_OR_WORKED_IN, *WORKED_WITH)}
    codes = {
        option["code"]
        for page in document["pages"]
        for question in page["questions"]
        if question.get("concept") in concepts
        for option in question["options"]
    }

    other = {code for code in codes if services_of([code]) == ("other",)}
    assert other == {"HSG", "housing", "LIB", "SYS", "someone_else", "other"}
    assert len(codes) > 30


@pytest.mark.parametrize(
    ("chosen", "services"),
    [
        (("EDU", "GP"), ("education", "health")),
        (("teacher", "send"), ("education",)),
        (("teacher", "social_worker"), ("care", "education")),
        (("something_new",), ("other",)),
        (("none",), ()),
        (("not_sure",), None),
        ((), None),
    ],
)
def test_codes_stand_for_services(chosen, services):
    assert services_of(chosen) == services


def joined(people, said, **fields):
    themes = [NamedTheme(key, key, frozenset({Q})) for key in said]
    return joins_of(themes, {Q: people}, said, **fields)


ED, CARE, BOTH = (("education",), None), (("care",), None), (("care", "education"), None)
SPREAD = {ED: 50, CARE: 50, BOTH: 50, (None, None): 7, ((), None): 5}


def test_shared_is_what_every_service_says():
    joins = joined(
        SPREAD,
        {"Trust": {ED: 20, CARE: 9, BOTH: 4}, "Desks": {ED: 20}, "Rare": {ED: 2, CARE: 2}},
    )

    assert [theme.key for theme in shared_by_all(joins)] == ["Trust"]
    assert {pair: [one.key for one in found] for pair, found in shared_by_pairs(joins).items()} == {
        ("care", "education"): ["Trust"]
    }


def test_service_of_few_is_not_said_to_share():
    youth = (("youth",), None)
    joins = joined(SPREAD | {youth: 20}, {"Trust": {ED: 20, CARE: 20, youth: 20}})

    assert shared_by_pairs(joins).keys() == {("care", "education")}


def exactly(joins):
    return JoinsView(joins, restricted(counts_of_joins(joins)))


def test_between_is_what_people_of_several_services_say_oftener():
    joins = joined(
        SPREAD,
        {
            "Repeating my story": {BOTH: 30, ED: 10, CARE: 10},
            "Desks": {BOTH: 10, ED: 60 - 10, CARE: 10},
            "Kind": {BOTH: 25, ED: 25, CARE: 25},
        },
    )

    found = [each.theme for each in exactly(joins).compared() if lies_between(each)]

    assert found == ["Repeating my story"]
    assert joins.by_number.base_by_group([Q]) == {ONE: 100, SEVERAL: 50, "none": 5, NOT_KNOWN: 7}


def test_working_with_another_service_is_between_but_not_in_it():
    joins = joined({(("health",), ("education",)): 40, (("health",), ()): 40}, {})

    assert joins.services() == ["health"]
    assert joins.by_number.base_by_group([Q]) == {SEVERAL: 40, ONE: 40}


def test_working_with_ones_own_service_is_one():
    joins = joined({(("health",), ("health",)): 40}, {})

    assert joins.by_number.base_by_group([Q]) == {ONE: 40}


def test_what_lies_between_is_not_told_where_a_figure_is_hidden():
    """Three of thirty who know one say it: that those who know several do oftener tells of them."""
    joins = joined({BOTH: 100, ED: 30}, {"Told": {BOTH: 60, ED: 10}, "Few": {BOTH: 20, ED: 3}})
    public = JoinsView(joins, release(counts_of_joins(joins)))

    assert {each.theme: lies_between(each) for each in exactly(joins).compared()}["Told"]
    assert [each.theme for each in public.compared()] == ["Told"]
    assert public.has_uncompared and not exactly(joins).has_uncompared
    assert [row[0] for row in public.words()["between_table"]["rows"]] == ["Told"]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_lies_behind_a_release_the_joins_say_the_same(seed):
    draw = Random(seed)
    people = {ED: draw.choice([6, 60]), CARE: 50, BOTH: draw.choice([28, 90]), (None, None): 7}
    said = {theme: {place: draw.randint(0, n) for place, n in people.items()} for theme in "abc"}
    true = joined(people, said)
    other = joined(
        {place: draw.randint(1, 300) for place in people},
        {theme: {place: draw.randint(0, 1) for place in people} for theme in said},
    )
    shown = release(counts_of_joins(true))

    ours, others = JoinsView(true, shown), JoinsView(other, shown)

    assert ours.words() == others.words()
    assert ours.by_theme() == others.by_theme()


# --- the diagram ---


def test_diagram_has_its_names_beside_the_arcs_and_each_number_in_a_place_of_its_own():
    names = names_of_services()
    every = dict.fromkeys(combinations(names, 2), 3)

    drawn = diagram.diagram_of([(each, names[each], "9 people") for each in names], every)

    places = {(line["x"], line["y"]) for line in drawn["lines"]}
    assert len(places) == len(every) == 28
    assert all(node["x"] < line["x"] < drawn["width"] for line in drawn["lines"]
               for node in drawn["nodes"])  # fmt: skip
    rows = [
        y for node in drawn["nodes"] for y in (*(n["y"] for n in node["names"]), node["words_y"])
    ]
    assert all(below - above >= diagram.LINE for above, below in pairwise(rows))
    assert max(rows) < drawn["height"]
    assert all(
        len(each["text"]) <= diagram.LONGEST for node in drawn["nodes"] for each in node["names"]
    )


def test_diagram_of_one_service_has_no_arc():
    drawn = diagram.diagram_of([("youth", "Youth", "40 people")], {})

    assert drawn["lines"] == [] and len(drawn["nodes"]) == 1


# --- figures ---


def test_small_groups_are_hidden_and_give_nothing_away():
    counted = Tally(
        (WAITING, NamedTheme("part list", "List", frozenset({Q}), WAITING.key)),
        {Q: {("child",): 60, ("parent",): 80, ("worker",): 6}},
        {
            WAITING.key: {("child",): 20, ("parent",): 41, ("worker",): 2},
            "part list": {("child",): 3, ("parent",): 30},
        },
    )

    counts = counts_of(counted)
    shown = release(counts)

    assert shown["said", WAITING.key, "worker"].count == HIDDEN
    assert shown["said", WAITING.key, "child"].count == HIDDEN  # the next smallest group
    assert shown["said", WAITING.key, "parent"].count == 40
    assert shown["said", WAITING.key, ALL].count == 65
    assert cells_worked_out(counts, shown) == {}


def test_questions_of_several_audiences_are_decided_together():
    """A theme of both questions shows a base; less the one question it gives the other's."""
    both = NamedTheme("whole trust", "Trust", frozenset({Q, OTHER_Q}))
    counted = Tally(
        (WAITING, both),
        {Q: {("north",): 60, ("south",): 60}, OTHER_Q: {("north",): 4, ("south",): 90}},
        {WAITING.key: {("north",): 20, ("south",): 20}, both.key: {("north",): 30, ("south",): 60}},
    )

    counts = counts_of(counted)
    shown = release(counts)

    # Four people in the north answered the other question: of 60 and 64 one must not be known.
    north = [shown["people", each, "north"] for each in (frozenset({Q}), frozenset({Q, OTHER_Q}))]
    assert [figure.is_hidden for figure in north].count(True) == 1
    assert cells_worked_out(counts, shown) == {}


def test_few_people_of_whom_it_is_not_known_cost_few_figures():
    """Six who did not say must not follow from what all others said; their total goes instead."""
    two, one, unsaid = (("care", "education"), None), (("health",), None), (None, None)
    trust = NamedTheme("trust", "Trust", frozenset({Q, OTHER_Q}))
    said = {WAITING.key: {two: 22, one: 6}, "trust": {two: 13, one: 12, unsaid: 6}}
    joins = joins_of([WAITING, trust], {Q: {two: 35, one: 34}, OTHER_Q: {unsaid: 6}}, said)

    counts = counts_of_joins(joins)
    shown = release(counts)

    groups = ("care", "education", "health", ALL)
    assert [shown["said", WAITING.key, group].count for group in groups] == [20, 20, 5, 30]
    assert shown["people", frozenset({Q, OTHER_Q}), NOT_KNOWN].is_hidden
    assert cells_worked_out(counts, shown) == {}


def test_joins_are_decided_together():
    joins = joined(
        SPREAD, {"Trust": {ED: 20, CARE: 3, BOTH: 4}, "Desks": {ED: 20, BOTH: 1, (None, None): 2}}
    )

    counts = counts_of_joins(joins)
    shown = release(counts)

    assert shown["said", "Desks", "care"].is_hidden
    assert shown["said", "Trust", "education"].count == 25
    assert cells_worked_out(counts, shown) == {}

"""Who is missing: populations with their sources, and what may be said of a difference."""

import doctest
from datetime import date

import pytest

from insights.disclosure import HIDDEN, release, restricted
from insights.overview import missing
from insights.overview.answered import Seen
from insights.overview.benchmarks import benchmark_for, benchmarks, kind_of, rows
from insights.overview.figures import counts_of_people
from insights.overview.missing import compared_with, lines_of, missing_sections
from surveys.definition import Age, Audience
from tests.insights.overview.made import AUDIENCE, ETHNIC, people_of


PARENTS = Audience("parent", "Parents", voice="parent_self")
YOUNG = Audience("young_person", "Young people", "12_15", ages=(Age("13_15", "13 to 15", 13, 15),))
WORKERS = Audience("practitioner", "Practitioners", voice="practitioner")
ASKED = {"parent": {"white": 60, "asian": 30, "mixed": 5, "black": 5, "not_said": 20, "": 12}}


def seen_of(ethnic, *, is_exact=True):
    people = people_of({"parent": sum(ethnic["parent"].values())}, c_ethnic_group=ethnic)
    compared = compared_with([ETHNIC], [PARENTS])
    counts = counts_of_people(people, [AUDIENCE, ETHNIC], compared)
    return Seen(people, restricted(counts) if is_exact else release(counts)), compared


def section_of(ethnic, **kind):
    seen, compared = seen_of(ethnic, **kind)
    (section,) = missing_sections(seen, [ETHNIC], {"parent": "Parents"}, compared)
    return section


# --- the figures ---


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['benchmark']} {row['code']}")
def test_every_figure_has_its_source_address_and_date(row):
    assert row["source"]
    assert row["population"]
    assert row["url"].startswith("https://")
    assert date(2021, 1, 1) <= date.fromisoformat(row["date"]) <= date(2026, 12, 31)
    assert bool(row["count"]) != bool(row["percent"])
    assert bool(row["checked_by"]) == bool(row["checked_on"])


@pytest.mark.parametrize("benchmark", benchmarks(), ids=lambda each: each.key)
def test_shares_of_a_population_are_the_whole_of_it(benchmark):
    assert sum(each.share for each in benchmark.expected.values()) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("key", ["region_residents", "ethnic_group_residents", "sex_residents"])
def test_census_counts_add_up_to_everybody_in_england(key):
    counts = [int(row["count"]) for row in rows() if row["benchmark"] == key]

    assert sum(counts) == 56_490_048


def test_children_are_compared_with_pupils_and_practitioners_with_nobody():
    assert benchmark_for("ethnic_group", YOUNG).key == "ethnic_group_pupils"
    assert benchmark_for("ethnic_group", PARENTS).key == "ethnic_group_residents"
    assert benchmark_for("ethnic_group", WORKERS) is None
    assert benchmark_for("shoe_size", PARENTS) is None


def test_kind_of_reader_is_told_by_voice_key_or_age():
    by_key = Audience("practitioner", "Staff", voice="adult")

    kinds = [kind_of(each) for each in (PARENTS, WORKERS, YOUNG, by_key, Audience("all", "All"))]

    assert kinds == ["parent", "practitioner", "under_18", "practitioner", "adult"]


# --- what is said ---


def test_examples_are_true():
    assert doctest.testmod(missing).failed == 0


def test_shares_are_of_those_whose_group_is_known():
    seen, compared = seen_of(ASKED)
    lines = {
        line.code: line for line in lines_of(seen, "c_ethnic_group", "parent", *compared.values())
    }

    white, asian, other = lines["white"], lines["asian"], lines["other"]
    assert (white.share, white.points, white.index, white.verdict) == (0.6, -21, 74, "fewer")
    assert (asian.share, asian.points, asian.index, asian.verdict) == (0.3, 20, 312, "more")
    assert (lines["black"].verdict, other.share, other.verdict) == ("as_expected", 0, "as_expected")
    assert [round(end, 4) for end in asian.interval] == [0.2189, 0.3958]


def test_section_says_it_in_words_and_what_is_left_out():
    section = section_of(ASKED)

    assert section["chart"]["summary"] == (
        "Of 100 people whose group is known. Fewer than expected: White. More than expected: Asian."
    )
    assert section["left_out"].replace("\N{NO-BREAK SPACE}", " ") == (
        "Left out of the shares: I would rather not say · 20; Not known · 12."
    )
    assert "everybody who lives in England of all ages" in section["population"]
    assert "21 March 2021" in section["population"]
    asian = next(row for row in section["chart"]["table"].rows if row[0] == "Asian")
    assert asian == ["Asian", "30", "30%", "22% to 40%", "9.6%", "+20", 312, "More than expected"]


def test_nothing_is_said_of_fewer_than_thirty_not_even_to_who_may_see_how_few():
    section = section_of({"parent": {"white": 20, "asian": 5, "": 5}})

    assert "it takes 30" in section["chart"]["summary"]
    assert all(bar["bar"] is None for bar in section["chart"]["bars"])


def test_small_groups_are_hidden_in_words_table_and_drawing():
    section = section_of(ASKED, is_exact=False)
    hidden = section_of({"parent": {**ASKED["parent"], "black": 3}}, is_exact=False)

    black = next(row for row in hidden["chart"]["table"].rows if row[0] == "Black")
    bars = {bar["label"]: bar for bar in hidden["chart"]["bars"]}
    assert black[1:4] == [HIDDEN, HIDDEN, HIDDEN]
    assert (bars["Black"]["bar"], bars["Black"]["note"]) == (None, "Not shown: too few people")
    assert section["chart"]["bars"][0]["figure"] == "60%, expected 81.0%"

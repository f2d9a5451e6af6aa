"""What may be shown of the overview's counts: small ones never, nor what would give them away."""

import doctest

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from insights.disclosure import HIDDEN, release
from insights.overview import figures
from insights.overview import people as people_module
from insights.overview.figures import EVERYBODY, KNOWN, counts_of_people
from insights.overview.missing import compared_with
from surveys.definition import Audience
from tests.insights.overview.made import AUDIENCE, ETHNIC, MONDAY, REGION, people_of


PARENTS = (Audience("parent", "Parents"), Audience("practitioner", "Practitioners"))


def release_of(people, *attributes):
    compared = compared_with(attributes, PARENTS)
    return release(counts_of_people(people, attributes, compared))


def test_examples_are_true():
    for module in (figures, people_module):
        assert doctest.testmod(module).failed == 0


def test_a_group_of_few_is_hidden_and_another_with_it():
    seen = release_of(people_of({"parent": 40, "child": 20, "practitioner": 3}), AUDIENCE)

    assert seen["audience", "practitioner"].count == HIDDEN
    assert seen["audience", "child"].count == HIDDEN
    assert (seen["audience", "parent"].count, seen[EVERYBODY].count) == (40, 65)


def test_a_week_of_few_is_hidden_with_the_next_smallest():
    weeks = {MONDAY: 30, MONDAY.replace(day=9): 2, MONDAY.replace(day=16): 18}
    seen = release_of(people_of({"parent": 50}, days=weeks), AUDIENCE)

    shown = [seen["week", week].count for week in weeks]
    assert shown == [30, HIDDEN, HIDDEN]


def test_who_was_not_asked_is_not_among_those_not_known():
    region = {"parent": {"E12000001": 20, "": 10}, "practitioner": {"E12000001": 25, "": 15}}
    people = people_of({"parent": 30, "practitioner": 40, "child": 200}, c_region=region)

    seen = release_of(people, AUDIENCE, REGION)

    assert seen["c_region", ""].count == 25
    assert seen["c_region", "E12000001"].count == 45
    assert seen["c_region", "E12000001"].percent == 64


def test_a_region_of_few_practitioners_is_not_told_by_taking_parents_off():
    region = {
        "parent": {"E12000001": 40, "E12000002": 40},
        "practitioner": {"E12000001": 2, "E12000002": 40},
    }
    people = people_of({"parent": 80, "practitioner": 42}, c_region=region)

    seen = release_of(people, AUDIENCE, REGION)

    both = seen["c_region", "E12000001"].count, seen["c_region", "parent", "E12000001"].count
    assert HIDDEN in both


def test_a_handful_without_an_answer_hides_no_share():
    ethnic = {"parent": {"white": 50, "asian": 20, "mixed": 10, "black": 10, "other": 10, "": 2}}
    people = people_of({"parent": 102}, c_ethnic_group=ethnic)

    seen = release_of(people, AUDIENCE, ETHNIC)

    assert seen["c_ethnic_group", "parent", ""].count == HIDDEN
    assert seen["c_ethnic_group", "parent", KNOWN].count == 100
    assert seen["c_ethnic_group", "parent", "white"].percent == 50


def test_counts_that_moved_between_two_queries_break_nothing():
    people = people_of({"parent": 41}, days={MONDAY: 40})

    seen = release_of(people, AUDIENCE)

    assert seen[EVERYBODY].count == 40


@hypothesis_settings(max_examples=25)
@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=2),
    st.lists(st.integers(0, 30), min_size=2, max_size=2),
)
def test_no_small_count_is_ever_shown(parents, practitioners):
    codes = ("E12000001", "E12000002")
    region = {
        "parent": dict(zip(codes, parents, strict=True)),
        "practitioner": dict(zip(codes, practitioners, strict=True)),
    }
    sizes = {"parent": sum(parents), "practitioner": sum(practitioners)}
    people = people_of(sizes, c_region=region)
    attributes = (AUDIENCE, REGION)

    counts = counts_of_people(people, attributes, compared_with(attributes, PARENTS))
    seen = release(counts)

    small = [cell for cell, count in counts.counts.items() if 0 < count < 5]
    assert all(seen[cell].count == HIDDEN for cell in small)

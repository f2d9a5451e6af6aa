"""Readings, figures and the bias audit on counts that are worked out by hand."""

import pytest

from insights.quality.bias import audit_by_group
from insights.quality.coverage import curve_of
from insights.quality.figures import figures_of
from insights.quality.presenting import (
    agreement_verdict,
    alpha_shown,
    alpha_words,
    is_by_hand,
    machine_verdict,
    number,
    percent,
    with_interval,
)
from insights.quality.readings import Families, Item, Read
from insights.statistics.agreement import krippendorff_alpha, pooled_alpha
from insights.statistics.sampling import interval_of_sums


YES, NO, OPEN = Read(yes=frozenset("t")), Read(), Read(open=frozenset("t"))


def item(*readings, machine=NO, truth=None, is_read=True, answer="a"):
    return Item("i", answer, machine, readings, truth, is_read=is_read)


def items_of(both, first, second, neither):
    kinds = ((YES, YES), (YES, NO), (NO, YES), (NO, NO))
    counts = (both, first, second, neither)
    return [item(*kind) for kind, n in zip(kinds, counts, strict=True) for _each in range(n)]


def theme_figures(items):
    return figures_of(items, ["t"], seed=1)["themes"]["t"]


def test_agreement_of_two_people_is_cohens():
    figures = theme_figures(items_of(20, 5, 10, 15))

    assert (figures["read"], figures["agreement"], figures["prevalence"]) == (50, 0.7, 0.55)
    assert figures["kappa"] == pytest.approx(0.4)
    assert figures["pabak"] == pytest.approx(0.4)
    low, high = figures["kappa_interval"]
    assert 0.1 < low < 0.4 < high < 0.65
    assert agreement_verdict(figures) == "Weak agreement: revise the definition"


def test_unread_never_counts_as_agreed():
    read = items_of(6, 2, 2, 10)
    unread = [item(NO, is_read=False), item(YES, YES, is_read=False), item(is_read=False)]

    assert figures_of(read + unread, ["t"], seed=1) == figures_of(read, ["t"], seed=1)


def test_what_nobody_decided_never_counts_as_agreed():
    read = items_of(6, 2, 2, 10)

    figures = theme_figures([*read, item(OPEN, YES), item(OPEN, NO)])

    assert (figures["read"], figures["kappa"]) == (20, theme_figures(read)["kappa"])


def test_more_than_two_readers_are_in_alpha():
    figures = theme_figures([item(YES, YES, NO), item(YES, YES, YES), item(NO, NO, NO)] * 5)

    units = [(True, True, False), (True, True, True), (False, False, False)] * 5
    assert figures["alpha"] == pytest.approx(krippendorff_alpha(units))
    assert figures["kappa"] == 1  # of the first two


def test_machine_is_held_against_people():
    items = [item(machine=YES, truth=YES)] * 6 + [item(machine=NO, truth=YES)] * 4
    items += [item(machine=YES, truth=NO)] * 2 + [item(machine=NO, truth=NO)] * 8
    items += [item(machine=YES, truth=None)] * 5

    figures = theme_figures(items)

    assert (figures["judged"], figures["true"], figures["found"]) == (20, 10, 8)
    assert (figures["precision"], figures["recall"]) == (0.75, 0.6)
    assert figures["f1"] == pytest.approx(12 / 18)
    assert is_by_hand(figures)
    assert machine_verdict(figures) == "Finish by hand"


def test_few_answers_say_nothing():
    assert agreement_verdict(theme_figures(items_of(2, 0, 0, 5))) == "Too few to say"
    assert agreement_verdict(theme_figures(items_of(0, 1, 0, 60))) == "Too few to say"
    missed = theme_figures([item(machine=NO, truth=YES)] * 4)
    assert (machine_verdict(missed), is_by_hand(missed)) == ("Too few to say", False)


@pytest.mark.parametrize(
    ("alpha", "words"),
    [
        (0.8, "Can be relied on"),
        (0.7999, "Tentative"),
        (0.667, "Tentative"),
        (0.66, "Revise the definition"),
        (None, "Too few to say"),
    ],
)
def test_alpha_in_words(alpha, words):
    assert alpha_words(alpha) == words


@pytest.mark.parametrize(
    ("alpha", "kappa", "words"),
    [
        (0.8, 0.79, "Can be relied on"),
        (0.75, 0.74, "Tentative"),
        (0.667, 0.6, "Tentative"),
        (0.65, 0.61, "Nearly enough agreement: make the definition sharper"),
        (0.65, 0.6, "Moderate agreement: revise the definition"),
        (0.41, 0.41, "Moderate agreement: revise the definition"),
        (0.4, 0.4, "Weak agreement: revise the definition"),
    ],
)
def test_words_follow_from_alpha_and_kappa_together(alpha, kappa, words):
    figures = {"alpha": alpha, "kappa": kappa, "read": 50, "seen": 20}

    assert agreement_verdict(figures) == words


@pytest.mark.parametrize(
    ("total", "firsts", "curve"),
    [
        (0, [], []),
        (1, [], [(1, 0)]),
        (10, [9], [(1, 0), (2, 0), (5, 0), (10, 1)]),
        (30, [0, 7, 25], [(1, 1), (2, 1), (5, 1), (10, 2), (20, 2), (30, 3)]),
    ],
)
def test_curve_has_short_steps_where_themes_are_new(total, firsts, curve):
    assert curve_of(total, firsts) == curve


def test_figures_are_rounded_not_cut():
    assert (number(0.666), percent(2 / 3), number(None)) == ("0.67", "67%", "–")
    assert with_interval(0.586, (0.406, 0.799)).split() == ["0.59", "(0.41", "to", "0.80)"]


def test_alpha_just_below_its_bar_is_not_shown_as_the_bar():
    assert alpha_words(0.797) == alpha_words(0.75)
    assert alpha_shown(0.797, (0.651, 0.912)) == "0.797 (0.65\xa0to\xa00.91)"
    assert alpha_shown(0.797, None) == "0.797"


def test_part_of_a_theme_is_in_the_theme():
    families = Families({"whole": None, "part": "whole", "other": None})

    read = families.read(["part"], ["other", "gone"])

    assert [read.says(each) for each in ("whole", "part", "other")] == [True, True, None]
    assert families.read([], ["part"]).says("whole") is None
    assert families.read(["whole"], ["part"]).says("whole") is True


def test_overall_alpha_is_that_of_all_units_with_answers_drawn_again():
    answers = [[("y", "y"), ("n", "y")], [("n", "n"), ("n", "n")], [("y", "y"), ("y", "n")]] * 4
    units = [unit for answer in answers for unit in answer]

    alpha, (low, high) = pooled_alpha(answers, seed=3)

    assert alpha == pytest.approx(krippendorff_alpha(units))
    assert low < alpha < high
    assert pooled_alpha([], seed=3) == (None, None)


def test_whole_rows_are_drawn_again():
    """Ten units that always come together are one unit: the interval is wide."""
    together = interval_of_sums([(10, 10), (0, 10)] * 5, lambda s: s[0] / s[1], seed=1)
    apart = interval_of_sums([(1, 1), (0, 1)] * 50, lambda s: s[0] / s[1], seed=1)

    assert together[0] < apart[0] < 0.5 < apart[1] < together[1]
    assert interval_of_sums([], lambda sums: None, seed=1) is None


def groups_with(found_by_children, found_by_adults, each=40):
    about, items = {}, []
    for audience, found in (("child", found_by_children), ("parent", found_by_adults)):
        for place in range(each):
            answer = f"{audience}{place}"
            about[answer] = {"audience": audience}
            machine = YES if place < found else NO
            items.append(item(YES, YES, machine=machine, truth=YES, answer=answer))
    groups = audit_by_group(about, items, ["t"], list(about)[: each + 5])
    return {group.group: group for group in groups}


def test_group_that_the_machine_misses_is_named():
    groups = groups_with(10, 36)

    assert groups["child"].shares["found"] == (10, 40)
    assert groups["child"].lower == {"found"}
    assert groups["parent"].lower == {"covered"}
    assert groups["parent"].shares["covered"] == (5, 40)
    assert groups["child"].shares["alike"] == (40, 40)


def test_group_a_little_lower_or_by_chance_is_not_named():
    assert groups_with(36, 38)["child"].lower == frozenset()
    assert groups_with(3, 5, each=6)["child"].lower == frozenset()

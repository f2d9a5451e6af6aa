"""What may be shown: small figures, what would give them away, rounding, and an attacker's try."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.disclosure import HIDDEN, LOW, UNRELIABLE, Counts, Rules, release, restricted
from insights.disclosure.protecting import Reason
from tests.insights.disclosure.attacker import cells_worked_out


EXACT = Rules(rounding=1)


def themes_by_group(bases, themes, *, counts=None, name="", sensitive=()):
    """Return counts of themes by groups: each person in one group, in any number of themes."""
    counts = counts or Counts()
    groups = list(bases)
    counts.add("all", sum(bases.values()))
    for group in groups:
        counts.add((name, group), bases[group])
    counts.add_sum("all", [(name, group) for group in groups])
    for theme, row in themes.items():
        counts.add(theme, sum(row), base="all")
        cells = [(name, theme, group) for group in groups]
        for cell, group, count in zip(cells, groups, row, strict=True):
            counts.add(cell, count, base=(name, group), is_sensitive=theme in sensitive)
        counts.add_sum(theme, cells)
    return counts


def row_of(released, theme, groups, name=""):
    return [released[name, theme, group].count for group in groups]


def test_nothing_small_hides_nothing():
    counts = themes_by_group({"child": 100, "parent": 200}, {"Waiting": [20, 60]})

    shown = release(counts)

    assert not shown.reasons
    assert row_of(shown, "Waiting", ["child", "parent"]) == [20, 60]


def test_group_of_few_is_hidden_whole_with_its_size():
    counts = themes_by_group(
        {"child": 9, "parent": 200, "worker": 60}, {"Waiting": [7, 60, 30], "Trust": [0, 90, 40]}
    )

    shown = release(counts)

    # The next smallest group goes too: from the total one could else work out the small one.
    assert {each[1] for each in shown.reasons if each[:1] == ("",) and len(each) == 2} == {
        "child",
        "worker",
    }
    assert row_of(shown, "Waiting", ["child", "parent", "worker"]) == [HIDDEN, 60, HIDDEN]
    assert row_of(shown, "Trust", ["child", "parent", "worker"]) == [HIDDEN, 90, HIDDEN]
    assert shown["", "Trust", "child"].percent == HIDDEN


def test_small_count_takes_the_next_smallest_with_it_and_leaves_none_alone():
    counts = themes_by_group(
        {"a": 100, "b": 100, "c": 100, "d": 100}, {"Waiting": [3, 0, 30, 60], "Trust": [9] * 4}
    )

    shown = release(counts)

    assert row_of(shown, "Waiting", "abcd") == [HIDDEN, 0, HIDDEN, 60]
    assert shown.reasons["", "Waiting", "a"] == Reason.SMALL
    assert shown.reasons["", "Waiting", "c"] == Reason.GIVES_AWAY
    assert row_of(shown, "Trust", "abcd") == [10, 10, 10, 10]


def test_total_is_hidden_where_nothing_else_can_be():
    counts = themes_by_group({"a": 100, "b": 100}, {"Waiting": [4, 2]})

    assert release(counts, EXACT)["Waiting"].count == HIDDEN


@pytest.mark.parametrize("count", [0, 20])
def test_sensitive_theme_that_all_or_none_of_few_named_is_hidden(count):
    bases = {"a": 20, "b": 300, "c": 300}
    plain = themes_by_group(bases, {"Harm": [count, 90, 100]})
    sensitive = themes_by_group(bases, {"Harm": [count, 90, 100]}, sensitive={"Harm"})

    assert release(plain)["", "Harm", "a"].count == count
    assert release(sensitive)["", "Harm", "a"].count == HIDDEN
    assert release(sensitive).reasons["", "Harm", "a"] == Reason.ALL_ALIKE


def test_counts_are_rounded_and_percentages_are_not_of_rounded_ones():
    counts = themes_by_group({"a": 33, "b": 300}, {"Waiting": [12, 13]})

    shown = release(counts)["", "Waiting", "a"]

    assert (shown.count, shown.percent) == (10, 36)  # 12 of 33, not 10 of 35
    assert release(counts)["", "Waiting", "b"].count == 15


def test_no_percentage_for_fewer_than_thirty_people():
    counts = themes_by_group({"a": 29, "b": 300}, {"Waiting": [12, 130]})

    shown = release(counts)["", "Waiting", "a"]

    assert (shown.count, shown.percent) == (10, UNRELIABLE)


def test_share_that_rounds_to_none_is_not_none():
    counts = themes_by_group({"a": 3000, "b": 3000}, {"Waiting": [7, 900]})

    assert release(counts)["", "Waiting", "a"].percent == LOW


def test_what_nobody_said_is_no_secret_of_a_small_group():
    counts = themes_by_group({"a": 4, "b": 8, "c": 300}, {"Waiting": [0, 0, 0], "Trust": [0, 0, 9]})

    shown = release(counts)

    assert row_of(shown, "Waiting", "abc") == [0, 0, 0]
    assert row_of(shown, "Trust", "abc") == [HIDDEN, HIDDEN, HIDDEN]
    assert shown["Trust"].count == 10


def test_group_of_nobody_is_not_applicable_and_hides_nobody():
    counts = themes_by_group({"a": 0, "b": 40, "c": 300}, {"Waiting": [0, 12, 90]})

    for shown in (release(counts), restricted(counts)):
        assert not shown.reasons
        assert (shown["", "a"].count, shown["", "Waiting", "a"].percent) == (0, "[z]")


def test_restricted_view_shows_every_figure_and_says_so():
    counts = themes_by_group({"a": 9, "b": 300}, {"Waiting": [3, 130]})

    shown = restricted(counts)

    assert shown.is_restricted
    assert row_of(shown, "Waiting", "ab") == [3, 130]
    assert shown["", "Waiting", "a"].percent == 33


def test_tables_that_share_margins_are_decided_together():
    """By age a total is hidden with a small count; by region it must not be shown either."""
    counts = themes_by_group({"young": 60, "old": 60}, {"Waiting": [4, 2]}, name="age")
    counts = themes_by_group(
        {"north": 60, "south": 60}, {"Waiting": [6, 0]}, name="region", counts=counts
    )

    shown = release(counts, EXACT)

    assert shown["Waiting"].count == HIDDEN
    # Nobody in the south said it, and that is shown: so the north's number is the total.
    assert row_of(shown, "Waiting", ["north", "south"], "region") == [HIDDEN, 0]


def test_cell_with_two_counts_is_refused():
    counts = Counts()
    counts.add("a", 3)

    with pytest.raises(ValueError, match="two counts"):
        counts.add("a", 4)


@pytest.mark.parametrize(
    "lowered", [{"base_floor": 9}, {"cell_floor": 4}, {"width": 4}, {"percent_floor": 29}]
)
def test_floors_cannot_be_lowered(lowered):
    with pytest.raises(ValueError, match="not below"):
        Rules(**lowered)


def test_raised_floors_hide_more():
    counts = themes_by_group({"a": 40, "b": 90, "c": 90}, {"Waiting": [12, 13, 60]})

    shown = release(counts, Rules(cell_floor=13, rounding=1))

    assert row_of(shown, "Waiting", "abc") == [HIDDEN, HIDDEN, 60]


def test_attacker_of_these_tests_finds_what_is_not_protected():
    """The tests below would be worth nothing with an attacker who finds nothing."""
    counts = themes_by_group({"a": 100, "b": 100}, {"Waiting": [3, 40]})
    shown = release(counts, EXACT)
    careless = dict(shown.figures)
    careless["", "Waiting", "b"] = restricted(counts)["", "Waiting", "b"]

    assert cells_worked_out(counts, careless, rounding=1) == {("", "Waiting", "a"): (3, 3)}


SIZES = st.one_of(st.integers(0, 14), st.integers(5, 60), st.integers(30, 2000))


@st.composite
def linked_tables(draw):
    """People in two groupings at once, and themes they named: two tables with shared margins."""
    across = draw(st.lists(SIZES, min_size=2, max_size=4))
    themes = {}
    for number in range(draw(st.integers(1, 3))):
        themes[f"t{number}"] = [
            draw(st.one_of(st.integers(0, min(6, size)), st.integers(0, size))) for size in across
        ]
    bases = {f"a{number}": size for number, size in enumerate(across)}
    sensitive = draw(st.sets(st.sampled_from(sorted(themes))))
    counts = themes_by_group(bases, themes, name="a", sensitive=sensitive)
    # The other grouping: every group of the first is cut in two at the same place for all.
    cut = [draw(st.integers(0, size)) for size in across]
    if 0 < sum(cut) < sum(across):
        low = {
            theme: sum(min(n, part) for n, part in zip(row, cut, strict=True))
            for theme, row in themes.items()
        }
        other = {"b0": sum(cut), "b1": sum(across) - sum(cut)}
        rows = {theme: [low[theme], sum(row) - low[theme]] for theme, row in themes.items()}
        themes_by_group(other, rows, name="b", counts=counts, sensitive=sensitive)
    return counts


@settings(max_examples=30, deadline=None)
@given(counts=linked_tables())
def test_attacker_works_out_nothing_from_themes_of_two_groupings(counts):
    shown = release(counts)

    assert cells_worked_out(counts, shown) == {}
    assert_small_figures_are_hidden(counts, shown)


@settings(max_examples=30, deadline=None)
@given(counts=linked_tables())
def test_attacker_works_out_nothing_from_figures_that_are_not_rounded(counts):
    assert cells_worked_out(counts, release(counts, EXACT), rounding=1) == {}


@settings(max_examples=30, deadline=None)
@given(
    cells=st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 90)), min_size=3, max_size=3),
        min_size=2,
        max_size=4,
    ),
    is_rounded=st.booleans(),
)
def test_attacker_works_out_nothing_from_a_table_with_both_margins(cells, is_rounded):
    counts = Counts()
    named = {
        (f"r{row}", f"c{column}"): count
        for row, line in enumerate(cells)
        for column, count in enumerate(line)
    }
    counts.add_table([f"r{n}" for n in range(len(cells))], ["c0", "c1", "c2"], named)

    shown = release(counts, Rules(rounding=5 if is_rounded else 1))

    assert cells_worked_out(counts, shown, rounding=5 if is_rounded else 1) == {}
    assert_small_figures_are_hidden(counts, shown)


def assert_small_figures_are_hidden(counts, shown):
    for cell, count in counts.counts.items():
        figure = shown[cell]
        if 0 < count < 5:
            assert figure.is_hidden
        if not figure.is_hidden:
            base = counts.counts.get(counts.bases.get(cell), 99)
            # A group of fewer, but not of nobody, shows nothing, but for what nobody at all said.
            assert base >= 10 or count == 0
            assert isinstance(figure.percent, str) or base >= 30
            assert abs(figure.count - count) <= 2

"""Large tables, in which whole columns are hidden and a hundred figures hang together."""

from random import Random

import pytest

from insights.disclosure import Counts, Rules, release
from tests.insights.disclosure.attacker import cells_worked_out
from tests.insights.disclosure.test_release import assert_small_figures_are_hidden


def groups_and_themes(seed, *, groups, themes):
    """Return themes by groups, a third of them small, with who did not name each theme beside."""
    draw = Random(seed)
    sizes = [draw.choice((draw.randint(1, 9), draw.randint(10, 60), 200)) for _ in range(groups)]
    counts = Counts()
    everything = (*range(groups), None)
    _add_row(counts, ("people",), sizes, base=None)
    for theme in range(themes):
        share = draw.choice((0.02, 0.1, 0.4))
        said = [sum(draw.random() < share for _ in range(size)) for size in sizes]
        rest = [size - one for size, one in zip(sizes, said, strict=True)]
        _add_row(counts, ("said", theme), said, base=("people",), is_sensitive=not theme % 3)
        _add_row(counts, ("rest", theme), rest, base=("people",))
        for group in everything:
            counts.add_sum(("people", group), [("said", theme, group), ("rest", theme, group)])
    return counts


def _add_row(counts, name, row, *, base, is_sensitive=False):
    for group, count in {**dict(enumerate(row)), None: sum(row)}.items():
        whole = None if base is None else (*base, group)
        counts.add((*name, group), count, base=whole, is_sensitive=is_sensitive)
    counts.add_sum((*name, None), [(*name, group) for group in range(len(row))])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rounding", [1, 5])
def test_attacker_works_out_nothing_from_large_tables(seed, rounding):
    counts = groups_and_themes(seed, groups=9, themes=6)

    shown = release(counts, Rules(rounding=rounding))

    assert any(figure.is_hidden for figure in shown.figures.values())
    assert cells_worked_out(counts, shown, rounding=rounding) == {}
    assert_small_figures_are_hidden(counts, shown)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rounding", [1, 5])
def test_attacker_works_out_nothing_from_large_tables_with_both_margins(seed, rounding):
    """Rows and columns together give away what none of them does alone: programmes find it."""
    draw = Random(seed)
    rows, columns = [f"r{number}" for number in range(9)], [f"c{number}" for number in range(8)]
    small = {
        (row, column): draw.choice((1, 40, 50, 60, 70, 80)) for row in rows for column in columns
    }
    counts = Counts()
    counts.add_table(rows, columns, small)

    shown = release(counts, Rules(rounding=rounding))

    assert cells_worked_out(counts, shown, rounding=rounding) == {}
    assert_small_figures_are_hidden(counts, shown)

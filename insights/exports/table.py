"""What a table of a file is: its columns and its rows, before anyone asks how it is laid out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from insights.exports.cells import parts_needed
from insights.exports.facts import Manifest


Value = str | int | float | None
# Wider columns hold sentences, whose words wrap; narrower ones codes, ids and names.
WRAPPED_FROM = 50
# As long as [low].
LONGEST_SYMBOL = 5


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, and the cells its longest text takes."""

    heading: str
    width: int = 14
    parts: int = 1
    # Whether it holds figures and symbols in the place of one, which stand on the right.
    is_figures: bool = False
    # What stands in it for no value, beside nothing at all.
    nulls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Bars of some rows of a table, drawn beside it where the kind of file can.

    `label` and `series` are columns, `first` and `last` rows, all counted from 0. `words` say
    what it shows to whoever does not see it.
    """

    title: str
    words: str
    unit: str
    first: int
    last: int
    label: int
    series: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """One sheet's table. `rows` is read once, so it may be a generator, unless it has charts.

    Each line of `explanation` is a row above the table: one that is wider than the table would
    run on beyond it, and a printed page would shrink to its width.
    """

    name: str
    title: str
    explanation: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    charts: tuple[Chart, ...] = ()

    @property
    def heading_row(self) -> int:
        """Return in which row of a sheet the headings stand: under the title and the words."""
        return 2 + len(self.explanation.split("\n"))


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: `build(source, manifest)` gives its table, or None when it has no place."""

    name: str
    build: Callable[[Any, Manifest], Table | None]
    # The cover and the notes tell what the other sheets held, so they are filled last.
    filled_last: bool = False
    # Before the others below nought, after them above.
    turn: int = 0
    # One sentence for a sheet of contents.
    about: str = ""


def small_table(name, title, explanation, columns, rows, charts=()) -> Table:
    """Return a table of rows already in memory, with the cells that its longest texts take."""
    measured = tuple(
        _measured(column, [row[place] for row in rows]) for place, column in enumerate(columns)
    )
    return Table(name, title, explanation, measured, rows, tuple(charts))


def is_symbol(text: str) -> bool:
    """Tell whether a text stands in the place of a figure.

    >>> is_symbol("[c]"), is_symbol("[note 1]"), is_symbol("")
    (True, False, True)
    """
    return len(text) <= LONGEST_SYMBOL and text[:1] in ("", "[")


def _measured(column, values):
    """Return a column that its texts fit into: what does not wrap is cut by the next column."""
    texts = [value for value in values if isinstance(value, str)]
    if any(isinstance(value, (int, float)) for value in values) and all(map(is_symbol, texts)):
        column = replace(column, is_figures=True)
    longest = max(map(len, texts), default=0)
    if column.width < WRAPPED_FROM and longest > column.width - 1:
        column = replace(column, width=min(longest + 1, WRAPPED_FROM))
    return replace(column, parts=parts_needed(texts))

"""What a table of a file is: its columns and its rows, before anyone asks how it is laid out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from insights.exports.cells import parts_needed
from insights.exports.facts import Manifest


Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, and the cells its longest text takes."""

    heading: str
    width: int = 14
    parts: int = 1
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
    """One sheet's table. `rows` is read once, so it may be a generator, unless it has charts."""

    name: str
    title: str
    explanation: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    charts: tuple[Chart, ...] = ()


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
        replace(
            column, parts=parts_needed(row[place] for row in rows if isinstance(row[place], str))
        )
        for place, column in enumerate(columns)
    )
    return Table(name, title, explanation, measured, rows, tuple(charts))

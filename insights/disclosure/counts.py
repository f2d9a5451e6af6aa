"""Counts that are shown together, and how a reader knows that they hang together.

A cell is known by any name that can be a key, such as ("better", "child"). A cell that stands in
two tables has one name, and is shown or hidden in both: that is how tables share their margins.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


Cell = Hashable


@dataclass(frozen=True)
class Relation:
    """The cells times their factors add up to something from `low` to `high`; None: no limit."""

    factors: Mapping[Cell, int]
    low: int | None = 0
    high: int | None = 0

    @property
    def is_sum(self) -> bool:
        return self.low == self.high == 0

    @property
    def total(self) -> Cell:
        """Return the total of a sum."""
        return min(self.factors, key=lambda cell: self.factors[cell])

    def most(self) -> list[list[Cell]]:
        """Return the cells of each side that the other side cannot come to more than."""
        less = [cell for cell, factor in self.factors.items() if factor < 0]
        more = [cell for cell, factor in self.factors.items() if factor > 0]
        return [side for side, end in ((less, self.high), (more, self.low)) if side and end == 0]


@dataclass
class Counts:
    """Counts of people with everything that is known of them beside the figures."""

    counts: dict[Cell, int] = field(default_factory=dict)
    bases: dict[Cell, Cell] = field(default_factory=dict)  # a share of whom
    sensitive: set[Cell] = field(default_factory=set)
    derived: set[Cell] = field(default_factory=set)  # never shown, but may follow from others
    relations: list[Relation] = field(default_factory=list)
    dependents: dict[Cell, list[Cell]] = field(default_factory=dict)

    def add_derived(self, cell: Cell, count: int):
        """Add a cell that no table shows. It has to stay unknown only if it is small."""
        if cell not in self.counts:
            self.add(cell, count)
            self.derived.add(cell)

    def add(self, cell: Cell, count: int, *, base: Cell = None, is_sensitive: bool = False):
        """Add a cell; a base is a cell too, and was added before what is a share of it."""
        if self.counts.get(cell, count) != count:
            raise ValueError(f"The cell {cell} has two counts: {self.counts[cell]} and {count}.")
        self.counts[cell] = count
        if is_sensitive:
            self.sensitive.add(cell)
        if base is not None and cell not in self.bases:
            self.bases[cell] = base
            self.dependents.setdefault(base, []).append(cell)
            self.add_within(cell, base)

    def add_sum(self, total: Cell, parts: Iterable[Cell]):
        """Say that the parts add up to the total, each person in one of them."""
        self.add_relation({total: -1, **dict.fromkeys(parts, 1)})

    def add_within(self, part: Cell, whole: Cell):
        """Say that everybody in `part` is in `whole` too."""
        self.add_relation({part: -1, whole: 1}, low=0, high=None)

    def add_relation(self, factors: Mapping[Cell, int], *, low=0, high=0):
        """Say that the cells times their factors add up to something from low to high."""
        self.relations.append(Relation(dict(factors), low, high))

    def add_table(
        self,
        rows: Sequence[Hashable],
        columns: Sequence[Hashable],
        counts: Mapping[tuple, int],
        *,
        name: Hashable = "",
    ):
        """Add a table in which each person is in one row and one column, with all its margins.

        Cells are called (name, row, column); a margin has None for what it adds up.
        """
        everybody = {
            (row, column): counts.get((row, column), 0) for row in rows for column in columns
        }
        for column in (*columns, None):
            for row in (*rows, None):
                within = (
                    count
                    for (one, other), count in everybody.items()
                    if row in (one, None) and column in (other, None)
                )
                self.add((name, row, column), sum(within))
        for row in (*rows, None):
            self.add_sum((name, row, None), [(name, row, column) for column in columns])
        for column in (*columns, None):
            self.add_sum((name, None, column), [(name, row, column) for row in rows])

"""The one function for screens and files: counts in, what may be shown out."""

from collections.abc import Mapping
from dataclasses import dataclass

from insights.disclosure.counts import Cell, Counts
from insights.disclosure.protecting import Reason, hidden_cells
from insights.disclosure.rules import HIDDEN, LOW, NOT_APPLICABLE, PUBLIC, UNRELIABLE, Rules


@dataclass(frozen=True)
class Figure:
    """One cell as it may be shown: a number or a symbol, and a whole percentage or a symbol.

    `percent` is "" where the cell is no share of anything.
    """

    count: int | str
    percent: int | str = ""

    @property
    def is_hidden(self) -> bool:
        return self.count == HIDDEN


@dataclass(frozen=True)
class Release:
    """All figures of some tables. `reasons` are for the record, never for the reader."""

    figures: Mapping[Cell, Figure]
    reasons: Mapping[Cell, Reason]
    is_restricted: bool = False

    def __getitem__(self, cell: Cell) -> Figure:
        return self.figures[cell]


def release(counts: Counts, rules: Rules = PUBLIC) -> Release:
    """Return what may be shown to anybody: small figures hidden, the others rounded.

    Percentages are of the counts before rounding, so figures may not add up.
    """
    reasons = hidden_cells(counts, rules)
    figures = {
        cell: Figure(HIDDEN, HIDDEN if cell in counts.bases else "")
        if cell in reasons or cell in counts.derived
        else _figure(counts, rules, cell)
        for cell in counts.counts
    }
    return Release(figures, reasons)


def restricted(counts: Counts) -> Release:
    """Return every figure as it is, for people who may see exact small numbers."""
    figures = {}
    for cell, count in counts.counts.items():
        percent: int | str = ""
        if cell in counts.bases:
            base = counts.counts[counts.bases[cell]]
            percent = whole_percent(count, base) if base else NOT_APPLICABLE
        figures[cell] = Figure(count, percent)
    return Release(figures, {}, is_restricted=True)


def rounded(count: int, rounding: int) -> int:
    """Return the count rounded to the nearest step; a half goes up.

    >>> rounded(12, 5), rounded(13, 5), rounded(13, 1)
    (10, 15, 13)
    """
    return (2 * count + rounding) // (2 * rounding) * rounding


def whole_percent(count: int, base: int) -> int:
    """Return the percentage as a whole number; a half goes up.

    >>> whole_percent(1, 8), whole_percent(1, 3)
    (13, 33)
    """
    return (200 * count + base) // (2 * base)


def _figure(counts, rules, cell) -> Figure:
    count = counts.counts[cell]
    shown = rounded(count, rules.rounding)
    if cell not in counts.bases:
        return Figure(shown)
    base = counts.counts[counts.bases[cell]]
    if not base:
        return Figure(shown, NOT_APPLICABLE)
    if base < rules.percent_floor:
        return Figure(shown, UNRELIABLE)
    percent = whole_percent(count, base)
    return Figure(shown, LOW if count and not percent else percent)

"""How narrowly a reader can work out what is hidden.

The reader is taken to know every shown figure exactly, although figures are rounded, and all that
follows from sums, bases and from no count being below zero. So rounding only adds to the safety.

Hiding one figure more never makes another better known. So whatever two tables that a reader has
to think possible lie far apart in is settled for good, and only the rest is looked at again.
"""

from collections import deque
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from math import ceil, floor, inf

from django.utils.module_loading import import_string

from insights.disclosure.counts import Cell, Counts


# Linear programmes of scipy: half a second and 50 MB, so loaded when a table first needs them.
SOLVER = "insights.disclosure.solving.solve"
# A solver's numbers are right to about a millionth.
NEARLY = 1e-6
# What a proof leaves of a cell may be so far from none by the solver's slips alone.
EXACT = 1e-9
# So many proofs are kept of each end of a cell: one holds here, another there.
PROOFS = 8


@dataclass(frozen=True)
class Rest:
    """What a relation says of hidden cells once the shown ones are taken off."""

    factors: tuple[tuple[Cell, int], ...] = ()
    low: float = -inf
    high: float = inf


@dataclass(frozen=True)
class Proof:
    """Why a cell is not less, or not more, than the truth by more than `slack` and what is `left`.

    That many times each hidden cell can be less than it is, and none of them below none.
    """

    left: dict[Cell, float]
    slack: float


def is_narrow(low: float, high: float, width: int) -> bool:
    """Tell whether the whole numbers from low to high lie closer than `width`."""
    if high == inf:
        return False
    return floor(high + NEARLY) - ceil(low - NEARLY) < width


class Reader:
    """What can be worked out of the cells hidden so far, while more and more are hidden."""

    def __init__(self, counts: Counts, *, width: int):
        self.width = width
        self._counts = counts
        self._touching: dict[Cell, list[int]] = {cell: [] for cell in counts.counts}
        for number, relation in enumerate(counts.relations):
            for cell in relation.factors:
                self._touching[cell].append(number)
        self._lows: dict[Cell, int] = {}
        self._rests = dict.fromkeys(range(len(counts.relations)), Rest())
        self._alone: dict[int, frozenset[Cell]] = {}
        self._stale: set[int] = set()
        self._wide: set[Cell] = set()
        # Whatever is hidden, a proof holds or is seen not to: so copies may share them.
        self._proofs: dict[tuple[Cell, int], deque[Proof]] = {}
        # From where to where each cell is known to be possible: the truth is, where it adds up.
        self._ranges: dict[Cell, tuple[float, float]] = {}
        self._is_true = all(map(self._holds, counts.relations))
        if self._is_true:
            self._ranges = {cell: (count, count) for cell, count in counts.counts.items()}

    def _holds(self, relation):
        count = self._count_of(relation)
        is_high = relation.low is None or relation.low <= count
        return is_high and (relation.high is None or count <= relation.high)

    def _count_of(self, relation):
        return _dot((self._counts.counts[one], each) for one, each in relation.factors.items())

    def copied(self) -> "Reader":
        """Return a reader to try something on."""
        other = copy(self)
        for name in ("_lows", "_rests", "_alone", "_stale", "_wide", "_ranges"):
            setattr(other, name, copy(getattr(self, name)))
        return other

    def hide(self, cell: Cell, low: int):
        """Take a cell for hidden, or for one that can be less; `low` is the least it can be."""
        if self._lows.get(cell) != low:
            self._lows[cell] = low
            self._stale.update(self._touching[cell])

    def gives_away(self, number: int) -> frozenset[Cell]:
        """Return the hidden cells that this relation alone gives away."""
        self._refresh()
        return self._alone.get(number, frozenset())

    def giving_away(self) -> list[int]:
        """Return the relations that give something away by themselves."""
        self._refresh()
        return sorted(self._alone)

    def touching(self, cells: Iterable[Cell]) -> list[int]:
        """Return the relations that any of these cells is in."""
        return sorted({number for cell in cells for number in self._touching[cell]})

    def narrow(self, wanted: Collection[Cell]) -> set[Cell]:
        """Return those of the wanted cells, all hidden, that can be worked out."""
        self._refresh()
        narrow = {cell for cells in self._alone.values() for cell in cells} & set(wanted)
        left = set(wanted) - narrow - self._wide
        proved = {cell for cell in left if self._is_proved(cell)}
        narrow |= proved
        left -= proved
        if not left:
            return narrow
        rests, cells = self._around(left)
        for cell in left - cells:
            self._wide.add(cell)
        left &= cells
        if left:
            narrow |= self._solved(rests, cells, left)
            self._wide |= left - narrow
        return narrow

    def _refresh(self):
        for number in self._stale:
            rest = self._rests[number] = self._rest(self._counts.relations[number])
            found = frozenset(
                cell
                for cell, low, high in _ends_of(rest, self._lows)
                if is_narrow(max(low, self._lows[cell]), high, self.width)
            )
            self._alone.pop(number, None)
            if found:
                self._alone[number] = found
        self._stale = set()

    def _rest(self, relation):
        counts, lows = self._counts.counts, self._lows
        factors = tuple(pair for pair in relation.factors.items() if pair[0] in lows)
        shown = self._count_of(relation) - _dot((counts[one], each) for one, each in factors)
        low = -inf if relation.low is None else relation.low - shown
        high = inf if relation.high is None else relation.high - shown
        return Rest(factors, low, high)

    def _around(self, wanted):
        """Return all relations, and all their cells, that can matter to the wanted ones."""
        numbers: set[int] = set()
        cells: set[Cell] = set()
        waiting = list(wanted)
        while waiting:
            for number in set(self._touching[waiting.pop()]) - numbers:
                numbers.add(number)
                more = {cell for cell, _factor in self._rests[number].factors} - cells
                cells |= more
                waiting.extend(more)
        return {number: self._rests[number] for number in sorted(numbers)}, cells

    def _solved(self, rests, cells, left):
        """Return what linear programmes find narrow, and keep how far tables can be apart."""
        ranges = {cell: self._ranges.get(cell, (inf, -inf)) for cell in cells}
        solve = import_string(SOLVER)
        narrow, ranges, factors = solve(rests, self._lows, ranges, left, self.width)
        self._ranges.update(ranges)
        for key, each in factors.items() if self._is_true else ():
            self._proofs.setdefault(key, deque(maxlen=PROOFS)).appendleft(self._proof(*key, each))
        return narrow

    def _proof(self, cell, sign, factors) -> Proof:
        """Return why a cell is not less (1) or more (-1): a sum of relations, each so many times.

        What the sum leaves of the other cells is then added to by whatever they are more than the
        least they can be.
        """
        left = {cell: float(sign)}
        slack = 0.0
        for number, factor in factors.items():
            relation = self._counts.relations[number]
            end = relation.low if factor > 0 else relation.high
            slack += inf if end is None else factor * (self._count_of(relation) - end)
            for one, each in relation.factors.items():
                left[one] = left.get(one, 0.0) - factor * each
        return Proof({one: each for one, each in left.items() if abs(each) > EXACT}, slack)

    def _is_proved(self, cell) -> bool:
        """Tell whether earlier proofs show a cell to be narrow, with what is hidden by now."""
        ends = []
        for sign in (1, -1):
            gaps = map(self._gap, self._proofs.get((cell, sign), ()))
            ends.append(self._counts.counts[cell] - sign * min(gaps, default=inf))
        return max(map(abs, ends)) < inf and is_narrow(*ends, self.width)

    def _gap(self, proof):
        """Return how far a proof lets its cell be from the truth: without end if it fails."""
        gap = proof.slack
        for cell, factor in proof.left.items():
            if cell in self._lows:
                if factor < 0:
                    return inf
                gap += factor * (self._counts.counts[cell] - self._lows[cell])
        return gap


def _ends_of(rest, lows):
    """Yield how little and how much of each cell the others leave: those have no upper limit."""
    rising = [(cell, factor) for cell, factor in rest.factors if factor > 0]
    falling = [(cell, factor) for cell, factor in rest.factors if factor < 0]
    least = _dot((lows[cell], factor) for cell, factor in rising)
    most = _dot((lows[cell], factor) for cell, factor in falling)
    # What falls has no least, what rises no most, unless the cell itself is all there is of it.
    for cell, factor in rising:
        own = factor * lows[cell]
        low = -inf if len(rising) > 1 else (rest.low - most) / factor
        yield cell, low, inf if falling else (rest.high - least + own) / factor
    for cell, factor in falling:
        own = factor * lows[cell]
        low = -inf if len(falling) > 1 else (rest.high - least) / factor
        yield cell, low, inf if rising else (rest.low - most + own) / factor


def _dot(pairs) -> int:
    return sum(low * factor for low, factor in pairs)

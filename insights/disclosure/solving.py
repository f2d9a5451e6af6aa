"""Works out ranges of hidden cells by linear programmes, where relations share cells."""

from math import inf

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from insights.disclosure.narrowing import EXACT, is_narrow


OPTIMAL = 0
UNBOUNDED = 3
# Up to so many cells are taken singly at once.
FEW = 4


def solve(rests, lows, ranges, wanted, width) -> tuple[set, dict, dict]:
    """Return which of the wanted cells can be worked out to less than `width`, and all ranges.

    Every solution is a table that a reader has to think possible, so it widens the known range of
    all cells at once: few cells need a programme of their own. `ranges` say how far each cell is
    known to be possible already: (inf, -inf) where nothing is. The third answer
    says why a cell cannot be less (1) or more (-1): by how many times which relation.
    """
    cells = list(ranges)
    table = _Table(rests, cells, [lows[cell] for cell in cells], ranges.values(), width)
    wanted = [number for number, cell in enumerate(cells) if cell in wanted]
    wanted = table.open_among(wanted)
    if len(wanted) > FEW:
        table.widen_together(wanted)
    narrow = {cells[number] for number in table.widen_singly(wanted)}
    ends = zip(table.least.tolist(), table.most.tolist(), strict=True)
    return narrow, dict(zip(cells, ends, strict=True)), table.proofs


class _Table:
    """Hidden cells by their numbers, with the limits on them and how far they are known to go."""

    def __init__(self, rests, cells, lows, ranges, width):
        self.width = width
        self.lows = numpy.array(lows, dtype=float)
        self.least, self.most = (
            numpy.array(each, dtype=float) for each in zip(*ranges, strict=True)
        )
        self.cells, self.numbers = cells, list(rests)
        self.proofs: dict = {}
        self.matrix, self.floors, self.ceilings = _matrix(list(rests.values()), cells)
        touching = abs(self.matrix)
        _count, self.part_of = connected_components(touching.T @ touching, directed=False)

    def open_among(self, numbers):
        """Return those of the cells that are not known to go far."""
        return [one for one in numbers if not _is_wide(self.least[one], self.most[one], self.width)]

    def widen_together(self, wanted):
        """Look for tables in which many cells differ much from what is known, two at a time.

        Cells stay near what is known of them: so a few cannot take up what many could.
        """
        draw = numpy.random.default_rng(0)
        everything = slice(None)
        is_moving = True
        while is_moving and (left := self.open_among(wanted)):
            aim = numpy.zeros(len(self.lows))
            aim[left] = draw.choice((-1.0, 1.0), size=len(left))
            for sign in (1, -1):
                self._solve(sign * aim, everything, self._near())
            is_moving = len(self.open_among(left)) < len(left)

    def _near(self):
        floors, ceilings = self.least - self.width, self.most + self.width
        return (
            numpy.where(numpy.isfinite(floors), numpy.maximum(self.lows, floors), self.lows),
            numpy.where(numpy.isfinite(ceilings), ceilings, inf),
        )

    def widen_singly(self, wanted):
        """Return the cells that do not go far, each made as small and as large as it can be."""
        narrow = []
        for one in wanted:
            for sign in (1, -1):
                if self.open_among([one]):
                    mine = numpy.flatnonzero(self.part_of == self.part_of[one])
                    aim = numpy.where(mine == one, float(sign), 0.0)
                    found, factors = self._solve(aim, mine, (self.lows[mine], inf))
                    if found == UNBOUNDED:
                        self.most[one] = inf
                    self.proofs[self.cells[one], sign] = factors
            narrow += self.open_among([one])
        return narrow

    def _solve(self, aim, mine, near):
        """Make the aim as small as can be, and keep what the solution says of each cell."""
        matrix = self.matrix[:, mine]
        rows = numpy.flatnonzero(numpy.diff(matrix.indptr))
        floors, ceilings = self.floors[rows], self.ceilings[rows]
        matrix = matrix[rows]
        same = floors == ceilings
        above, below = ~same & numpy.isfinite(floors), ~same & numpy.isfinite(ceilings)
        found = linprog(
            aim,
            A_eq=matrix[same],
            b_eq=ceilings[same],
            A_ub=vstack((matrix[below], -matrix[above])),
            b_ub=numpy.concatenate((ceilings[below], -floors[above])),
            bounds=numpy.column_stack(numpy.broadcast_arrays(*near)),
            method="highs",
        )
        factors = {}
        if found.status == OPTIMAL:
            self.least[mine] = numpy.minimum(found.x, self.least[mine])
            self.most[mine] = numpy.maximum(found.x, self.most[mine])
            by_row = numpy.zeros(len(rows))
            by_row[same] = found.eqlin.marginals
            by_row[below] += found.ineqlin.marginals[: below.sum()]
            by_row[above] -= found.ineqlin.marginals[below.sum() :]
            factors = {
                self.numbers[rows[n]]: by_row[n]
                for n in numpy.flatnonzero(abs(by_row) > EXACT).tolist()
            }
        return found.status, factors


def _is_wide(low, high, width):
    # Nothing is known before the first solution; a cell without an upper limit is never narrow.
    return high == inf or (high > -inf and not is_narrow(low, high, width))


def _matrix(rests, cells):
    """Return the relations as rows of factors, with the least and the most of each."""
    place = {cell: number for number, cell in enumerate(cells)}
    entries = [
        (factor, number, place[cell])
        for number, rest in enumerate(rests)
        for cell, factor in rest.factors
    ]
    values, down, across = zip(*entries, strict=True)
    matrix = csr_array((numpy.array(values, float), (down, across)), shape=(len(rests), len(cells)))
    floors, ceilings = zip(*((rest.low, rest.high) for rest in rests), strict=True)
    return matrix, numpy.array(floors, float), numpy.array(ceilings, float)

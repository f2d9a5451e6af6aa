"""Works out ranges of hidden cells by linear programmes, where relations share cells."""

from math import inf

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from insights.disclosure.narrowing import is_narrow


OPTIMAL = 0
UNBOUNDED = 3
# Up to so many cells are taken singly at once.
FEW = 4
# Narrowing step by step comes to its end in a few turns, or creeps towards it without ever coming.
STEPS = 6


def solve(rests, lows, ranges, wanted, width) -> tuple[set, dict]:
    """Return which of the wanted cells can be worked out to less than `width`, and all ranges.

    Every solution is a table that a reader has to think possible, so it widens the known range of
    all cells at once: few cells need a programme of their own. `ranges` say how far each cell is
    known to be possible already: (inf, -inf) where nothing is.
    """
    cells = list(ranges)
    table = _Table(rests, cells, [lows[cell] for cell in cells], ranges.values(), width)
    wanted = [number for number, cell in enumerate(cells) if cell in wanted]
    sure = table.narrow_by_steps(table.open_among(wanted))
    left = [number for number in wanted if number not in sure]
    if len(left) > FEW:
        table.widen_together(left)
    singly = table.widen_singly(left)
    narrow = {cells[number] for number in (*sure, *singly)}
    ends = zip(table.least.tolist(), table.most.tolist(), strict=True)
    return narrow, dict(zip(cells, ends, strict=True))


class _Table:
    """Hidden cells by their numbers, with the limits on them and how far they are known to go."""

    def __init__(self, rests, cells, lows, ranges, width):
        self.width = width
        self.lows = numpy.array(lows, dtype=float)
        self.least, self.most = (
            numpy.array(each, dtype=float) for each in zip(*ranges, strict=True)
        )
        self.matrix, self.floors, self.ceilings = _matrix(rests, cells)
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

    def narrow_by_steps(self, wanted):
        """Return cells that are narrow by one relation after the other, each narrowed by the last.

        What is left may be narrow all the same, by several relations at once.
        """
        entries = self.matrix.tocoo()
        (row, column), factor = entries.coords, entries.data
        is_up = factor > 0
        lows, highs = self.lows.copy(), numpy.full(len(self.lows), inf)
        for _turn in range(STEPS):
            low, high = factor * lows[column], factor * highs[column]
            low, high = numpy.where(is_up, low, high), numpy.where(is_up, high, low)
            upper = (self.ceilings[row] - _of_others(low, row, -inf)) / factor
            lower = (self.floors[row] - _of_others(high, row, inf)) / factor
            numpy.minimum.at(highs, column, numpy.where(is_up, upper, lower))
            numpy.maximum.at(lows, column, numpy.where(is_up, lower, upper))
        return {one for one in wanted if is_narrow(lows[one], highs[one], self.width)}

    def widen_singly(self, wanted):
        """Return the cells that do not go far, each made as small and as large as it can be."""
        narrow = []
        for one in wanted:
            for sign in (1, -1):
                if self.open_among([one]):
                    mine = numpy.flatnonzero(self.part_of == self.part_of[one])
                    aim = numpy.where(mine == one, float(sign), 0.0)
                    status = self._solve(aim, mine, (self.lows[mine], inf))
                    if status == UNBOUNDED:
                        self.most[one] = inf
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
        if found.status == OPTIMAL:
            self.least[mine] = numpy.minimum(found.x, self.least[mine])
            self.most[mine] = numpy.maximum(found.x, self.most[mine])
        return found.status


def _is_wide(low, high, width):
    # Nothing is known before the first solution; a cell without an upper limit is never narrow.
    return high == inf or (high > -inf and not is_narrow(low, high, width))


def _of_others(parts, row, endless):
    """Return for each part what the others in its row add up to: `endless` if one of them is."""
    is_endless = numpy.isinf(parts)
    ended = numpy.where(is_endless, 0.0, parts)
    others = numpy.bincount(row, is_endless)[row] - is_endless
    return numpy.where(others > 0, endless, numpy.bincount(row, ended)[row] - ended)


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

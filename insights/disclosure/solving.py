"""Works out ranges of hidden cells by linear programmes, where relations share cells."""

from math import inf

import numpy
from scipy.optimize import linprog
from scipy.sparse import coo_array

from insights.disclosure.narrowing import is_narrow


UNBOUNDED = 3
# Solutions somewhere at the edge widen many cells at once, before cells are taken singly.
ANYWHERE = 8


def solve(part, lows, width) -> set:
    """Return the cells of these relations that can be worked out to less than `width`.

    Every solution is a table that a reader has to think possible, so it widens the known range of
    all cells at once: few cells need a programme of their own.
    """
    cells = sorted(lows, key=repr)
    system = _system(part, {cell: number for number, cell in enumerate(cells)})
    system["bounds"] = [(lows[cell], None) for cell in cells]
    least, most = numpy.full(len(cells), inf), numpy.full(len(cells), -inf)
    for aim in _aims(least, most, width):
        found = linprog(aim, method="highs", **system)
        if found.status != UNBOUNDED:
            numpy.minimum(least, found.x, out=least)
            numpy.maximum(most, found.x, out=most)
        elif numpy.count_nonzero(aim) == 1:
            most[aim != 0] = inf
    return {
        cell
        for cell, low, high in zip(cells, least, most, strict=True)
        if not _is_wide(low, high, width)
    }


def _aims(least, most, width):
    """Yield what to make as small as can be: anything at first, then each cell not yet wide."""
    draw = numpy.random.default_rng(0)
    for _turn in range(min(ANYWHERE, len(least) // ANYWHERE)):
        yield draw.choice((-1.0, 1.0), size=len(least))
    for number in range(len(least)):
        for sign in (1, -1):
            if not _is_wide(least[number], most[number], width):
                aim = numpy.zeros(len(least))
                aim[number] = sign
                yield aim


def _is_wide(low, high, width):
    # Nothing is known before the first solution; a cell without an upper limit is never narrow.
    return high == inf or (high > -inf and not is_narrow(low, high, width))


def _system(part, place) -> dict:
    """Return the relations as linprog wants them: equations apart from limits."""
    equal = [(rest.factors, rest.high) for rest in part if rest.low == rest.high]
    limits = [(rest.factors, rest.high) for rest in part if rest.low < rest.high < inf]
    limits += [
        (tuple((cell, -factor) for cell, factor in rest.factors), -rest.low)
        for rest in part
        if -inf < rest.low < rest.high
    ]
    system = {}
    for name, rows in (("eq", equal), ("ub", limits)):
        if rows:
            system[f"A_{name}"] = _matrix([factors for factors, _end in rows], place)
            system[f"b_{name}"] = numpy.array([end for _factors, end in rows], dtype=float)
    return system


def _matrix(rows, place):
    entries = [
        (factor, number, place[cell])
        for number, factors in enumerate(rows)
        for cell, factor in factors
    ]
    values, down, across = zip(*entries, strict=True)
    return coo_array((values, (down, across)), shape=(len(rows), len(place))).tocsr()

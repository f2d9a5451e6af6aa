"""Somebody who works out what is hidden, from a release alone and nothing of the code under test.

They know every figure that is shown, as it is shown: rounded to five, percentages whole; that
counts are whole and not below zero; that 1 to 4 is always hidden and none nearly never; and how
the cells hang together.
"""

from math import ceil, floor, inf

import numpy
from scipy.optimize import linprog


WIDTH = 5
NEARLY = 1e-6


def cells_worked_out(counts, release, *, rounding=5):
    """Return {hidden cell: (lowest, highest)} for each that is known to less than five."""
    cells = list(counts.counts)
    bounds = [bounds_of(release, cell, counts, rounding) for cell in cells]
    rows, ends = system_of(counts, release)
    place = {cell: number for number, cell in enumerate(cells)}
    found = {
        cell: extremes(place[cell], rows, ends, bounds)
        for cell in cells
        # What no table shows and is not small is nobody's secret.
        if release[cell].is_hidden
        and (cell not in counts.derived or 0 < counts.counts[cell] < WIDTH)
    }
    return {cell: ends for cell, ends in found.items() if is_narrow(*ends)}


def system_of(counts, release):
    """Return all that is known of the cells together: rows of factors, and the most of each."""
    place = {cell: number for number, cell in enumerate(counts.counts)}
    limits = [*limits_of_relations(counts), *limits_of_percentages(counts, release)]
    rows = numpy.zeros((len(limits), len(place)))
    for number, (factors, _end) in enumerate(limits):
        for cell, factor in factors.items():
            rows[number, place[cell]] += factor
    return rows, numpy.array([end for _factors, end in limits], dtype=float)


def limits_of_relations(counts):
    for relation in counts.relations:
        if relation.high is not None:
            yield relation.factors, relation.high
        if relation.low is not None:
            yield {cell: -factor for cell, factor in relation.factors.items()}, -relation.low


def limits_of_percentages(counts, release):
    for cell, base in counts.bases.items():
        percent = release[cell].percent
        if isinstance(percent, int):
            yield {cell: 200, base: -(2 * percent + 1)}, 0
            yield {cell: -200, base: 2 * percent - 1}, 0


def is_narrow(low, high):
    return high < inf and floor(high + NEARLY) - ceil(low - NEARLY) < WIDTH


def bounds_of(release, cell, counts, rounding):
    figure = release[cell]
    if figure.is_hidden:
        return (0 if may_be_none(release, cell, counts) else 1, None)
    if figure.count == 0:
        return (0, 0)
    half = rounding // 2
    least = 10 if cell in counts.dependents else 5
    return (max(figure.count - half, least), figure.count + half)


def may_be_none(release, cell, counts):
    """None is shown as 0, but for hidden groups and for sensitive themes in small groups.

    Who takes a hidden none for one person at least is wrong, and works out nothing.
    """
    if not counts.counts[cell]:
        return True
    if cell not in counts.bases:
        return cell in counts.derived
    base = release[counts.bases[cell]]
    return base.is_hidden or (cell in counts.sensitive and base.count < 35)


def extremes(number, rows, ends, bounds):
    found = []
    for sign in (1, -1):
        aim = numpy.zeros(len(bounds))
        aim[number] = sign
        system = {"A_ub": rows, "b_ub": ends} if len(rows) else {}
        solved = linprog(aim, bounds=bounds, method="highs", **system)
        if solved.status == 3:
            found.append(-sign * inf)
        else:
            assert solved.status == 0, solved.message
            found.append(sign * solved.fun)
    return found[0], found[1]

"""How narrowly a reader can work out what is hidden.

The reader is taken to know every shown figure exactly, although figures are rounded, and all that
follows from sums, bases and from no count being below zero. So rounding only adds to the safety.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor, inf

from django.utils.module_loading import import_string

from insights.disclosure.counts import Cell, Counts, Relation


# Linear programmes of scipy: half a second and 50 MB, so loaded when a table first needs them.
SOLVER = "insights.disclosure.solving.solve"
# A solver's numbers are right to about a millionth.
NEARLY = 1e-6


@dataclass(frozen=True)
class Rest:
    """What a relation says of hidden cells once the shown ones are taken off."""

    factors: tuple[tuple[Cell, int], ...]
    low: float
    high: float


def narrow_cells(
    counts: Counts, hidden: Mapping[Cell, int], *, width: int, known: dict | None = None
) -> set[Cell]:
    """Return the hidden cells that can be worked out to a range narrower than `width`.

    `hidden` gives the least that a reader knows each cell to be. `known` keeps what was worked
    out of parts of the tables, for the next call with other cells hidden elsewhere.
    """
    known = {} if known is None else known
    narrow: set[Cell] = set()
    for part in _parts(_rests(counts, hidden)):
        if part not in known:
            cells = {cell for rest in part for cell, _factor in rest.factors}
            lows = {cell: hidden[cell] for cell in cells}
            work_out = _of_one_sum if len(part) == 1 else import_string(SOLVER)
            known[part] = frozenset(work_out(part, lows, width))
        narrow |= known[part]
    return narrow


def is_narrow(low: float, high: float, width: int) -> bool:
    """Tell whether the whole numbers from low to high lie closer than `width`."""
    if high == inf:
        return False
    return floor(high + NEARLY) - ceil(low - NEARLY) < width


def narrow_by_itself(
    counts: Counts, relation: Relation, hidden: Mapping[Cell, int], *, width: int
) -> set[Cell]:
    """Return the hidden cells that this relation alone gives away."""
    rest = _rest(counts, relation, hidden)
    lows = {cell: hidden[cell] for cell, _factor in rest.factors}
    return _of_one_sum((rest,), lows, width)


def _rests(counts: Counts, hidden: Collection[Cell]) -> list[Rest]:
    rests = {_rest(counts, relation, hidden) for relation in counts.relations}
    return sorted((rest for rest in rests if rest.factors), key=repr)


def _rest(counts, relation, hidden) -> Rest:
    factors = [pair for pair in relation.factors.items() if pair[0] in hidden]
    shown = sum(
        factor * counts.counts[cell]
        for cell, factor in relation.factors.items()
        if cell not in hidden
    )
    low = -inf if relation.low is None else relation.low - shown
    high = inf if relation.high is None else relation.high - shown
    return Rest(tuple(sorted(factors, key=repr)), low, high)


def _parts(rests: Iterable[Rest]) -> list[frozenset[Rest]]:
    """Return the relations in groups that have no hidden cell in common."""
    group_of: dict[Cell, set] = {}
    for rest in rests:
        touched = [group_of[cell] for cell, _factor in rest.factors if cell in group_of]
        merged = {rest}.union(*touched)
        for each in merged:
            for cell, _factor in each.factors:
                group_of[cell] = merged
    return list({id(group): frozenset(group) for group in group_of.values()}.values())


def _of_one_sum(part, lows, width) -> set[Cell]:
    """Work out the cells of a single relation: each by what is left when the others are least."""
    (rest,) = part
    narrow = set()
    for cell, factor in rest.factors:
        others = [(lows[one], each) for one, each in rest.factors if one != cell]
        # The others times their factors lie between these two: they have no upper limit.
        least = -inf if any(each < 0 for _low, each in others) else _dot(others)
        most = inf if any(each > 0 for _low, each in others) else _dot(others)
        ends = sorted(((rest.low - most) / factor, (rest.high - least) / factor))
        if is_narrow(max(lows[cell], ends[0]), ends[1], width):
            narrow.add(cell)
    return narrow


def _dot(pairs) -> int:
    return sum(low * factor for low, factor in pairs)

"""What has to be hidden: small figures first, then what would give them away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from insights.disclosure.counts import Cell, Counts, Relation
from insights.disclosure.narrowing import narrow_by_itself, narrow_cells
from insights.disclosure.rules import Rules


class Reason(StrEnum):
    """Why a figure is hidden. Readers are not told which: it would say what is small."""

    SMALL_GROUP = "small group"
    SMALL = "small"
    ALL_ALIKE = "all alike"
    GIVES_AWAY = "gives away"


@dataclass
class _Hiding:
    """The cells hidden so far, each with its reason."""

    counts: Counts
    rules: Rules
    reasons: dict[Cell, Reason] = field(default_factory=dict)
    told: set[Cell] = field(default_factory=set)
    known: dict = field(default_factory=dict)  # what was worked out of parts of the tables

    def __post_init__(self):
        # Where nobody at all is counted, and that is shown, no part of it is anybody's secret.
        for relation in self.counts.relations:
            if relation.is_sum and self._tells_of_nobody(relation.total):
                self.told.update(relation.factors)
        self.told.update(filter(self._is_of_nobody, self.counts.counts))

    def _is_of_nobody(self, cell):
        """Tell whether a cell is an empty group, or what an empty group said."""
        base = cell if cell in self.counts.dependents else self.counts.bases.get(cell)
        return base is not None and not self.counts.counts[base]

    def _tells_of_nobody(self, total):
        base = self.counts.bases.get(total)
        is_enough = base is None or self.counts.counts[base] >= self.rules.base_floor
        count = self.counts.counts[total]
        return not count and is_enough and not _reason(self.counts, self.rules, total, count)

    def hide(self, cell: Cell, reason: Reason):
        """Hide a cell; with a group's size goes everything that is a share of that group."""
        waiting = [(cell, reason)]
        while waiting:
            one, why = waiting.pop()
            if one not in self.reasons and one not in self.told:
                self.reasons[one] = why
                below = Reason.GIVES_AWAY if why == Reason.GIVES_AWAY else Reason.SMALL_GROUP
                waiting += [(each, below) for each in self.counts.dependents.get(one, ())]

    def lows(self) -> dict[Cell, int]:
        """Return the least that each unknown cell can be: none only where none may be hidden."""
        lows = dict.fromkeys(self.counts.derived, 0)
        return lows | {cell: 0 if self._may_be_none(cell) else 1 for cell in self.reasons}

    def gives_away(self, relation: Relation) -> bool:
        """Tell whether this relation alone gives a hidden cell away."""
        width = self.rules.width
        return bool(narrow_by_itself(self.counts, relation, self.lows(), width=width))

    def shown_in(self, relations: Iterable[Relation]) -> set[Cell]:
        """Return the cells of these relations that are shown and not none."""
        cells = {cell for relation in relations for cell in relation.factors}
        cells -= self.reasons.keys() | self.counts.derived
        return {cell for cell in cells if self.counts.counts[cell]}

    def cheapest(self, cells: set[Cell]) -> set[Cell]:
        """Return the cell whose hiding costs the reader least, alone.

        Which leaves the fewest sizes of groups to be worked out after it, as whole columns go with
        those; takes the fewest figures with it; and is smallest, a part before its total.
        """
        totals = {each.total for each in self.counts.relations if each.is_sum}
        looks_ahead = any(cell in self.counts.dependents for cell in cells)

        def rank(cell):
            taken = set(self.counts.dependents.get(cell, ())) - self.reasons.keys()
            left = (
                len(self.narrow_after(cell) & self.counts.dependents.keys()) if looks_ahead else 0
            )
            return left, len(taken), self.counts.counts[cell], cell in totals, repr(cell)

        return {min(cells, key=rank)} if cells else set()

    def narrow(self) -> set[Cell]:
        """Return the hidden cells that can be worked out.

        What no table shows and is not small may well be worked out.
        """
        found = narrow_cells(self.counts, self.lows(), width=self.rules.width, known=self.known)
        return {cell for cell in found & self.reasons.keys() if self._matters(cell)}

    def _matters(self, cell):
        is_small = 0 < self.counts.counts[cell] < self.rules.cell_floor
        return is_small or cell not in self.counts.derived

    def narrow_after(self, cell: Cell) -> set[Cell]:
        """Return what could be worked out if this cell were hidden as well."""
        after = replace(self, reasons=dict(self.reasons))
        after.hide(cell, Reason.GIVES_AWAY)
        return after.narrow()

    def _may_be_none(self, cell):
        if not self.counts.counts[cell]:
            return True
        base = self.counts.bases.get(cell)
        if base is None:
            return False
        is_of_few = self.counts.counts[base] < self.rules.class_floor
        return base in self.reasons or (cell in self.counts.sensitive and is_of_few)


def hidden_cells(counts: Counts, rules: Rules) -> Mapping[Cell, Reason]:
    """Return the cells to hide, each with the reason.

    No hidden cell can then be worked out to a range narrower than `rules.width` from all that is
    shown: practice note SDC-3. Smallest figures go first; what is none is hidden with its group
    alone, as it gives nothing away.
    """
    hiding = _Hiding(counts, rules)
    for cell, count in counts.counts.items():
        reason = _reason(counts, rules, cell, count)
        if reason:
            hiding.hide(cell, reason)
    while narrow := hiding.narrow():
        following = _next_to_hide(hiding, narrow) - hiding.told
        if not following:
            break  # nothing is shown any more, but what nobody at all said
        for cell in following:
            hiding.hide(cell, Reason.GIVES_AWAY)
    return hiding.reasons


def _reason(counts, rules, cell, count) -> Reason | None:
    base = counts.bases.get(cell)
    if cell in counts.dependents and 0 < count < rules.base_floor:
        return Reason.SMALL_GROUP
    if 0 < count < rules.cell_floor:
        return Reason.SMALL
    if base is None or cell not in counts.sensitive:
        return None
    people = counts.counts[base]
    is_of_few = 0 < people < rules.class_floor
    return Reason.ALL_ALIKE if is_of_few and count in (0, people) else None


def _next_to_hide(hiding, narrow) -> set[Cell]:
    """Return, for each relation that gives a cell away, the cheapest figure still shown in it.

    Where only several relations together give it away, the cheapest figure of all goes. Where
    only zeros are left to hide, such as in a theme that nobody named, the totals go.
    """
    touching = [each for each in hiding.counts.relations if each.factors.keys() & narrow]
    alone = [each for each in touching if hiding.gives_away(each)]
    sums = [each for each in touching if len(each.factors) > 2]
    chosen: set[Cell] = set()
    for relation in alone:
        shown = hiding.shown_in([relation])
        # A part and its whole alone say nothing that hiding one more would mend.
        if len(relation.factors) > 2 and not chosen & shown:
            chosen |= hiding.cheapest(shown)
    return (
        chosen
        or hiding.cheapest(hiding.shown_in(sums))
        or {each.total for each in touching if each.is_sum}
        - hiding.reasons.keys()
        - hiding.counts.derived
        or hiding.shown_in(touching)
        or hiding.counts.counts.keys() - hiding.reasons.keys() - hiding.counts.derived
    )

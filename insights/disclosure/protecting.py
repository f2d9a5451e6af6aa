"""What has to be hidden: small figures first, then what would give them away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

    def __post_init__(self):
        # Where nobody at all is counted, and that is shown, no part of it is anybody's secret.
        for relation in self.counts.relations:
            if relation.is_sum and self._tells_of_nobody(relation.total):
                self.told.update(relation.factors.keys() - {relation.total})

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
        """Return the least that each hidden cell can be: none only where none may be hidden."""
        return {cell: 0 if self._may_be_none(cell) else 1 for cell in self.reasons}

    def gives_away(self, relation: Relation) -> bool:
        """Tell whether this relation alone gives a hidden cell away."""
        width = self.rules.width
        return bool(narrow_by_itself(self.counts, relation, self.lows(), width=width))

    def shown_in(self, relations: Iterable[Relation]) -> set[Cell]:
        """Return the cells of these relations that are shown and not none."""
        cells = {cell for relation in relations for cell in relation.factors}
        return {cell for cell in cells - self.reasons.keys() if self.counts.counts[cell]}

    def smallest(self, cells: set[Cell]) -> set[Cell]:
        """Return the cell with the smallest count, alone; a part rather than its total."""
        totals = {each.total for each in self.counts.relations if each.is_sum}

        def rank(cell):
            return self.counts.counts[cell], cell in totals, repr(cell)

        return {min(cells, key=rank)} if cells else set()

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
    known: dict = {}
    while hiding.reasons:
        narrow = narrow_cells(counts, hiding.lows(), width=rules.width, known=known)
        if not narrow:
            break
        for cell in _next_to_hide(hiding, narrow):
            hiding.hide(cell, Reason.GIVES_AWAY)
    return hiding.reasons


def _reason(counts, rules, cell, count) -> Reason | None:
    base = counts.bases.get(cell)
    if cell in counts.dependents and count < rules.base_floor:
        return Reason.SMALL_GROUP
    if 0 < count < rules.cell_floor:
        return Reason.SMALL
    if base is None or cell not in counts.sensitive:
        return None
    people = counts.counts[base]
    return Reason.ALL_ALIKE if people < rules.class_floor and count in (0, people) else None


def _next_to_hide(hiding, narrow) -> set[Cell]:
    """Return, for each sum that gives a cell away, the smallest figure still shown in it.

    Where only several relations together give it away, the smallest figure of all goes. Where
    only zeros are left to hide, such as in a theme that nobody named, the totals go.
    """
    touching = [each for each in hiding.counts.relations if each.factors.keys() & narrow]
    alone = [each for each in touching if hiding.gives_away(each)]
    sums = [each for each in touching if each.is_sum]
    chosen: set[Cell] = set()
    for relation in alone:
        shown = hiding.shown_in([relation])
        if relation.is_sum and not chosen & shown:
            chosen |= hiding.smallest(shown)
    return (
        chosen
        or hiding.smallest(hiding.shown_in(sums))
        or {each.total for each in sums} - hiding.reasons.keys()
        or hiding.shown_in(touching)
        or hiding.counts.counts.keys() - hiding.reasons.keys()
    )

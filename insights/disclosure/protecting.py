"""What has to be hidden: small figures first, then what would give them away."""

from collections.abc import Iterable, Mapping
from copy import copy
from enum import StrEnum
from math import inf

from insights.disclosure.counts import Cell, Counts
from insights.disclosure.narrowing import Reader
from insights.disclosure.rules import Rules


class Reason(StrEnum):
    """Why a figure is hidden. Readers are not told which: it would say what is small."""

    SMALL_GROUP = "small group"
    SMALL = "small"
    ALL_ALIKE = "all alike"
    GIVES_AWAY = "gives away"


class _Hiding:
    """The cells hidden so far, each with its reason, and what a reader can work out of them."""

    def __init__(self, counts: Counts, rules: Rules):
        self.counts, self.rules = counts, rules
        self.reasons: dict[Cell, Reason] = {}
        self.told: set[Cell] = set()
        # Where nobody at all is counted, and that is shown, no part of it is anybody's secret.
        for relation in counts.relations:
            if any(all(map(self._tells_of_nobody, most)) for most in relation.most()):
                self.told.update(relation.factors)
        self.told.update(filter(self._is_of_nobody, counts.counts))
        self.totals = {each.total for each in counts.relations if each.is_sum}
        self.reader = Reader(counts, width=rules.width)
        for cell in counts.derived:
            self.reader.hide(cell, 0)

    def copied(self) -> "_Hiding":
        """Return the same, to try something on."""
        other = copy(self)
        other.reasons, other.reader = dict(self.reasons), self.reader.copied()
        return other

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
        hidden = []
        while waiting:
            one, why = waiting.pop()
            if one not in self.reasons and one not in self.told:
                self.reasons[one] = why
                hidden.append(one)
                below = Reason.GIVES_AWAY if why == Reason.GIVES_AWAY else Reason.SMALL_GROUP
                waiting += [(each, below) for each in self.counts.dependents.get(one, ())]
        # What is hidden may be none only where none may be hidden: so the least can fall.
        touched = {part for one in hidden for part in self.counts.dependents.get(one, ())}
        for one in {*hidden, *(touched & self.reasons.keys())}:
            self.reader.hide(one, 0 if self._may_be_none(one) else 1)

    def shown_in(self, numbers: Iterable[int]) -> set[Cell]:
        """Return the cells of these relations that are shown and not none."""
        relations = self.counts.relations
        cells = {cell for number in numbers for cell in relations[number].factors}
        cells -= self.reasons.keys() | self.counts.derived
        return {cell for cell in cells if self.counts.counts[cell]}

    def cheapest(self, cells: set[Cell]) -> set[Cell]:
        """Return the cell whose hiding costs the reader least, alone.

        Which leaves the fewest sizes of groups to be worked out after it, as whole columns go with
        those; takes the fewest figures with it; and is smallest, a part before its total.
        """

        def rank(cell):
            taken = set(self.counts.dependents.get(cell, ())) - self.reasons.keys()
            return len(taken), self.counts.counts[cell], cell in self.totals, repr(cell)

        ranked = sorted(cells, key=rank)
        if not any(cell in self.counts.dependents for cell in cells):
            return set(ranked[:1])
        # What is wide already stays so in all that is tried: so it is found out once, here.
        self.narrow_groups()
        fewest, best = inf, set()
        for cell in ranked:
            left = self.groups_narrow_after(cell)
            if left < fewest:
                fewest, best = left, {cell}
            if not fewest:
                break
        return best

    def narrow(self) -> set[Cell]:
        """Return the hidden cells that can be worked out.

        What no table shows and is not small may well be worked out.
        """
        return self.reader.narrow({cell for cell in self.reasons if self._matters(cell)})

    def given_away_by(self) -> list[int]:
        """Return the relations that give away by themselves what must not be worked out."""
        return [
            number
            for number in self.reader.giving_away()
            if any(
                cell in self.reasons and self._matters(cell)
                for cell in self.reader.gives_away(number)
            )
        ]

    def _matters(self, cell):
        is_small = 0 < self.counts.counts[cell] < self.rules.cell_floor
        return is_small or cell not in self.counts.derived

    def narrow_groups(self) -> set[Cell]:
        """Return the hidden sizes of groups that can be worked out."""
        groups = self.reasons.keys() & self.counts.dependents.keys()
        return self.reader.narrow({one for one in groups if self._matters(one)})

    def groups_narrow_after(self, cell: Cell) -> int:
        """Return how many sizes of groups could be worked out if this cell were hidden as well."""
        after = self.copied()
        after.hide(cell, Reason.GIVES_AWAY)
        return len(after.narrow_groups())

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
    while (following := _next_to_hide(hiding)) is not None:
        following -= hiding.told
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


def _next_to_hide(hiding) -> set[Cell] | None:
    """Return what to hide next, or None where nothing hidden can be worked out.

    For each relation that gives a cell away by itself, the cheapest figure still shown in it goes:
    that needs no programme. Where only several relations together give a cell away, the cheapest
    figure of all of them goes. Where only zeros are left to hide, such as in a theme that nobody
    named, the totals go.
    """
    chosen: set[Cell] = set()
    for number in hiding.given_away_by():
        shown = hiding.shown_in([number])
        # A part and its whole alone say nothing that hiding one more would mend.
        if len(hiding.counts.relations[number].factors) > 2 and not chosen & shown:
            chosen |= hiding.cheapest(shown)
    if chosen:
        return chosen
    narrow = hiding.narrow()
    if not narrow:
        return None
    counts = hiding.counts
    numbers = hiding.reader.touching(narrow)
    touching = [counts.relations[number] for number in numbers]
    sums = [number for number in numbers if len(counts.relations[number].factors) > 2]
    return (
        hiding.cheapest(hiding.shown_in(sums))
        or {each.total for each in touching if each.is_sum} - hiding.reasons.keys() - counts.derived
        or hiding.shown_in(numbers)
        or counts.counts.keys() - hiding.reasons.keys() - counts.derived
    )

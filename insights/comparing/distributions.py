"""How many people of each audience chose what, and what of that may be published.

Counted by the database in one query for all items, through the one door, as permissions stand now.
Whoever gave a reason for no answer is in no distribution.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from insights.comparing.figures import ALL
from insights.comparing.items import Item
from insights.disclosure import Counts
from surveys.models import Answer, Purpose


@dataclass(frozen=True)
class Distribution:
    """People who answered an item, and who chose what of it, by audience."""

    item: Item
    people: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[tuple[str, str], int] = field(default_factory=dict)  # (audience, code)

    @property
    def groups(self) -> list[str]:
        """Return the audiences that answered, in an order that does not change with answers."""
        return sorted(group for group, count in self.people.items() if count)

    def of(self, group: str) -> list[int]:
        """Return how many of a group chose each, from the lowest point of a scale on."""
        return [self.chosen.get((group, code), 0) for code in self.item.codes]


def distributions_of(items: Sequence[Item]) -> list[Distribution]:
    """Return the distribution of each item; one query."""
    asked: dict = {}
    for place, item in enumerate(items):
        for question in item.questions:
            asked.setdefault(question, []).append(place)
    people: list[Counter] = [Counter() for _item in items]
    chosen: list[Counter] = [Counter() for _item in items]
    for question, audience, value, count in _rows(asked):
        for place in asked[question]:
            codes = items[place].chosen(value)
            people[place][audience] += count if codes else 0
            chosen[place].update({(audience, code): count for code in codes})
    return [Distribution(*each) for each in zip(items, people, chosen, strict=True)]


def _rows(questions: Iterable):
    answers = Answer.objects.for_purpose(Purpose.COUNT).substantive()
    rows = answers.filter(question__in=list(questions)).order_by()
    rows = rows.values_list("question_id", "response__audience", "value")
    return rows.annotate(n=Count("pk"))


def counts_of_distributions(distributions: Sequence[Distribution]) -> Counts:
    """Return distributions as linked tables for disclosure control.

    Cells are ("given", place, group) and ("chose", place, code, group), with ALL for everybody;
    a place is the number of the item. Any answer can be a sensitive one, so all are taken for that.
    """
    counts = Counts()
    for place, one in enumerate(distributions):
        groups = one.groups
        given = {group: one.people[group] for group in groups}
        _add(counts, ("given", place), given)
        for code in one.item.codes:
            chosen = {group: one.chosen.get((group, code), 0) for group in groups}
            _add(counts, ("chose", place, code), chosen, base=("given", place))
        if not one.item.is_several:
            for group in (*groups, ALL):
                parts = [("chose", place, code, group) for code in one.item.codes]
                counts.add_sum(("given", place, group), parts)
    return counts


def _add(counts, name, by_group, *, base=None):
    for group, count in {**by_group, ALL: sum(by_group.values())}.items():
        whole = None if base is None else (*base, group)
        counts.add((*name, group), count, base=whole, is_sensitive=base is not None)
    if by_group:
        counts.add_sum((*name, ALL), [(*name, group) for group in by_group])

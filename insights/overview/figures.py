"""Counts of people as linked tables for disclosure control, so that no two tables of the page give
away together what each hides. Pure.

Cells: EVERYBODY; (attribute, code), and ("week", Monday); (attribute, audience, code), with
(attribute, audience, KNOWN) for those who are in a group of the population compared with. "" is
the code of "not known".
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from insights.comparing.attributes import Attribute
from insights.comparing.figures import add_up
from insights.comparing.tally import by_group
from insights.disclosure import Counts
from insights.overview.benchmarks import Benchmark
from insights.overview.people import People, has_chart


EVERYBODY = ("everybody",)
KNOWN = "*known"  # no option can have such a code
WEEK = timedelta(days=7)


def counts_of_people(
    people: People,
    attributes: Sequence[Attribute],
    compared: Mapping[tuple[str, str], Benchmark],
) -> Counts:
    """Return everything that the page counts of people.

    `compared` says by attribute and audience which population stands beside it.
    """
    counts = Counts()
    counts.add(EVERYBODY, people.everybody)
    for attribute in sorted(attributes, key=lambda each: each.key != "audience"):
        whole = whole_of(people, attribute)
        if has_chart(attribute):
            places = people.of_all(attribute.key, whole.audiences)
            _add_groups(counts, (attribute.key,), places, whole)
        _add_audiences(counts, people, attribute, whole, compared)
    weeks = weeks_of(people.days)
    _add_parts(counts, EVERYBODY, {("week", week): count for week, count in weeks.items()})
    return counts


def weeks_of(days: Mapping[date, int]) -> dict[date, int]:
    """Return people by the Monday of their week, from the first to the last, none left out.

    >>> weeks_of({date(2026, 3, 3): 2, date(2026, 3, 17): 1})
    {datetime.date(2026, 3, 2): 2, datetime.date(2026, 3, 9): 0, datetime.date(2026, 3, 16): 1}
    """
    if not days:
        return {}
    monday, last = monday_of(min(days)), monday_of(max(days))
    weeks = {}
    while monday <= last:
        weeks[monday] = sum(days.get(monday + timedelta(days=day), 0) for day in range(7))
        monday += WEEK
    return weeks


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


class Whole:
    """Those among whom an attribute is counted: the audiences that are asked, as one cell."""

    def __init__(self, cell, audiences, count):
        self.cell, self.audiences, self.count = cell, audiences, count


def whole_of(people: People, attribute: Attribute) -> Whole:
    """Return whom an attribute is counted among. Whoever was never asked it is not "not known"."""
    sizes = people.by_audience()
    told = {
        audience
        for audience, places in people.groups.get(attribute.key, {}).items()
        if any(places.keys() - {()})
    }
    asked = {*attribute.asked, *told} if attribute.questions else set(sizes)
    audiences = sorted(asked & sizes.keys())
    if set(audiences) == sizes.keys():
        return Whole(EVERYBODY, audiences, people.everybody)
    count = sum(sizes[each] for each in audiences)
    if len(audiences) == 1:
        return Whole(("audience", audiences[0]), audiences, count)
    return Whole((attribute.key, "*all"), audiences, count)


def _add_groups(counts, name, places, whole):
    if whole.cell not in counts.counts:
        counts.add(whole.cell, whole.count)
        _add_sum(counts, whole.cell, [("audience", each) for each in whole.audiences])
    groups = by_group(places)
    for group, count in groups.items():
        counts.add((*name, group), count, base=whole.cell)
    if any(len(place) > 1 for place in places):
        counts.add((*name, None), whole.count)
        add_up(counts, name, list(groups), places)
        _add_sum(counts, (*name, None), [whole.cell])
    else:
        _add_sum(counts, whole.cell, [(*name, group) for group in groups])


def _add_audiences(counts, people, attribute, whole, compared):
    """Add the groups of each audience, where one of them stands beside a population.

    What no table shows of the other audiences follows from what is shown, so it is there too.
    """
    mine = [each for each in whole.audiences if (attribute.key, each) in compared]
    if attribute.overlaps or not mine:
        return
    places = {
        each: by_group(people.groups[attribute.key].get(each, {})) for each in whole.audiences
    }
    for audience in whole.audiences:
        name, total = (attribute.key, audience), ("audience", audience)
        if audience not in mine:
            for code, count in places[audience].items():
                counts.add_derived((*name, code), count)
        else:
            expected = compared[attribute.key, audience].expected
            _add_compared(counts, name, total, places[audience], expected)
    if not has_chart(attribute):
        return
    expected = {code for each in mine for code in compared[attribute.key, each].expected}
    for code in sorted(expected & {code for each in places.values() for code in each}):
        cells = [(attribute.key, each, code) for each in whole.audiences if code in places[each]]
        _add_sum(counts, (attribute.key, code), cells)


def _add_compared(counts, name, total, groups, expected):
    """Add the groups of a population, and beside them what is none of them.

    How many are in none is not said to be the audience less those who are in one: hiding a handful
    who gave no answer would hide all shares with them. The two are shown rounded to five each, so
    their difference is known to nine numbers at best.
    """
    known = (*name, KNOWN)
    # A group of the population that nobody is in is a figure too: none.
    inside = {(*name, code): groups.get(code, 0) for code in expected}
    counts.add(known, sum(inside.values()), base=total)
    for cell, count in inside.items():
        counts.add(cell, count, base=known)
    _add_sum(counts, known, list(inside))
    for code, count in groups.items():
        if code not in expected:
            counts.add((*name, code), count)


def _add_parts(counts, total, parts):
    for cell, count in parts.items():
        counts.add(cell, count)
    _add_sum(counts, total, list(parts))


def _add_sum(counts, total, parts):
    """Say that parts add up, if they do: somebody may have answered between two of the queries."""
    if parts and counts.counts[total] == sum(counts.counts[part] for part in parts):
        counts.add_sum(total, parts)

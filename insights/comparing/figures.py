"""What of a tally may be published: the tally as linked tables for disclosure control. Pure."""

from collections.abc import Iterable

from insights.comparing.differences import ENOUGH
from insights.comparing.joins import ONE, SEVERAL, Joins
from insights.comparing.tally import Tally
from insights.disclosure import Counts


ALL = None  # in the place of a group: everybody, in whatever group


def counts_of(tally: Tally, counts: Counts | None = None) -> Counts:
    """Return a tally as counts with everything a reader knows of how they hang together.

    Cells are ("people", questions, group) and ("said", theme, group), with ALL for everybody.
    Given `counts` of another tally of the same people, both come into one, with their margins.
    """
    counts = Counts() if counts is None else counts
    groups = tally.groups()
    shown = {theme.questions for theme in tally.themes} | {frozenset(tally.people)}
    for questions in sorted(shown, key=lambda each: (len(each), sorted(each))):
        _add_people(counts, tally, questions, groups, counts.add)
    _add_questions_up(counts, tally, shown, groups)
    for theme in tally.themes:
        _add_theme(counts, tally, theme, groups)
        for whole, questions in theme.wholes():
            _add_part(counts, tally, theme, whole, questions, groups)
    return counts


def counts_of_joins(joins: Joins) -> Counts:
    """Return both tallies of the joins as one: they count the same people in two ways."""
    counts = counts_of(joins.by_number, counts_of(joins.by_service))
    counts.derived.update(_not_compared(joins))
    names = {cell[:2] for cell in counts.counts}
    places = [each for one in joins.by_service.people.values() for each in one]
    most = max((len(place) for place in places), default=0)
    for name in sorted(names, key=repr):
        inside = {(*name, service): 1 for service in joins.services()}
        one, several = (*name, ONE), (*name, SEVERAL)
        if inside and one in counts.counts and several in counts.counts:
            # Who knows one service is in one; who knows several is in so many at least.
            least = 1 if joins.has_partners else 2
            counts.add_relation({**inside, one: -1, several: -least}, low=0, high=None)
            counts.add_relation({**inside, one: -1, several: -most}, low=None, high=0)
    return counts


def _not_compared(joins):
    """Yield what those say who know one or several services where too few do to compare them.

    No table shows it.
    """
    for theme in joins.by_number.themes:
        people = joins.by_number.base_by_group(theme.questions)
        if min(people[ONE], people[SEVERAL]) < ENOUGH:
            yield from (("said", theme.key, each) for each in (ONE, SEVERAL) if people[each])


def _add_people(counts, tally, questions, groups, add):
    sizes = tally.base_by_group(questions)
    add(("people", questions, ALL), tally.base(questions))
    for group in groups:
        add(("people", questions, group), sizes[group])
    places = [tally.people.get(question, {}) for question in questions]
    add_up(counts, ("people", questions), groups, [each for one in places for each in one])


def _add_questions_up(counts, tally, shown, groups):
    """Add the people of each question: they follow from several, by taking away the others."""
    for question in sorted(tally.people):
        if frozenset({question}) not in shown:
            _add_people(counts, tally, frozenset({question}), groups, counts.add_derived)
    for questions in (each for each in shown if len(each) > 1):
        for group in (*groups, ALL):
            parts = [("people", frozenset({one}), group) for one in sorted(questions)]
            counts.add_sum(("people", questions, group), parts)


def _add_part(counts, tally, theme, whole, questions, groups):
    """Say that nobody says a part without its whole, but where it is no part of it.

    There everybody who answered may say it: so many more than the whole it can be.
    """
    elsewhere = [each for each in sorted(theme.questions - questions) if each in tally.people]
    for group in (*groups, ALL):
        others = {("people", frozenset({each}), group): 1 for each in elsewhere}
        part, most = ("said", theme.key, group), ("said", whole, group)
        counts.add_relation({part: -1, most: 1, **others}, low=0, high=None)


def _add_theme(counts, tally, theme, groups):
    said = tally.said_by_group(theme.key)
    cells = {ALL: tally.said_by_all(theme.key)} | {group: said[group] for group in groups}
    for group, count in cells.items():
        counts.add(
            ("said", theme.key, group),
            count,
            base=("people", theme.questions, group),
            is_sensitive=theme.is_serious,
        )
    # In how many groups people can be is known of those who answered, not of those who said it.
    asked = [tally.people.get(question, {}) for question in theme.questions]
    add_up(counts, ("said", theme.key), groups, [each for one in asked for each in one])


def add_up(counts, name, groups, places: Iterable):
    """Say how groups hang together with everybody: they add up, or at least overlap so much."""
    most = max((len(place) for place in places), default=0)
    if most <= 1:
        counts.add_sum((*name, ALL), [(*name, group) for group in groups])
        return
    # Everybody is in one group at least, and nobody in more than `most`.
    each = {(*name, group): 1 for group in groups}
    counts.add_relation({**each, (*name, ALL): -1}, low=0, high=None)
    counts.add_relation({**each, (*name, ALL): -most}, low=None, high=0)
    for group in groups:
        counts.add_within((*name, group), (*name, ALL))

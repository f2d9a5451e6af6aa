"""Puts counts of people right of which steps touched a few answers: only their people are counted.

A person counts once in a theme, whichever of their answers stands in it, and whatever tells people
apart is told of the person. So a count is true again when each person whose answer was touched is
taken off where they counted before, and added where they count now.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from insights.actions.comparisons import Kept
from insights.chunks import few_at_a_time
from insights.models import Coding


@dataclass(frozen=True)
class People:
    """The people of some answers, with all their answers that count."""

    of_answer: Mapping[UUID, UUID]
    told: Mapping[UUID, str]  # person -> what tells them apart, as a key to count by
    themes: Mapping[UUID, set]  # answer -> themes it stands in


def people_of(answers: Collection, counted: QuerySet, columns: Mapping) -> People:
    """Return the people who gave these answers; of `counted` are the answers that count."""
    of_answer, told, themes = {}, {}, {}
    people: set = set()
    for part in few_at_a_time(answers):
        people |= set(counted.filter(pk__in=part).values_list("response_id", flat=True))
    for part in few_at_a_time(sorted(people)):
        # By the person first: SQLite would walk all answers to a question for a few people.
        theirs = counted.annotate(**columns).order_by().filter(response__in=part)
        for answer, person, *values in theirs.values_list("pk", "response_id", *columns):
            of_answer[answer] = person
            told[person] = _key(values)
    for part in few_at_a_time(of_answer):
        rows = Coding.objects.current().filter(answer__in=part)
        for answer, theme in rows.values_list("answer_id", "theme_id"):
            themes.setdefault(answer, set()).add(theme)
    return People(of_answer, told, themes)


def adjusted(kept: Mapping, themes: Mapping, people: People) -> dict:
    """Return {name: rows} of the counts that can be put right.

    One that cannot is left out, for all to be counted: when an answer that stood in it does not
    count any more, something else has changed than what steps did.
    """
    found = {name: _adjusted(each, themes[name], people) for name, each in kept.items()}
    return {name: rows for name, rows in found.items() if rows is not None}


def _adjusted(kept: Kept, themes, people) -> list | None:
    stood = {answer for answer, places in kept.places.items() if places}
    if not stood <= people.of_answer.keys():
        return None
    stands = {answer for answer, named in people.themes.items() if named & themes}
    was = {people.of_answer[answer] for answer in stood | (stands - kept.places.keys())}
    now = {people.of_answer[answer] for answer in stands}
    counts = Counter({_key(values): count for *values, count in kept.rows})
    counts.subtract(people.told[person] for person in was - now)
    counts.update(people.told[person] for person in now - was)
    if min(counts.values(), default=0) < 0:
        return None
    return [(*json.loads(key), count) for key, count in counts.items() if count]


def _key(values) -> str:
    return json.dumps([str(each) if isinstance(each, UUID) else each for each in values])

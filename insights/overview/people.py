"""Counts of people by what is known of them, and of answers by question.

Everything is counted by the database, through the one door, as permissions stand now. What comes
back is as long as there are groups, not people, and can be kept as JSON (stored.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Q

from insights.comparing.attributes import Attribute, attributes_of, place_of
from insights.comparing.tally import Place
from surveys.models import Answer, Purpose, Response, Survey


# Concepts that the page shows wherever a survey asks them, with `c_` before them or without.
SECTOR, REGION = "sector", "region"
ALWAYS = ("audience", "channel")
# In the order in which their charts stand: the long ones in the middle fill the columns evenly.
CHARTED = ("audience", SECTOR, REGION, "channel")


@dataclass(frozen=True)
class People:
    """`groups`: attribute -> audience -> place -> people. `days`: day -> people.

    `by_question`: question id -> how many answered anything, and how many with substance.
    """

    groups: Mapping[str, Mapping[str, Mapping[Place, int]]] = field(default_factory=dict)
    days: Mapping[date, int] = field(default_factory=dict)
    by_question: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def everybody(self) -> int:
        return sum(self.days.values())

    def by_audience(self) -> Counter:
        groups = self.groups.get("audience", {})
        return Counter({key: sum(places.values()) for key, places in groups.items()})

    def of_all(self, attribute: str, audiences: Iterable[str]) -> Counter:
        """Return people by place, of these audiences together."""
        total: Counter = Counter()
        for audience in audiences:
            total.update(self.groups.get(attribute, {}).get(audience, {}))
        return total


def concept_of(key: str) -> str:
    """Return a concept without the prefix of a questionnaire's concepts.

    >>> concept_of("c_region"), concept_of("region")
    ('region', 'region')
    """
    return key.removeprefix("c_")


def has_chart(attribute: Attribute) -> bool:
    """Tell whether an attribute's groups are shown by themselves, beside no population."""
    return concept_of(attribute.key) in CHARTED


def shown_attributes(survey: Survey, concepts: Iterable[str]) -> list[Attribute]:
    """Return the attributes that the page shows: what is always known, then these concepts."""
    wanted = {*ALWAYS, *concepts}
    return [each for each in attributes_of(survey) if concept_of(each.key) in wanted]


def count_people(
    survey: Survey, attributes: Sequence[Attribute], *, using: str = DEFAULT_DB_ALIAS
) -> People:
    """Return all counts of a survey: one query for each attribute, one for days, one for words."""
    people = Response.objects.using(using).for_purpose(Purpose.COUNT)
    people = people.filter(survey=survey.pk).order_by()
    days = people.values_list("received_day").annotate(n=Count("pk"))
    return People(
        {each.key: _by_audience(people, each) for each in attributes},
        dict(days),
        _answers(survey, using),
    )


def _by_audience(people, attribute) -> dict[str, Counter]:
    rows = people.annotate(told=attribute.told_by("")).values_list("audience", "told")
    found: dict[str, Counter] = {}
    for audience, value, count in rows.annotate(n=Count("pk")):
        found.setdefault(audience, Counter())[place_of(value)] += count
    return found


def _answers(survey, using) -> dict[str, tuple[int, int]]:
    answers = Answer.objects.for_purpose(Purpose.COUNT).using(using).open_text()
    rows = answers.filter(response__survey=survey.pk).order_by().values_list("question_id")
    said = Count("pk", filter=Q(is_blank=False))
    return {str(pk): (every, some) for pk, every, some in rows.annotate(n=Count("pk"), said=said)}


def to_json(people: People) -> dict:
    """Return counts as JSON can hold them."""
    return {
        "groups": {
            key: {
                audience: [[list(place), n] for place, n in places.items()]
                for audience, places in audiences.items()
            }
            for key, audiences in people.groups.items()
        },
        "days": {day.isoformat(): n for day, n in people.days.items()},
        "answers": {pk: list(counts) for pk, counts in people.by_question.items()},
    }


def from_json(data: Mapping) -> People:
    return People(
        {
            key: {
                audience: {tuple(place): n for place, n in places}
                for audience, places in audiences.items()
            }
            for key, audiences in data["groups"].items()
        },
        {date.fromisoformat(day): n for day, n in data["days"].items()},
        {pk: (every, some) for pk, (every, some) in data["answers"].items()},
    )

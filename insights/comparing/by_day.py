"""Counts of people that are kept day by day and put together.

When somebody comes or leaves, only their day is counted again (insights/actions/comparisons.py).
"""

import json
from collections.abc import Callable, Mapping

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from insights.actions.comparisons import Arrivals, Counted, rows_of
from insights.stretches import Stretch, came_in, stretch_of
from surveys.models import Answer, Purpose


def rows_by_day(
    *, survey_id, arrivals: Arrivals, about: list, count: Callable[[list], Mapping]
) -> list[tuple]:
    """Return rows that end in a number of people, with those of different days added up.

    `count` is given stretches of days that are not kept, and returns rows for each that has any.
    """

    def put_together(_names):
        by_days = rows_of(
            survey_id=survey_id,
            arrivals=arrivals,
            counts={each: Counted([*about, "days"], days=each) for each in arrivals.stretches},
            count=count,
        )
        return {"whole": _added_up(by_days.values())}

    counts = {"whole": Counted([*about, "whole"], days=arrivals.whole)}
    found = rows_of(survey_id=survey_id, arrivals=arrivals, counts=counts, count=put_together)
    return found["whole"]


def _added_up(every) -> list[tuple]:
    sums: dict[str, int] = {}
    for rows in every:
        for *place, count in rows:
            key = json.dumps(place)
            sums[key] = sums.get(key, 0) + count
    return [(*json.loads(key), count) for key, count in sums.items()]


def answers_by_day(*, survey_id, questions, wanted: list[Stretch], arrivals: Arrivals) -> QuerySet:
    """Return the answers that count, with the `day` their people came: in these stretches alone."""
    answers = Answer.objects.for_purpose(Purpose.COUNT).using(arrivals.using).substantive()
    answers = answers.annotate(day=F("response__received_day")).order_by()
    if len(wanted) == len(arrivals.stretches):
        return answers.filter(question__in=questions)
    # SQLite would walk all answers to a question and not only those of a few people, so it is
    # asked about the question in a way that no index serves.
    answers = answers.alias(asked=Coalesce("question_id", "question_id"))
    mine = answers.filter(asked__in=questions, response__survey=survey_id)
    return mine.filter(came_in(wanted, "response"))


def sorted_by_stretch(rows, wanted: list[Stretch]) -> dict[Stretch | None, list]:
    """Return {stretch: rows without the day they begin with}.

    Under None: who came just now, and counts with the next page.
    """
    found: dict[Stretch | None, list] = {}
    for day, *row in rows:
        found.setdefault(stretch_of(day, wanted), []).append(row)
    return found

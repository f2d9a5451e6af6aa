"""Counts of large surveys: read from where a worker keeps them, counted anew where it has none.

Small surveys are counted each time. For large ones that takes seconds, so a worker counts them
(insights/actions/counting.py); what it kept goes at once when somebody takes their answers back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from insights.comparing.attributes import Attribute
from insights.models import SurveyCount
from insights.overview.benchmarks import benchmark_concepts
from insights.overview.people import (
    REGION,
    SECTOR,
    People,
    count_people,
    from_json,
    shown_attributes,
)
from surveys.models import Survey


@dataclass(frozen=True)
class Counted:
    """Counts with the attributes they are by, and when they were made."""

    people: People
    attributes: Sequence[Attribute]
    at: datetime


def attributes_for(survey: Survey) -> list[Attribute]:
    """Return the attributes that a survey's people are counted by."""
    return shown_attributes(survey, {SECTOR, REGION, *benchmark_concepts()})


def counted(survey: Survey) -> Counted:
    """Return the counts of a survey: kept ones where there are any, else counted now."""
    attributes = attributes_for(survey)
    kept = SurveyCount.objects.filter(survey=survey, counts__isnull=False).first()
    # An attribute that a new version brought is not in what was counted before.
    if kept and all(each.key in kept.counts["groups"] for each in attributes):
        return Counted(from_json(kept.counts), attributes, kept.counted_at)
    return Counted(count_people(survey, attributes), attributes, timezone.now())

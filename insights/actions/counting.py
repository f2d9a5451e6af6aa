"""Keeps the counts of large surveys for their overview, and forgets them when they are not true."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from insights.exports.snapshot import snapshot
from insights.models import SurveyCount
from insights.models.counts import COUNTED_EACH_TIME
from insights.overview.people import count_people, to_json
from insights.overview.stored import attributes_for
from surveys.models import Survey


# New answers show after this long. What no number of responses tells, such as an answer that was
# held and is released, shows after the longer one.
AFTER_NEW_ANSWERS = timedelta(minutes=5)
AT_THE_LATEST = timedelta(hours=1)


def keep_counts() -> int:
    """Count every large survey whose counts are gone or old; return how many were counted."""
    surveys = Survey.objects.annotate(people=Count("responses"))
    large = surveys.filter(people__gt=COUNTED_EACH_TIME)
    return sum(_keep(survey, survey.people) for survey in large if _is_due(survey))


def _is_due(survey) -> bool:
    kept = SurveyCount.objects.filter(survey=survey, counts__isnull=False).first()
    if kept is None:
        return True
    age = timezone.now() - kept.counted_at
    return age > AT_THE_LATEST or (age > AFTER_NEW_ANSWERS and kept.responses != survey.people)


def _keep(survey, responses) -> bool:
    """Count one survey; False when somebody was taken out meanwhile, so that it was in vain.

    It counts in a picture of the database: all figures are of one moment, and nobody who answers
    waits for it.
    """
    SurveyCount.objects.bulk_create([SurveyCount(survey=survey)], ignore_conflicts=True)
    generation = SurveyCount.objects.values_list("generation", flat=True).get(survey=survey)
    started = timezone.now()
    attributes = attributes_for(survey)
    with snapshot() as alias:
        counts = to_json(count_people(survey, attributes, using=alias))
    unchanged = SurveyCount.objects.filter(survey=survey, generation=generation)
    return bool(unchanged.update(counts=counts, responses=responses, counted_at=started))


@transaction.atomic
def forget_counts(*, response) -> None:
    """Forget what was counted of a response's survey. Called inside a withdrawal.

    The row is made where there is none, so that a count begun at the same moment meets it.
    """
    rows = SurveyCount.objects.filter(survey=response.survey_id)
    fresh = SurveyCount(survey_id=response.survey_id)
    SurveyCount.objects.bulk_create([fresh], ignore_conflicts=True)
    rows.update(generation=F("generation") + 1, counts=None, counted_at=None)

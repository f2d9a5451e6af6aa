"""Keeps the counts that comparisons of large surveys are made of, and forgets what is not true.

Counted with the survey's row and its codebooks' held, as a withdrawal and every step of reviewing
hold them: no count that somebody has left meanwhile, or that was decided otherwise, can be kept.
"""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from insights.models import Codebook, ComparisonCount
from insights.models.counts import COUNTED_EACH_TIME
from surveys.models import Survey


# Whatever else may change what counts, and tells nobody, shows by then.
AT_THE_LATEST = timedelta(hours=1)


def rows_of(
    *, survey_id, responses: int, about: list, count: Callable[[], Iterable]
) -> list[tuple]:
    """Return the rows of a count: kept ones while they are true, else those of `count`.

    `responses` is how many the survey has, `about` what is counted; `about` and the rows hold
    nothing but texts, numbers, lists and None.
    """
    if responses <= COUNTED_EACH_TIME:
        return [tuple(row) for row in count()]
    key = sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
    kept = _kept(survey_id, key, responses)
    if kept is None:
        with transaction.atomic():
            Survey.objects.select_for_update(no_key=True).get(pk=survey_id)
            list(Codebook.objects.select_for_update().filter(survey=survey_id).order_by("pk"))
            kept = _kept(survey_id, key, responses) or _count(survey_id, key, responses, count)
    return [tuple(row) for row in kept.rows]


def _kept(survey_id, key, responses):
    since = timezone.now() - AT_THE_LATEST
    rows = ComparisonCount.objects.filter(survey=survey_id, key=key, responses=responses)
    return rows.filter(counted_at__gt=since).first()


def _count(survey_id, key, responses, count):
    kept, _is_new = ComparisonCount.objects.update_or_create(
        survey_id=survey_id,
        key=key,
        defaults={
            "rows": [list(row) for row in count()],
            "responses": responses,
            "counted_at": timezone.now(),
        },
    )
    return kept


def forget_comparisons(*, response) -> None:
    """Forget what counts somebody who leaves, takes a permission back, or is let go on."""
    ComparisonCount.objects.filter(survey=response.survey_id).delete()


def forget_comparisons_of(*, themes: Iterable) -> None:
    """Forget what counts these themes; called inside what changes their codings."""
    books = Codebook.objects.filter(themes__in=themes)
    ComparisonCount.objects.filter(survey__codebooks__in=books).delete()

"""Keeps the counts that comparisons of large surveys are made of, and forgets what is not true.

Counted with the survey's row and its codebooks' held, as a withdrawal and every step of reviewing
hold them: no count that somebody has left meanwhile, or that was decided otherwise, can be kept.
A step forgets what counts the themes it touched, and nothing else.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from insights.models import Codebook, ComparisonCount
from insights.models.counts import COUNTED_EACH_TIME
from surveys.models import Survey


# Whatever else may change what counts, and tells nobody, shows by then.
AT_THE_LATEST = timedelta(hours=1)


@dataclass(frozen=True)
class Counted:
    """One count: what it is about (texts, numbers, lists and None), and whose codings it counts."""

    about: list
    themes: frozenset = frozenset()

    @property
    def key(self) -> str:
        return sha256(json.dumps(self.about, sort_keys=True).encode()).hexdigest()


def rows_of(
    *,
    survey_id,
    responses: int,
    counts: Mapping[Hashable, Counted],
    count: Callable[[list], Mapping[Hashable, Iterable[tuple]]],
) -> dict[Hashable, list[tuple]]:
    """Return the rows of each count: kept ones while they are true, else those of `count`.

    `responses` is how many the survey has. `count` is given the names of counts that are not kept,
    and returns rows for each that has any: of texts, numbers, lists and None.
    """
    if responses <= COUNTED_EACH_TIME:
        return _named(list(counts), count(list(counts)))
    kept = _kept(survey_id, counts, responses)
    if len(kept) < len(counts):
        with transaction.atomic():
            Survey.objects.select_for_update(no_key=True).get(pk=survey_id)
            list(Codebook.objects.select_for_update().filter(survey=survey_id).order_by("pk"))
            kept = _kept(survey_id, counts, responses)  # another page may have counted meanwhile
            missing = [name for name in counts if name not in kept]
            if missing:
                found = _named(missing, count(missing))
                _keep(survey_id, responses, [(counts[name], found[name]) for name in missing])
                kept |= found
    return {name: [tuple(row) for row in kept[name]] for name in counts}


def _named(names, found) -> dict:
    return {name: list(found.get(name, ())) for name in names}


def _kept(survey_id, counts, responses) -> dict:
    names = {counted.key: name for name, counted in counts.items()}
    since = timezone.now() - AT_THE_LATEST
    rows = ComparisonCount.objects.filter(survey=survey_id, key__in=list(names))
    rows = rows.filter(responses=responses, counted_at__gt=since)
    return {names[key]: kept for key, kept in rows.values_list("key", "rows")}


def _keep(survey_id, responses, counted):
    now = timezone.now()
    untrue = Q(key__in=[each.key for each, _rows in counted]) | Q(
        counted_at__lt=now - AT_THE_LATEST
    )
    ComparisonCount.objects.filter(untrue, survey=survey_id).delete()
    made = ComparisonCount.objects.bulk_create(
        ComparisonCount(
            survey_id=survey_id,
            key=each.key,
            rows=[list(row) for row in rows],
            responses=responses,
            counted_at=now,
        )
        for each, rows in counted
    )
    of_themes = ComparisonCount.themes.through
    of_themes.objects.bulk_create(
        of_themes(comparisoncount=kept, theme_id=theme)
        for kept, (each, _rows) in zip(made, counted, strict=True)
        for theme in each.themes
    )


def forget_comparisons(*, response) -> None:
    """Forget what counts somebody who leaves, takes a permission back, or is let go on."""
    ComparisonCount.objects.filter(survey=response.survey_id).delete()


def forget_comparisons_of(*, themes: Iterable) -> None:
    """Forget what counts these themes; called inside what changes their codings."""
    ComparisonCount.objects.filter(themes__in=themes).delete()

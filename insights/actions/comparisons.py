"""Keeps the counts that comparisons of large surveys are made of, and forgets what is not true.

Counted with the survey's row and its codebooks' held, as a withdrawal and every step of reviewing
hold them: no count that somebody has left meanwhile, or that was decided otherwise, can be kept.
A step forgets what counts the themes it touched, somebody who leaves what counts the day on which
they came, and nothing else.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from insights.actions.touching import forget, noted, settle
from insights.models import Codebook, Coding, ComparisonCount
from insights.models.counts import COUNTED_EACH_TIME
from insights.stretches import Stretch, stretches_of
from surveys.models import Response, Survey


# Whatever else may change what counts, and tells nobody, shows by then.
AT_THE_LATEST = timedelta(days=1)


@dataclass(frozen=True)
class Arrivals:
    """On which days people came, and how many of them since the day before today.

    Nobody tells when somebody comes, so what counts late days is asked about; earlier days are
    over. A response that is being sent at midnight has the day before: hence two days.
    """

    is_kept: bool  # whether counts of the survey are: it is large, and no picture of a moment
    first: date | None
    last: date | None
    late: date
    came_late: int
    using: str = DEFAULT_DB_ALIAS

    @cached_property
    def stretches(self) -> list[Stretch]:
        return stretches_of(self.first, self.last)

    @property
    def whole(self) -> Stretch | None:
        return Stretch(self.first, self.last) if self.first and self.last else None

    def is_late(self, days: Stretch | None) -> bool:
        return days is not None and days.last >= self.late


@dataclass(frozen=True)
class Counted:
    """One count: what it is about (texts, numbers, lists and None), and what makes it untrue.

    It counts codings of these themes, the coverage of this codebook, or who came on these days.
    """

    about: list
    themes: frozenset = frozenset()
    codebook_id: object = None
    days: Stretch | None = None

    def key(self, arrivals: Arrivals) -> str:
        days = self.days.texts() if self.days else []
        late = arrivals.late.isoformat() if arrivals.is_late(self.days) else ""
        about = json.dumps([self.about, days, late], sort_keys=True)
        return sha256(about.encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """Rows that were true before steps touched answers, and where each answer stood then."""

    rows: list
    places: dict  # answer id -> places in the themes that are counted


def arrivals_of(survey_id, *, using: str = DEFAULT_DB_ALIAS) -> Arrivals:
    """Return how a survey's people came: one query, which looks at those of late alone."""
    late = timezone.localdate() - timedelta(days=1)
    mine = Response.objects.filter(survey=OuterRef("pk")).order_by()
    came_late = mine.filter(received_day__gte=late).values("survey").annotate(n=Count("pk"))
    found = (
        Survey.objects.using(using)
        .filter(pk=survey_id)
        .values_list(
            Exists(mine[COUNTED_EACH_TIME : COUNTED_EACH_TIME + 1]),
            Subquery(mine.order_by("received_day").values("received_day")[:1]),
            Subquery(mine.order_by("-received_day").values("received_day")[:1]),
            Coalesce(Subquery(came_late.values("n")), Value(0)),
        )
    )
    is_large, first, last, number = found.get()
    is_kept = is_large and using == DEFAULT_DB_ALIAS
    return Arrivals(is_kept, first, last, late, number, using)


def rows_of(
    *,
    survey_id,
    arrivals: Arrivals,
    counts: Mapping[Hashable, Counted],
    count: Callable[[list], Mapping[Hashable, Iterable[tuple]]],
    adjust: Callable[[dict], Mapping[Hashable, Iterable[tuple]]] | None = None,
) -> dict[Hashable, list[tuple]]:
    """Return the rows of each count: kept ones while they are true, else those of `count`.

    `count` is given the names of counts that are not kept, and returns rows for each that has any:
    of texts, numbers, lists, mappings and None. `adjust` is given {name: count} of those that are
    true but for answers that steps touched, and returns rows of as many as it can put right.
    """
    if not arrivals.is_kept:
        return _named(list(counts), count(list(counts)))
    kept = _kept(survey_id, counts, arrivals)
    if len(kept) < len(counts):
        with transaction.atomic():
            Survey.objects.select_for_update(no_key=True).get(pk=survey_id)
            list(Codebook.objects.select_for_update().filter(survey=survey_id).order_by("pk"))
            # Who came, and what another page counted, while this one waited.
            arrivals = arrivals_of(survey_id)
            kept = _kept(survey_id, counts, arrivals)
            if adjust:
                kept |= _adjusted(_touched(survey_id, counts, arrivals), adjust)
            missing = [name for name in counts if name not in kept]
            if missing:
                found = _named(missing, count(missing))
                _keep(survey_id, arrivals, [(counts[name], found[name]) for name in missing])
                kept |= found
    return {name: [tuple(row) for row in kept[name]] for name in counts}


def _named(names, found) -> dict:
    return {name: list(found.get(name, ())) for name in names}


def _kept(survey_id, counts, arrivals) -> dict:
    rows = _there(survey_id, counts, arrivals, touched=0)
    return {name: each.rows for name, each in rows.items()}


def _touched(survey_id, counts, arrivals) -> dict:
    return _there(survey_id, counts, arrivals, touched__gt=0)


def _there(survey_id, counts, arrivals, **condition) -> dict:
    names = {counted.key(arrivals): name for name, counted in counts.items()}
    since = timezone.now() - AT_THE_LATEST
    rows = ComparisonCount.objects.filter(survey=survey_id, key__in=list(names), **condition)
    rows = rows.filter(counted_at__gt=since).only("key", "responses", "rows", "touched")
    return {
        names[each.key]: each
        for each in rows
        if each.responses == _came(counts[names[each.key]], arrivals)
    }


def _adjusted(touched: dict, adjust) -> dict:
    """Put right, and keep, what answers were touched of. What cannot be is left to be counted."""
    places = noted(touched.values())
    whole = {
        name: Kept(each.rows, places[each.pk])
        for name, each in touched.items()
        if len(places[each.pk]) == each.touched
    }
    found = {name: [list(row) for row in rows] for name, rows in adjust(whole).items()}
    for name, rows in found.items():
        touched[name].rows = rows
    settle([touched[name] for name in found])
    return found


def _came(counted, arrivals) -> int:
    return arrivals.came_late if arrivals.is_late(counted.days) else 0


def _keep(survey_id, arrivals, found):
    now = timezone.now()
    untrue = Q(key__in=[counted.key(arrivals) for counted, _rows in found]) | Q(
        counted_at__lt=now - AT_THE_LATEST
    )
    ComparisonCount.objects.filter(untrue, survey=survey_id).delete()
    made = ComparisonCount.objects.bulk_create(
        ComparisonCount(
            survey_id=survey_id,
            codebook_id=counted.codebook_id,
            key=counted.key(arrivals),
            rows=[list(row) for row in rows],
            first_day=counted.days and counted.days.first,
            last_day=counted.days and counted.days.last,
            responses=_came(counted, arrivals),
            counted_at=now,
        )
        for counted, rows in found
    )
    of_themes = ComparisonCount.themes.through
    of_themes.objects.bulk_create(
        of_themes(comparisoncount=kept, theme_id=theme)
        for kept, (counted, _rows) in zip(made, found, strict=True)
        for theme in counted.themes
    )


def forget_comparisons_with(*, response, keys=None) -> None:
    """Forget what counts somebody who leaves or takes a permission back, or counts more from now.

    Called while what they stand in is still there: before answers go that needed a permission (to
    the questions of these keys), and again when the permission is gone.
    """
    codings = Coding.objects.filter(answer__response=response)
    touched = _on([response.received_day]) | Q(themes__in=codings.values("theme"))
    touched |= Q(touches__answer__response=response)
    forget(ComparisonCount.objects.filter(touched, survey=response.survey_id))


def forget_comparisons_of(*, themes: Iterable) -> None:
    """Forget what counts these themes; called inside what changes their codings."""
    forget(ComparisonCount.objects.filter(themes__in=themes))


def forget_coverage(*, codebook: Codebook) -> None:
    """Forget how far a question was sorted."""
    forget(ComparisonCount.objects.filter(codebook=codebook))


def _on(days) -> Q:
    found = Q(pk__in=())
    for day in days:
        found |= Q(first_day__lte=day, last_day__gte=day)
    return found

"""Sorts new answers into people's themes as suggestions, and suggests themes for what fits none.

Nothing that people decided is moved, and nobody's older answer is read for it.
"""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from insights.actions.comparisons import forget_coverage
from insights.actions.suggesting import PART, store_shelves, store_suggestions
from insights.actions.tallies import forget_tallies
from insights.engine import VERSION
from insights.jobs import LostJob, claim, fail, finish, kept_alive
from insights.models import Codebook, Coding, ShelfOpening, SortedAnswer, Wave
from insights.models.job import JobStatus
from insights.remembering import RunVectors, still_there
from insights.waves import Sorting, sort_new
from people.actions.audit import record_event
from surveys.models import Survey


logger = logging.getLogger(__name__)
Fate = SortedAnswer.Fate


@transaction.atomic
def request_wave(*, codebook: Codebook, by) -> Wave:
    """Ask for the new answers to be sorted; a worker does it (manage.py work).

    Raises ValidationError before the first search, without themes, and while one waits or runs.
    """
    Codebook.objects.select_for_update().get(pk=codebook.pk)
    run = codebook.runs.whole().order_by("-finished_at").first()
    if run is None:
        raise ValidationError(_("Search for themes first."), code="no_run")
    if not codebook.themes.active().exists():
        raise ValidationError(_("There is no theme to sort into yet."), code="no_theme")
    if codebook.waves.filter(status__in=(JobStatus.WAITING, JobStatus.RUNNING)).exists():
        raise ValidationError(_("New answers are being sorted already."), code="already_sorting")
    wave = Wave.objects.create(
        codebook=codebook,
        run=run,
        requested_by=by,
        settings={"encoder": getattr(settings, "THEME_ENCODER", "auto")},
    )
    record_event(event="sorting requested", target=wave, by=by)
    return wave


def perform_wave(*, wave: Wave) -> bool:
    """Take the job and do it; return whether this worker finished it. Outside a transaction."""
    token = claim(wave)
    if token is None:
        return False
    survey = wave.codebook.survey_id
    try:
        with kept_alive(wave, token):
            found = sort_new(
                wave, cache_of=lambda documents: RunVectors(survey_id=survey, documents=documents)
            )
        _publish(wave, token, found)
    except LostJob:
        logger.info("sorting lost to another worker", extra={"id": wave.pk})
        return False
    except Exception as error:
        fail(wave, token, error)
        raise
    logger.info("sorting done", extra={"id": wave.pk, "count": wave.metrics["new"]})
    return True


@transaction.atomic(durable=True)
def _publish(wave, token, found: Sorting | None) -> None:
    """Write everything and mark the job done; withdrawals and people's steps take turns with it."""
    Survey.objects.select_for_update(no_key=True).get(pk=wave.codebook.survey_id)
    Codebook.objects.select_for_update().get(pk=wave.codebook_id)
    finish(wave, token, engine_version=VERSION, metrics=_metrics(found))
    if found is None:
        return
    texts = still_there({document.id: document.text for document in found.documents})
    _place(wave, found, texts)
    _keep_fates(wave, found, texts)
    run = wave.run
    last = run.suggestions.aggregate(last=Max("number"))["last"] or 0
    store_suggestions(run=run, result=found.result, texts=texts, told=found.told, after=last)
    store_shelves(
        run=run, result=found.result, texts=texts, told=found.told, aside=found.assignment.set_aside
    )
    run.shelf_counts = None
    run.save(update_fields=["shelf_counts"])
    # Whoever opened a shelf has not seen what stands on it now.
    grown = run.shelved.filter(answer__in=list(texts)).exists()
    if grown:
        ShelfOpening.objects.filter(run=run).delete()
    forget_tallies(themes=wave.codebook.themes.active())
    forget_coverage(codebook=wave.codebook)


def _place(wave, found, texts) -> None:
    """Write suggestions where nobody, and nothing, has put that place into the theme yet."""
    rows = Coding.objects.filter(theme__codebook=wave.codebook_id, answer__in=list(texts))
    there = {(str(answer), str(theme)) for answer, theme in rows.values_list("answer", "theme")}
    Coding.objects.bulk_create(
        [
            Coding(
                theme_id=theme,
                answer_id=place.document,
                start=place.start,
                end=place.end,
                source=Coding.Source.MACHINE,
                score=place.score,
            )
            for theme, place in found.assignment.placed
            if place.document in texts and (place.document, theme) not in there
        ],
        batch_size=PART,
    )


def _keep_fates(wave, found, texts) -> None:
    placed = {place.document for _theme, place in found.assignment.placed}
    aside = {each.document for each in found.assignment.set_aside}
    rows = [
        SortedAnswer(wave=wave, answer_id=answer, fate=_fate(answer, placed, aside))
        for answer in texts
    ]
    known = still_there({answer: "" for _theme, answer, _nearer in found.misfits})
    rows += [
        SortedAnswer(
            wave=wave, answer_id=answer, fate=Fate.MISFIT, theme_id=theme, nearer_id=nearer
        )
        for theme, answer, nearer in found.misfits
        if answer in known
    ]
    SortedAnswer.objects.bulk_create(rows, batch_size=PART)


def _fate(answer, placed, aside) -> str:
    if answer in placed:
        return Fate.PLACED
    return Fate.ASIDE if answer in aside else Fate.UNPLACED


def _metrics(found: Sorting | None) -> dict:
    names = ("new", "placed", "unplaced", "set_aside", "misfits", "suggestions")
    if found is None:
        return dict.fromkeys(names, 0) | {"encoder": ""}
    placed = {place.document for _theme, place in found.assignment.placed}
    aside = {each.document for each in found.assignment.set_aside}
    counts = (
        len(found.documents),
        len(placed),
        len(found.documents) - len(placed | aside),
        len(aside),
        len(found.misfits),
        sum(theme.parent is None for theme in found.result.themes),
    )
    return dict(zip(names, counts, strict=True)) | {"encoder": found.encoder}

"""Audit samples: drawn at random, read blind, kept for good, and settled by a person."""

import secrets
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights.cards import readable_answers
from insights.models import (
    AuditItem,
    AuditOnlooker,
    AuditReading,
    AuditSample,
    Codebook,
    Theme,
)
from insights.quality.blind import blind_items
from insights.quality.figures import figures_of
from insights.quality.machine import found_by_machine
from insights.quality.samples import (
    State,
    first_reading,
    names_told,
    readable_items,
    strata_of,
    themes_of,
)
from insights.statistics.sampling import stratified_sample
from people.actions.audit import record_event


# Small enough to be told and typed.
SEEDS = 2**31


@transaction.atomic
def draw_sample(*, codebook: Codebook, seed: int | None = None, by) -> AuditSample:
    """Draw an audit sample of the answers that may be read now, and keep what the machine found.

    The same seed draws the same answers of the same ones. Raises ValidationError where there is
    no theme to read for, or no answer.
    """
    Codebook.objects.select_for_update().get(pk=codebook.pk)
    themes = list(codebook.themes.active().order_by("pk"))
    strata = strata_of(readable_answers(codebook).substantive())
    if not themes:
        raise ValidationError(_("Accept themes first: a sample is read for them."), code="no_theme")
    if not strata:
        raise ValidationError(_("There is no answer to read yet."), code="no_answer")
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    drawn = stratified_sample(strata.items(), seed=seed)
    last = codebook.decisions.order_by("-sequence").values_list("sequence", flat=True).first()
    sample = AuditSample.objects.create(
        codebook=codebook,
        seed=seed,
        drawn_by=by,
        size=len(drawn),
        population=len(strata),
        strata=names_told(strata),
        themes=[{"id": str(each.pk), "version": each.version} for each in themes],
        sequence=last or 0,
    )
    found = found_by_machine(codebook, set(drawn))
    AuditItem.objects.bulk_create(
        (
            AuditItem(
                sample=sample, answer_id=answer, place=place, machine=sorted(found.get(answer, ()))
            )
            for place, answer in enumerate(drawn, start=1)
        ),
        batch_size=500,
    )
    record_event(event="audit drawn", target=sample, detail={"answers": len(drawn)}, by=by)
    return sample


@transaction.atomic
def commit_reading(
    *, item: AuditItem, outcome: str, themes: Collection[Theme] = (), by
) -> AuditReading:
    """Keep what a person, who sees nobody else's codes, says of one answer; it is final.

    With the first reading of an answer, what people had decided about it is kept beside it. Raises
    ValidationError for who may not read this answer blind.
    """
    item = AuditItem.objects.select_for_update().get(pk=item.pk)
    if not readable_items(item.sample).filter(pk=item.pk).exists():
        raise ValidationError(_("This answer is no longer there to be read."), code="gone")
    if item.readings.filter(reader=by).exists():
        raise ValidationError(
            _("You kept your codes of that answer before. They stay as they were."),
            code="kept_already",
        )
    if not blind_items(item.sample, by).filter(pk=item.pk).exists():
        raise ValidationError(
            _("You have seen how others sorted this answer, so somebody else has to read it."),
            code="not_blind",
        )
    chosen = _checked(item, outcome, themes)
    if not item.readings.exists():
        item.first = first_reading(item.sample.codebook, item.answer_id)
        item.save(update_fields=["first"])
    reading = AuditReading.objects.create(item=item, reader=by, outcome=outcome, themes=chosen)
    record_event(event="audit item read", target=item, by=by)
    return reading


def _checked(item, outcome, themes) -> list[str]:
    known = {theme.pk for theme in themes_of(item.sample)}
    if any(theme.pk not in known for theme in themes):
        raise ValidationError(_("This theme is no longer in use."), code="not_in_use")
    if bool(themes) != (outcome == AuditReading.Outcome.THEMES):
        raise ValidationError(
            _("Choose the themes that fit, or one of the two answers below them."), code="unclear"
        )
    return sorted(str(theme.pk) for theme in themes)


@transaction.atomic
def note_onlooker(*, sample: AuditSample, by) -> None:
    """Keep that a person is about to see the codes of a sample, and can read it blind no more.

    Who is in the middle of reading it blind is shown their own answers only, and goes on.
    """
    if not AuditReading.objects.filter(item__sample=sample, reader=by).exists():
        AuditOnlooker.objects.get_or_create(sample=sample, person=by)


@transaction.atomic
def figures_now(*, state: State) -> dict:
    """Return the figures of a sample; worked out once for each state and kept beside it."""
    sample = state.sample
    if sample.figures_key != state.key:
        sample.figures = figures_of(state.items, state.theme_ids, seed=sample.seed)
        sample.figures_key = state.key
        sample.save(update_fields=["figures", "figures_key"])
    return sample.figures

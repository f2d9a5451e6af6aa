"""Keeps that shelves were opened, and signs a question's analysis off."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights.models import Codebook, ShelfOpening, SignOff, ThemeRun
from insights.signing import standing_of
from people.actions.audit import record_event


@transaction.atomic
def note_opening(*, run: ThemeRun, shelf: str, to_end: bool, by) -> None:
    """Keep that a person opened a shelf; once at its last page, that stays so."""
    opening, made = ShelfOpening.objects.get_or_create(
        run=run, shelf=shelf, by=by, defaults={"to_end": to_end}
    )
    if to_end and not opening.to_end and not made:
        opening.to_end = True
        opening.save(update_fields=["to_end"])


@transaction.atomic
def sign_off(*, codebook: Codebook, sequence: int, by) -> SignOff:
    """Say that the analysis of a question is done, as it stands after step `sequence`.

    Raises ValidationError when shelves are unopened, second opinions wanted, or steps were taken
    since the person looked.
    """
    Codebook.objects.select_for_update().get(pk=codebook.pk)
    standing = standing_of(codebook)
    if standing.sequence != sequence:
        raise ValidationError(
            _("Something was decided since you opened this page. Look again, then sign off."),
            code="changed",
        )
    if not standing.is_ready:
        raise ValidationError(
            _("Not everything has been looked at yet: see the list on this page."), code="not_ready"
        )
    signed = SignOff.objects.create(codebook=codebook, run=standing.run, sequence=sequence, by=by)
    record_event(event="analysis signed off", target=signed, detail={"step": sequence}, by=by)
    return signed

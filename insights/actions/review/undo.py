"""Undoing a decision, unless a later one stands on it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from insights.actions.review.decisions import WORDS, hold, in_parts, record
from insights.models import Coding, Decision, Suggestion, Theme


@transaction.atomic
def undo_decision(*, decision: Decision, by) -> Decision:
    """Put back what a decision replaced. It need not be the newest.

    Raises ValidationError when it was undone already, or when a later decision that still stands
    changed the same thing or relied on it; the message names that decision's number.
    """
    hold(decision.codebook_id)
    decision = Decision.objects.get(pk=decision.pk)
    if decision.kind == Decision.Kind.UNDO:
        raise ValidationError(
            _("This step undid another. To have it back, take that step again."), code="is_undo"
        )
    if Decision.objects.filter(undoes=decision).exists():
        raise ValidationError(_("This step was undone already."), code="undone_already")
    later = _first_that_depends(decision)
    if later:
        raise ValidationError(
            _("Step %(number)s came later and builds on this one. Undo that first."),
            code="later_decision", params={"number": later.sequence},
        )
    _put_back(decision.before)
    return record(
        codebook_id=decision.codebook_id, kind=Decision.Kind.UNDO, before=decision.after,
        after=decision.before, by=by, undoes=decision,
    )


def _first_that_depends(decision):
    written = _written(decision)
    later = Decision.objects.filter(
        codebook=decision.codebook_id, sequence__gt=decision.sequence, undone_by__isnull=True
    ).exclude(kind=Decision.Kind.UNDO)
    for each in later.order_by("sequence"):
        if written & (_written(each) | _needed(each)):
            return each
    return None


def _written(decision):
    """Return what a decision changed: a theme's fields, suggestions, codings."""
    after = decision.after
    themes = {(key, name) for key, fields in after["themes"].items() for name in fields}
    suggestions = {("suggestion", key) for key in after["suggestions"]}
    codings = {("coding", key) for group in after["codings"] for key in group["ids"]}
    return themes | suggestions | codings


def _needed(decision):
    return {(key, "status") for key in decision.after.get("needs", [])}


def _put_back(before):
    """Write rows back. One that is gone (its answer was withdrawn) stays gone."""
    for key, fields in before["themes"].items():
        words = {"version": F("version") + 1} if set(fields) & set(WORDS) else {}
        Theme.objects.filter(pk=key).update(**fields, **words)
    for key, fields in before["suggestions"].items():
        Suggestion.objects.filter(pk=key).update(**fields)
    for group in before["codings"]:
        for keys in in_parts(group["ids"]):
            Coding.objects.filter(pk__in=keys).update(
                theme_id=group["theme"], state=group["state"], source=group["source"],
                by_id=group["by"],
            )

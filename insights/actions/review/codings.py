"""Confirming that an answer belongs to a theme, and moving it where it belongs."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights.actions.review.decisions import hold, record, snapshot, theme_in_use
from insights.models import Coding, Decision, Theme


@transaction.atomic
def confirm_coding(*, coding: Coding, by) -> None:
    """Say that this place belongs to its theme."""
    codebook_id = coding.theme.codebook_id
    hold(codebook_id)
    coding = _still_there(coding)
    if coding.state == Coding.State.CONFIRMED:
        return
    before = snapshot(codings=[coding.pk])
    Coding.objects.filter(pk=coding.pk).update(state=Coding.State.CONFIRMED, by=by)
    after = snapshot(codings=[coding.pk]) | {"needs": [str(coding.theme_id)]}
    record(
        codebook_id=codebook_id, kind=Decision.Kind.CONFIRM, before=before, after=after, by=by
    )


@transaction.atomic
def move_coding(*, coding: Coding, theme: Theme | None, by) -> None:
    """Take a place out of its theme and put it into another, or into none.

    It stays in the old theme as rejected by a person, so that no later run brings it back.
    """
    codebook_id = coding.theme.codebook_id
    hold(codebook_id)
    coding = _still_there(coding)
    touched, needs, before = [coding.pk], [str(coding.theme_id)], snapshot(codings=[coding.pk])
    if theme is not None:
        arrival, how_it_was = _arrive(coding, theme, by)
        touched.append(arrival.pk)
        needs.append(str(theme.pk))
        before["codings"] += how_it_was
    Coding.objects.filter(pk=coding.pk).update(state=Coding.State.REJECTED, by=by)
    after = snapshot(codings=touched) | {"needs": needs}
    record(codebook_id=codebook_id, kind=Decision.Kind.MOVE, before=before, after=after, by=by)


def _arrive(coding, theme, by):
    """Put the place into `theme` by a person's word; return it, and how undoing leaves it."""
    if theme.pk == coding.theme_id or theme.codebook_id != coding.theme.codebook_id:
        raise ValidationError(_("Choose another theme of the same question."), code="same_theme")
    theme_in_use(theme)
    arrival, made = Coding.objects.get_or_create(
        theme=theme, answer_id=coding.answer_id, start=coding.start, end=coding.end,
        defaults={
            "source": Coding.Source.PERSON, "score": coding.score,
            # As undoing leaves it: out, by nobody's word.
            "state": Coding.State.REJECTED,
        },
    )
    how_it_was = snapshot(codings=[arrival.pk])["codings"]
    Coding.objects.filter(pk=arrival.pk).update(
        state=Coding.State.CONFIRMED, source=Coding.Source.PERSON, by=by
    )
    return arrival, how_it_was


def _still_there(coding):
    current = Coding.objects.select_related("theme").filter(pk=coding.pk).first()
    if current is None or current.state == Coding.State.REJECTED:
        raise ValidationError(
            _("This answer is no longer in the theme. Someone changed it just now."),
            code="not_in_theme",
        )
    theme_in_use(current.theme)
    return current

"""What standing a theme has: rejected, retired and brought back, approved."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.actions.review.levels import top_of
from insights.actions.review.seen import check_seen
from insights.actions.review.steps import step
from insights.actions.review.themes import active, change, hand_over_parts
from insights.actions.review.versions import writers_of
from insights.models import Decision, Suggestion, Theme


def reject_theme(*, theme: Theme, reason: str = "", seen=None, by) -> None:
    """Take a theme out of use, and the suggestions that it came from with it."""
    kind = Decision.Kind.REJECT_THEME
    with step(codebook=theme.codebook, kind=kind, reason=reason, by=by) as current:
        check_seen(theme.codebook, seen, [theme])
        theme = active(theme)
        origins = list(theme.origins.all())
        current.watch([theme, *origins])
        hand_over_parts(current, theme, to=None)
        change(theme, status=Theme.Status.REJECTED)
        theme.origins.update(state=Suggestion.State.REJECTED)


def retire_theme(*, theme: Theme, reason: str, seen=None, by) -> None:
    """Take a theme out of the findings from now on; it was right, and old files keep it.

    Its parts go a level up. Its answers stay with it, for when it is brought back.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the theme is retired."), code="no_reason")
    kind = Decision.Kind.RETIRE
    with step(codebook=theme.codebook, kind=kind, reason=reason, by=by) as current:
        check_seen(theme.codebook, seen, [theme])
        theme = active(theme)
        current.watch([theme])
        hand_over_parts(current, theme, to=None)
        change(theme, status=Theme.Status.RETIRED)


def bring_back_theme(*, theme: Theme, by) -> Theme:
    """Put a retired theme in use again, with the answers it had."""
    with step(codebook=theme.codebook, kind=Decision.Kind.BRING_BACK, by=by) as current:
        theme.refresh_from_db()
        if theme.status != Theme.Status.RETIRED:
            raise ValidationError(_("This theme is not retired."), code="not_retired")
        current.watch([theme])
        change(theme, status=Theme.Status.ACTIVE, parent=_place_now(theme))
    return theme


def _place_now(theme):
    """Return what the theme was part of, if that still has parts."""
    parent = theme.parent
    if parent is None or parent.status != Theme.Status.ACTIVE:
        return None
    return top_of(parent)


def approve_theme(*, theme: Theme, seen=None, by) -> Theme:
    """Say that a theme's words may stand in public; a second person does that."""
    with step(codebook=theme.codebook, kind=Decision.Kind.APPROVE, by=by) as current:
        check_seen(theme.codebook, seen, [theme])
        theme = active(theme)
        check_approval(theme, by)
        current.watch([theme])
        theme.approved_at, theme.approved_by = timezone.now(), by
        theme.save(update_fields=["approved_at", "approved_by"])
    return theme


def check_approval(theme: Theme, by) -> None:
    """Raise ValidationError, saying what to do, unless this person may approve the theme now."""
    if theme.approved_at:
        raise ValidationError(_("This theme is approved already."), code="approved")
    if not theme.definition.strip():
        raise ValidationError(
            _("Say first what the theme is about: there is nothing to approve yet."),
            code="no_definition",
        )
    if by.pk in writers_of(theme):
        raise ValidationError(
            _("You made this theme or wrote its words, so somebody else approves it."),
            code="own_words",
        )

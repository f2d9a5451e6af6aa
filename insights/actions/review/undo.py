"""Takes a step back: every row as it was before, unless a later step has changed it again."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from insights.actions.review.levels import has_two_levels
from insights.actions.review.steps import WATCHED, states_now, step
from insights.models import Coding, Decision, Theme


LATER = _("A later step changed the same theme or answers. Undo that one first.")


def undo_decision(*, decision: Decision, by) -> None:
    """Undo one step; ValidationError when it is undone already or a later step rests on it."""
    try:
        _undo(decision, by)
    except IntegrityError as error:  # a row that a later step made stands in the way
        raise ValidationError(LATER, code="later_step") from error


def _undo(decision, by):
    with step(
        codebook=decision.codebook, kind=Decision.Kind.UNDO, by=by, undoes=decision
    ) as current:
        if decision.kind == Decision.Kind.UNDO or hasattr(decision, "undone_by"):
            raise ValidationError(_("This step cannot be undone."), code="not_undoable")
        for kind, states in decision.before.items():
            _check_untouched(kind, decision.after[kind])
            model, _fields = WATCHED[kind]
            current.watch(model.objects.filter(pk__in=list(states)))
        # What was made goes last: a theme goes only when nothing stands in it or hangs under it.
        for kind in sorted(WATCHED, key=_is_themes):
            # A step from before there were such rows knows of none.
            for key, state in sorted(decision.before.get(kind, {}).items(), key=_is_made):
                _restore(kind, key, state)
        # Another theme may have moved since to where this would make a third level.
        if not has_two_levels(decision.before["themes"]):
            raise ValidationError(LATER, code="later_step")


def _is_themes(kind) -> bool:
    return WATCHED[kind][0] is Theme


def _is_made(item) -> bool:
    _key, state = item
    return state is None


def _check_untouched(kind, after):
    """Rows that are gone were withdrawn with their answer: they stay gone, and hinder nothing."""
    now = states_now(kind, after)
    if any(now[key] and not _is_as_left(now[key], state) for key, state in after.items()):
        raise ValidationError(LATER, code="later_step")


def _is_as_left(now, state) -> bool:
    """Compare what the step wrote down; what rows have learned to hold since is no change."""
    return state is not None and all(now[name] == value for name, value in state.items())


def _restore(kind, key, state):
    model, _fields = WATCHED[kind]
    rows = model.objects.filter(pk=key)
    if state is None:
        if model is Theme and _is_in_use(key):
            raise ValidationError(LATER, code="later_step")
        rows.delete()
    elif model is Theme:
        rows.update(version=F("version") + 1, **state)
    else:
        rows.update(**state)


def _is_in_use(theme_id) -> bool:
    return (
        Coding.objects.filter(theme_id=theme_id).exists()
        or Theme.objects.filter(parent_id=theme_id).exists()
        or Theme.objects.filter(merged_into=theme_id).exists()
    )

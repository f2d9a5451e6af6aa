"""What people decide about single answers: confirm one in its theme, move one to another."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.actions.review.steps import step
from insights.actions.review.themes import active
from insights.models import Coding, Decision, Theme


def confirm_coding(*, coding: Coding, by) -> Coding:
    """Say that an answer belongs to its theme."""
    with step(codebook=coding.theme.codebook, kind=Decision.Kind.CONFIRM, by=by) as current:
        current.watch([coding])
        _decide(coding, state=Coding.State.CONFIRMED, by=by)
    return coding


def move_coding(*, coding: Coding, to_theme: Theme, by) -> Coding:
    """Move an answer to another theme of the same question, as a person's decision."""
    with step(codebook=coding.theme.codebook, kind=Decision.Kind.MOVE, by=by) as current:
        to_theme = active(to_theme)
        if to_theme.codebook_id != coding.theme.codebook_id:
            raise ValidationError(_("Choose a theme of the same question."), code="other_question")
        there = to_theme.codings.filter(
            answer_id=coding.answer_id, start=coding.start, end=coding.end
        ).first()
        if there is None:
            current.watch([coding])
            _decide(coding, state=Coding.State.CONFIRMED, by=by, theme=to_theme)
            return coding
        # The place is in the other theme already: it is confirmed there and taken out here.
        current.watch([coding, there])
        _decide(coding, state=Coding.State.REJECTED, by=by)
        _decide(there, state=Coding.State.CONFIRMED, by=by)
    return there


def _decide(coding, *, state, by, theme=None):
    coding.state, coding.by, coding.source = state, by, Coding.Source.PERSON
    coding.theme = theme or coding.theme
    coding.save(update_fields=["state", "by", "source", "theme"])

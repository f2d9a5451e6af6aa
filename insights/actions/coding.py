"""What a person decides about one answer, saved at once: themes, passages, note, second opinion."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.actions.learning import learn_when_due
from insights.actions.review.steps import step
from insights.cards import readable_answers
from insights.models import (
    AnswerNote,
    AnswerReading,
    Codebook,
    Coding,
    Decision,
    SecondOpinion,
    Theme,
)
from insights.reading.standing import Standing, standings_of


Outcome = AnswerReading.Outcome


class AnswerChanged(Exception):  # noqa: N818 - it is news, not a fault
    """Somebody, or the machine, changed the answer's codings since the person saw them."""


@dataclass(frozen=True)
class Choices:
    """A person's decisions about one answer. `seen` is `Standing.seen` as they saw it.

    `confirmed` and `rejected` are ids of codings; `themes` are added at `place`, offsets in the
    answer, or to the whole of it. `opinion`: ask for a second opinion, or settle the one asked for.
    """

    seen: str
    confirmed: Collection = ()
    rejected: Collection = ()
    themes: Collection[Theme] = ()
    new_theme: str = ""
    place: tuple[int, int] | None = None
    outcome: str = Outcome.SORTED
    note: str = ""
    opinion: bool = False


@transaction.atomic
def save_reading(*, codebook: Codebook, answer_id, choices: Choices, by) -> None:
    """Do all of a person's decisions about one answer, as one step that can be undone.

    Raises AnswerChanged when they looked at another state, and ValidationError when the decisions
    do not fit together or the answer may not be read any more.
    """
    with step(codebook=codebook, kind=Decision.Kind.READ, by=by) as current:
        answer = readable_answers(codebook).filter(pk=answer_id).values("pk", "text").first()
        if answer is None:
            raise ValidationError(_("This answer was taken back."), code="gone")
        standing = standings_of(codebook, [answer["pk"]])[answer["pk"]]
        if standing.seen != choices.seen:
            raise AnswerChanged(str(answer["pk"]))
        _check(standing, choices)
        _decide(current, standing, choices, by)
        _add_themes(current, codebook, answer, standing, choices, by)
        _note_outcome(current, codebook, answer, standing, choices, by)
        if choices.note.strip():
            note = AnswerNote.objects.create(
                codebook=codebook, answer_id=answer["pk"], text=choices.note.strip(), by=by
            )
            current.made([note])
        if choices.opinion:
            _ask_or_settle(current, codebook, answer, standing, by)
    learn_when_due(codebook=codebook, by=by)


def _check(standing: Standing, choices: Choices) -> None:
    known = {each.pk for each in standing.codings}
    if not known.issuperset({*choices.confirmed, *choices.rejected}):
        raise AnswerChanged("a suggestion that was decided about is gone")
    kept = [
        each
        for each in standing.current
        if each.pk not in choices.rejected
        and (each.pk in choices.confirmed or each.state == Coding.State.CONFIRMED)
    ]
    if choices.outcome != Outcome.SORTED and (kept or choices.themes or choices.new_theme):
        raise ValidationError(
            _(
                "An answer that no theme fits has no theme: take its themes out, or choose “Themes "
                "as marked”."
            ),
            code="outcome",
        )


def _decide(current, standing, choices, by):
    """Confirm and take out; where no theme fits, what the machine suggests is taken out too."""
    is_sorted = choices.outcome == Outcome.SORTED
    states = dict.fromkeys(choices.rejected, Coding.State.REJECTED)
    states |= dict.fromkeys(choices.confirmed, Coding.State.CONFIRMED)
    for each in standing.current:
        state = states.get(each.pk, "" if is_sorted else Coding.State.REJECTED)
        if state and state != each.state:
            current.watch([each])
            _set(each, state, by)


def _add_themes(current, codebook, answer, standing, choices, by):
    themes = list(choices.themes)
    if choices.new_theme.strip():
        themes.append(Theme.objects.create(codebook=codebook, name=choices.new_theme.strip()))
        current.made(themes[-1:])
    if not themes:
        return
    start, end = choices.place or (0, len(answer["text"]))
    if not 0 <= start < end <= len(answer["text"]):
        raise ValidationError(_("Mark a passage of this answer."), code="no_passage")
    there = {(each.theme_id, each.start, each.end): each for each in standing.codings}
    for theme in themes:
        coding = there.get((theme.pk, start, end))
        if coding is None:
            coding = Coding(theme=theme, answer_id=answer["pk"], start=start, end=end, score=1)
            coding.source, coding.state, coding.by = Coding.Source.PERSON, "confirmed", by
            coding.save(force_insert=True)
            current.made([coding])
        elif coding.state != Coding.State.CONFIRMED:
            current.watch([coding])
            _set(coding, Coding.State.CONFIRMED, by)


def _set(coding, state, by):
    coding.state, coding.source, coding.by = state, Coding.Source.PERSON, by
    coding.save(update_fields=["state", "source", "by"])


def _note_outcome(current, codebook, answer, standing, choices, by):
    reading = standing.reading
    if reading is None:
        reading = AnswerReading.objects.create(
            codebook=codebook, answer_id=answer["pk"], outcome=choices.outcome, by=by
        )
        current.made([reading])
        return
    current.watch([reading])
    reading.outcome, reading.by = choices.outcome, by
    reading.save(update_fields=["outcome", "by", "at"])


def _ask_or_settle(current, codebook, answer, standing, by):
    """Who asked takes the wish back; anybody else has given the opinion. Both are recorded."""
    opinion = standing.opinion
    if opinion is None:
        current.made(
            [SecondOpinion.objects.create(codebook=codebook, answer_id=answer["pk"], asked_by=by)]
        )
        return
    current.watch([opinion])
    opinion.settled_by, opinion.settled_at = by, timezone.now()
    opinion.save(update_fields=["settled_by", "settled_at"])

"""Settles what readers of an audit sample disagree on: the outcome is a person's codes."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from insights.actions.review.steps import step
from insights.models import AnswerReading, AuditItem, Coding, Decision, Theme
from insights.quality.samples import state_of, themes_of
from surveys.models import Answer, Purpose


@transaction.atomic
def settle_alike(*, items: Collection[AuditItem], themes, note: str = "", by) -> int:
    """Settle disagreements about the same words in the same way; return how many there were.

    Each is a decision of its own, which can be undone alone.
    """
    for item in items:
        settle_item(item=item, themes=themes, note=note, by=by)
    return len(items)


@transaction.atomic
def settle_item(*, item: AuditItem, themes: Collection[Theme], note: str = "", by) -> AuditItem:
    """Say which themes an answer is in, where its readers differ; the codebook then says so too.

    The readings stay as they were, and so do the figures of agreement. Undoing the decision opens
    the disagreement again.
    """
    item = AuditItem.objects.select_for_update().get(pk=item.pk)
    state = state_of(item.sample)
    disputed = {each.id for each in state.open_disputes()}
    if str(item.pk) not in disputed:
        raise ValidationError(_("There is nothing to settle here any more."), code="nothing_open")
    known = {theme.pk: theme for theme in themes_of(item.sample)}
    if any(theme.pk not in known for theme in themes):
        raise ValidationError(_("This theme is no longer in use."), code="not_in_use")
    chosen = {str(theme.pk) for theme in themes}
    codebook = item.sample.codebook
    with step(codebook=codebook, kind=Decision.Kind.SETTLE, by=by) as current:
        _code(current, item, chosen, state.families.closed(chosen), set(state.theme_ids), by)
        _note_reading(current, item, codebook, chosen, by)
    item.settled, item.note = sorted(chosen), note.strip()
    item.settlement = codebook.decisions.order_by("-sequence").first()
    item.save(update_fields=["settled", "settlement", "note"])
    return item


def _code(current, item, chosen, holding, known, by):
    """Confirm the codings of the chosen themes, make those that miss, reject all others.

    A theme of which only a part was chosen holds too: its own codings are left as they are.
    """
    rows = Coding.objects.filter(answer=item.answer_id, theme__in=known)
    rows = list(rows.order_by("pk"))
    current.watch(rows)
    for coding in rows:
        theme = str(coding.theme_id)
        if theme in chosen and _counts(coding, rows):
            _decide(coding, Coding.State.CONFIRMED, by)
        elif theme not in holding and coding.state != Coding.State.REJECTED:
            _decide(coding, Coding.State.REJECTED, by)
    missing = chosen - {str(coding.theme_id) for coding in rows}
    current.made(Coding.objects.bulk_create(_whole_answers(item, missing, by)))


def _note_reading(current, item, codebook, chosen, by):
    """Say that the answer was read by a person, and whether any theme fits."""
    # A theme that came into use after the sample was drawn can be there besides.
    is_in_themes = chosen or Coding.objects.current().filter(answer=item.answer_id).exists()
    outcome = AnswerReading.Outcome.SORTED if is_in_themes else AnswerReading.Outcome.NO_THEME
    reading = AnswerReading.objects.filter(answer=item.answer_id).first()
    if reading is None:
        made = AnswerReading.objects.create(
            codebook=codebook, answer_id=item.answer_id, outcome=outcome, by=by
        )
        current.made([made])
        return
    current.watch([reading])
    reading.outcome, reading.by = outcome, by
    reading.save(update_fields=["outcome", "by", "at"])


def _counts(coding, rows) -> bool:
    """Tell whether a coding is to be confirmed: a rejected place only if its theme has no other."""
    if coding.state != Coding.State.REJECTED:
        return True
    same = [each for each in rows if each.theme_id == coding.theme_id]
    return all(each.state == Coding.State.REJECTED for each in same) and coding is same[0]


def _decide(coding, state, by):
    coding.state, coding.by, coding.source = state, by, Coding.Source.PERSON
    coding.save(update_fields=["state", "by", "source"])


def _whole_answers(item, themes, by):
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(pk=item.answer_id)
    text = readable.values_list("text", flat=True).get()
    return [
        Coding(
            theme_id=theme,
            answer_id=item.answer_id,
            start=0,
            end=len(text),
            source=Coding.Source.PERSON,
            score=1,
            state=Coding.State.CONFIRMED,
            by=by,
        )
        for theme in sorted(themes)
    ]

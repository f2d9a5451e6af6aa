"""What people do with quotes: pick, change, read as a second person, drop, and use."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.models import Quote, QuoteUse, Redaction, Theme
from insights.quoting.balance import MOST_OF_ONE_PERSON
from insights.quoting.categories import STANDARD_LABELS
from insights.quoting.checking import questions_for
from insights.quoting.redact import (
    CUT,
    REPLACE,
    SAID,
    Passage,
    inside,
    pieces_of,
    says_something,
    stands_in,
    whole_signs,
)
from people.actions.audit import record_event
from surveys.models import Answer, Purpose, Survey


NOT_ALLOWED = _("This person does not allow their words to be shown, so they cannot be quoted.")
SAME_PERSON = _("Whoever picked a quote cannot be its second reader. Ask somebody else to read it.")
QUOTED_ENOUGH = _(
    "This person is quoted twice already, which is enough for one report. Send this quote back, or "
    "take another one of theirs out of use first."
)
CHANGED = _("Somebody changed this quote meanwhile. Look at it as it is now.")


@dataclass(frozen=True)
class Choice:
    """What somebody chose to quote: the passage with its marks, where it belongs, what it shows."""

    passage: Passage
    kind: str
    theme: Theme | None = None
    translation: str = ""


@transaction.atomic
def pick_quote(*, answer: Answer, choice: Choice, by) -> Quote:
    """Make a draft of a passage of an answer whose writer allows their words to be shown."""
    passage = _sound(answer, choice)
    _check_place(answer, passage)
    quote = Quote.objects.create(
        answer=answer,
        theme=choice.theme,
        start=passage.start,
        end=passage.end,
        kind=choice.kind,
        translation=choice.translation,
        picked_by=by,
    )
    _mark(quote, passage)
    record_event(event="quote picked", target=quote, by=by)
    return quote


@transaction.atomic
def change_quote(*, quote: Quote, answer: Answer, choice: Choice, version: int, by) -> Quote:
    """Change a quote. It is a draft again, of whoever changed it, and wants a second reader."""
    quote = _as_it_is(quote, version)
    passage = _sound(answer, choice)
    _check_place(answer, passage, but=quote)
    quote.theme, quote.kind, quote.translation = choice.theme, choice.kind, choice.translation
    quote.start, quote.end = passage.start, passage.end
    quote.picked_by, quote.picked_at = by, timezone.now()
    quote.state, quote.second_reader, quote.read_at = Quote.State.DRAFT, None, None
    quote.checks, quote.note = [], ""
    quote.version += 1
    quote.save()
    quote.redactions.all().delete()
    _mark(quote, passage)
    record_event(event="quote changed", target=quote, by=by)
    return quote


@transaction.atomic
def approve_quote(*, quote: Quote, checks: list[str], note: str = "", version: int, by) -> Quote:
    """Say as a second person that a quote may be used. Raises ValidationError for the picker."""
    others = _others_in_use(quote)
    quote = _read(quote, version, by)
    if set(checks) != _keys_for(quote):
        raise ValidationError(
            _("Tick each sentence that is true. If one is not, send the quote back and say why."),
            code="unchecked",
        )
    if not Quote.objects.allowed().filter(pk=quote.pk).exists():
        raise ValidationError(NOT_ALLOWED, code="not_allowed")
    if others >= MOST_OF_ONE_PERSON:
        raise ValidationError(QUOTED_ENOUGH, code="quoted_enough")
    return _decide(quote, state=Quote.State.APPROVED, checks=checks, note=note, by=by)


@transaction.atomic
def send_back_quote(*, quote: Quote, reason: str, checks=(), version: int, by) -> Quote:
    """Say as a second person what is wrong with a quote, approved before or not."""
    quote = _read(quote, version, by)
    if not reason.strip():
        raise ValidationError(
            _("Say why you send it back, so that it can be mended."), code="no_reason"
        )
    checks = [key for key in checks if key in _keys_for(quote)]
    return _decide(quote, state=Quote.State.SENT_BACK, checks=checks, note=reason, by=by)


@transaction.atomic
def drop_quote(*, quote: Quote, by) -> None:
    """Delete a quote that was never used; one that was stays, since others may hold its words."""
    if quote.uses.exists():
        raise ValidationError(
            _("This quote has been used, so it stays here with where. Send it back instead."),
            code="used",
        )
    record_event(event="quote dropped", target=quote, by=by)
    quote.delete()


def cite_quote(*, quote: Quote, where: Model, by) -> QuoteUse:
    """Note that a quote is used in a row such as a Recommendation; twice is once.

    Raises ValidationError unless the quote may be used at this moment. Whoever shows it reads it
    anew each time (insights/quoting/reading.py), and keeps no copy.
    """
    if not Quote.objects.usable().filter(pk=quote.pk).exists():
        raise ValidationError(
            _("This quote cannot be used now: it is not approved, or no longer allowed."),
            code="not_usable",
        )
    survey = Survey.objects.get(questions__answers=quote.answer_id)
    use, _made = QuoteUse.objects.get_or_create(
        quote=quote,
        place=_place_of(where),
        place_id=str(where.pk),
        defaults={"survey": survey, "by": by},
    )
    return use


def stop_citing(*, quote: Quote, where: Model) -> None:
    """Forget that a quote is used in a row: it was taken out before anybody got it."""
    QuoteUse.objects.filter(quote=quote, place=_place_of(where), place_id=str(where.pk)).delete()


def record_quotes_of(*, export, quote_ids: Iterable[str]) -> None:
    """Note which quotes a file holds; called where the file is put in its place."""
    known = Quote.objects.filter(pk__in=set(quote_ids)).values_list("pk", flat=True)
    QuoteUse.objects.bulk_create(
        [
            QuoteUse(
                survey_id=export.survey_id,
                quote_id=pk,
                place=QuoteUse.Place.EXPORT,
                place_id=str(export.pk),
                by_id=export.requested_by_id,
            )
            for pk in known
        ],
        ignore_conflicts=True,
    )


def _place_of(where):
    return QuoteUse.Place(type(where).__name__.lower())


def _as_it_is(quote, version):
    """Hold the quote's row, and refuse a change made on an old reading of it."""
    current = Quote.objects.select_for_update().filter(pk=quote.pk).first()
    if current is None or current.version != version:
        raise ValidationError(CHANGED, code="changed")
    return current


def _read(quote, version, by):
    quote = _as_it_is(quote, version)
    if quote.picked_by_id == by.pk:
        raise ValidationError(SAME_PERSON, code="same_person")
    return quote


def _keys_for(quote) -> set[str]:
    return {key for key, _words in questions_for(quote)}


def _others_in_use(quote) -> int:
    """Count the person's other approved quotes; two people who approve at once take turns."""
    same = Quote.objects.filter(answer__response__answers=quote.answer_id)
    rows = list(same.select_for_update(of=("self",)).order_by("pk"))
    return sum(each.state == Quote.State.APPROVED and each.pk != quote.pk for each in rows)


def _decide(quote, *, state, checks, note, by):
    quote.state, quote.second_reader, quote.read_at = state, by, timezone.now()
    quote.checks, quote.note = list(checks), note.strip()
    quote.version += 1
    quote.save(update_fields=["state", "second_reader", "read_at", "checks", "note", "version"])
    record_event(event=f"quote {state}", target=quote, by=by)
    return quote


def _sound(answer, choice) -> Passage:
    """Return the passage with ends between whole characters, or say what is wrong with it."""
    readable = Answer.objects.for_purpose(Purpose.QUOTE).filter(pk=answer.pk)
    text = readable.values_list("text", flat=True).first()
    if text is None:
        raise ValidationError(NOT_ALLOWED, code="not_allowed")
    if choice.theme and choice.theme.codebook.question_id != answer.question_id:
        raise ValidationError(_("Choose a theme of the same question."), code="other_question")
    given = choice.passage
    if not 0 <= given.start < given.end <= len(text):
        raise ValidationError(_("Choose words of this answer."), code="no_place")
    start, end = whole_signs(text, given.start, given.end)
    passage = Passage(start, end, inside(_whole_marks(text, given.marks), start, end))
    pieces = pieces_of(text, passage, STANDARD_LABELS)
    if not says_something(pieces):
        raise ValidationError(_("Nothing of their own words is left."), code="nothing_left")
    _check_words(text, passage, pieces, choice.translation)
    return passage


def _whole_marks(text, marks):
    for mark in marks:
        start, end = whole_signs(text, mark.start, mark.end)
        yield type(mark)(start, end, mark.act, mark.category, mark.label)


def _check_words(text, passage, pieces, translation):
    """Refuse a quote that says in one place what was taken out in another."""
    replaced = [text[mark.start : mark.end] for mark in passage.marks if mark.act == REPLACE]
    labels = " ".join(mark.label for mark in passage.marks if mark.act == REPLACE)
    said = [piece.words for piece in pieces if piece.kind == SAID]
    for words in replaced:
        if stands_in(words, labels):
            raise ValidationError(
                _("The words to print instead still say what was taken out. Change them."),
                code="label_says_it",
            )
        if stands_in(words, translation):
            raise ValidationError(
                _("The translation still says what was taken out. Change it."),
                code="translation_says_it",
            )
        if any(stands_in(words, each) for each in said):
            raise ValidationError(
                _("What was taken out in one place still stands in another. Take out both."),
                code="still_there",
            )


def _check_place(answer, passage, but=None):
    there = Quote.objects.filter(answer=answer, start=passage.start, end=passage.end)
    if there.exclude(pk=but and but.pk).exists():
        raise ValidationError(_("These words are a quote already."), code="there_already")


def _mark(quote, passage):
    marks = {(mark.start, mark.end): mark for mark in reversed(passage.marks)}
    Redaction.objects.bulk_create(
        Redaction(
            quote=quote,
            start=mark.start,
            end=mark.end,
            act=mark.act,
            category="" if mark.act == CUT else mark.category,
            label="" if mark.act != REPLACE else mark.label.strip(),
        )
        for mark in marks.values()
    )

"""What stands beside an answer: its codings, what came of reading it, notes, second opinions."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from insights.models import (
    AnswerNote,
    AnswerReading,
    Codebook,
    Coding,
    SecondOpinion,
    Theme,
)


@dataclass
class Standing:
    """One answer's rows. `codings` are of themes in use, those a person took out among them."""

    codings: list[Coding] = field(default_factory=list)
    reading: AnswerReading | None = None
    notes: list[AnswerNote] = field(default_factory=list)
    opinion: SecondOpinion | None = None  # that is waited for
    given: SecondOpinion | None = None  # the newest that somebody else gave

    @property
    def current(self) -> list[Coding]:
        return [each for each in self.codings if each.state != Coding.State.REJECTED]

    @property
    def seen(self) -> str:
        """Return a digest of what people have decided about the answer.

        A form carries it: when it differs at saving, somebody changed the answer meanwhile. What
        the machine suggests may change at any time, and hinders nobody.
        """
        decided = (each for each in self.codings if each.source == Coding.Source.PERSON)
        parts = sorted(f"{each.pk} {each.theme_id} {each.state}" for each in decided)
        parts.append(self.reading.outcome if self.reading else "")
        parts.append(str(self.opinion.pk) if self.opinion else "")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def standings_of(codebook: Codebook, answers: Iterable) -> dict:
    """Return {answer id: Standing}; four queries, however many answers."""
    found = {pk: Standing() for pk in answers}
    codings = Coding.objects.filter(
        answer__in=found, theme__codebook=codebook, theme__status=Theme.Status.ACTIVE
    )
    # A guess is shown after what is more sure; a person's word first.
    codings = codings.select_related("theme", "by").order_by("-source", "-score", "start", "pk")
    for each in codings:
        found[each.answer_id].codings.append(each)
    for each in AnswerReading.objects.filter(answer__in=found).select_related("by"):
        found[each.answer_id].reading = each
    notes = AnswerNote.objects.filter(answer__in=found).select_related("by")
    for each in notes.order_by("at", "pk"):
        found[each.answer_id].notes.append(each)
    asked = SecondOpinion.objects.filter(answer__in=found).select_related("asked_by", "settled_by")
    for each in asked.order_by("asked_at", "pk"):
        if each.settled_at is None:
            found[each.answer_id].opinion = each
        elif each.settled_by_id != each.asked_by_id:  # else the wish was taken back
            found[each.answer_id].given = each
    return found

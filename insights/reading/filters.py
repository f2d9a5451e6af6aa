"""Which answers of a question are read: by who wrote them, and by what stands beside them."""

import json
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from insights.comparing.attributes import KNOWN, Attribute, attributes_of
from insights.models import (
    AnswerReading,
    Codebook,
    Coding,
    SecondOpinion,
    ShelvedAnswer,
    SortedAnswer,
)
from insights.shelves import SHELVES
from surveys.models import Answer, Purpose, Survey


# Closed questions whose answers stand beside each answer, by concept, with or without "c_".
IN_VIEW = ("sector", "region", "area", "service", "role")
MANY = 2_000
State = Coding.State


def attributes_in_view(survey: Survey) -> list[Attribute]:
    """Return the attributes shown beside an answer and filtered by."""
    return [
        each
        for each in attributes_of(survey)
        if each.key in KNOWN or each.key.removeprefix("c_") in IN_VIEW
    ]


def _unread(answers, codebook):
    return answers.exclude(_has(AnswerReading.objects.all())).exclude(
        _has(Coding.objects.filter(source=Coding.Source.PERSON))
    )


def _with(make):
    return lambda answers, codebook: answers.filter(_among(make(codebook)))


def _among(rows) -> Q | Exists:
    """Return the condition that an answer has one of these rows.

    Few rows are fetched first, and their answers looked up. With many, most answers have one: then
    each is looked at in its turn, and the page is full before all rows have been listed.
    """
    if rows[:MANY].count() < MANY:
        return Q(pk__in=rows.values("answer"))
    return _has(rows)


def _codings(codebook):
    return Coding.objects.current().filter(theme__codebook=codebook)


NEW = (SortedAnswer.Fate.PLACED, SortedAnswer.Fate.UNPLACED, SortedAnswer.Fate.ASIDE)


def _sorted(codebook, fates):
    newest = codebook.waves.whole().order_by("-finished_at").values("pk")[:1]
    return SortedAnswer.objects.filter(wave=Subquery(newest), fate__in=fates)


# State of an answer -> (its name, what it leaves of a question's answers).
STATES = {
    "unread": (_("Nobody has decided yet"), _unread),
    "suggested": (
        _("The machine suggests a theme"),
        _with(lambda book: _codings(book).filter(state=State.SUGGESTED)),
    ),
    "confirmed": (
        _("A person confirmed a theme"),
        _with(lambda book: _codings(book).filter(state=State.CONFIRMED)),
    ),
    "no_theme": (
        _("A person said that no theme fits"),
        _with(lambda book: book.readings.filter(outcome=AnswerReading.Outcome.NO_THEME)),
    ),
    "opinion": (
        _("A second opinion is wanted"),
        _with(lambda book: SecondOpinion.objects.pending().filter(codebook=book)),
    ),
    "new": (_("Among the newest sorted answers"), _with(lambda book: _sorted(book, NEW))),
    "unplaced": (
        _("New, and fits no theme"),
        _with(lambda book: _sorted(book, (SortedAnswer.Fate.UNPLACED,))),
    ),
    "misfit": (
        _("Confirmed, but nearer to another theme"),
        _with(lambda book: _sorted(book, (SortedAnswer.Fate.MISFIT,))),
    ),
    "noted": (_("With a note"), _with(lambda book: book.notes.all())),
}


def filtered(answers: QuerySet, *, codebook: Codebook, attributes, wanted: Mapping) -> QuerySet:
    """Return the answers that fit all of `wanted`: names of the filter form to their values."""
    answers = answers.matching(wanted.get("words", ""))
    for attribute in attributes:
        if wanted.get(attribute.key):
            answers = answers.filter(_is_of(attribute, wanted[attribute.key]))
    if wanted.get("language"):
        answers = answers.filter(response__language=wanted["language"])
    if wanted.get("state"):
        answers = STATES[wanted["state"]][1](answers, codebook)
    if wanted.get("theme") or wanted.get("source"):
        answers = answers.filter(_among(_coded(codebook, wanted)))
    if wanted.get("shelf"):
        answers = answers.filter(_among(_shelved(codebook, wanted["shelf"])))
    return answers


def _has(rows):
    return Exists(rows.filter(answer=OuterRef("pk")))


def _is_of(attribute, code):
    if attribute.key in KNOWN:
        return Q(**{f"response__{KNOWN[attribute.key]}": code})
    given = Answer.objects.for_purpose(Purpose.COUNT).substantive()
    mine = given.filter(question__in=attribute.questions, response=OuterRef("response_id"))
    # One code or a list of codes: in the JSON of either, a code stands in quotation marks.
    return Exists(
        mine.annotate(codes=Cast("value", TextField())).filter(codes__contains=json.dumps(code))
    )


def _coded(codebook, wanted):
    codings = _codings(codebook)
    if wanted.get("theme"):
        codings = codings.filter(theme=wanted["theme"])
    return codings.filter(source=wanted["source"]) if wanted.get("source") else codings


def _shelved(codebook, shelf):
    run = codebook.runs.whole().order_by("-finished_at").first()
    return ShelvedAnswer.objects.filter(run=run, shelf__in=SHELVES[shelf])

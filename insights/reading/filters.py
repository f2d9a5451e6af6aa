"""Which answers of a question are read: by who wrote them, and by what stands beside them."""

import json
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
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
from insights.places import readable_answers
from insights.shelves import SHELVES
from surveys.models import Answer, Asked, Purpose, Survey, has_words


# Closed questions whose answers stand beside each answer, by concept, with or without "c_".
IN_VIEW = ("sector", "region", "area", "service", "role")
# Rows: so many answers are looked up and sorted about as fast as a page of them is walked to. To
# tell whether so few are in several lists, no list is gone through that is longer than some.
FEW, SOME = 1_000, 5_000
State = Coding.State


def attributes_in_view(survey: Survey, question: str) -> list[Attribute]:
    """Return the attributes shown beside an answer and filtered by: what its people were asked."""
    return [
        each
        for each in attributes_of(survey, question=question)
        if each.key in KNOWN or each.key.removeprefix("c_") in IN_VIEW
    ]


class Narrowed(NamedTuple):
    """The answers that some filters leave; `are_few` where it is known that they are."""

    answers: QuerySet
    are_few: bool = False


def _unread(codebook):
    decided = Coding.objects.filter(source=Coding.Source.PERSON)
    return ~_has(AnswerReading.objects.all()) & ~_has(decided)


def _codings(codebook):
    return Coding.objects.current().filter(theme__codebook=codebook)


NEW = (SortedAnswer.Fate.PLACED, SortedAnswer.Fate.UNPLACED, SortedAnswer.Fate.ASIDE)


def _sorted(codebook, fates):
    newest = codebook.waves.whole().order_by("-finished_at").values("pk")[:1]
    return SortedAnswer.objects.filter(wave=Subquery(newest), fate__in=fates)


# State of an answer -> (its name, the rows of which an answer has one, or a condition).
STATES = {
    "unread": (_("Nobody has decided yet"), _unread),
    "suggested": (
        _("The machine suggests a theme"),
        lambda book: _codings(book).filter(state=State.SUGGESTED),
    ),
    "confirmed": (
        _("A person confirmed a theme"),
        lambda book: _codings(book).filter(state=State.CONFIRMED),
    ),
    "no_theme": (
        _("A person said that no theme fits"),
        lambda book: book.readings.filter(outcome=AnswerReading.Outcome.NO_THEME),
    ),
    "opinion": (
        _("A second opinion is wanted"),
        lambda book: SecondOpinion.objects.pending().filter(codebook=book),
    ),
    "new": (_("Among the newest sorted answers"), lambda book: _sorted(book, NEW)),
    "unplaced": (
        _("New, and fits no theme"),
        lambda book: _sorted(book, (SortedAnswer.Fate.UNPLACED,)),
    ),
    "misfit": (
        _("Confirmed, but nearer to another theme"),
        lambda book: _sorted(book, (SortedAnswer.Fate.MISFIT,)),
    ),
    "noted": (_("With a note"), lambda book: book.notes.all()),
}
# The states of answers that people have read, or mostly.
READ = ("confirmed", "no_theme", "opinion", "misfit", "noted")


def filtered(*, codebook: Codebook, attributes, wanted: Mapping) -> Narrowed:
    """Return the answers that fit all of `wanted`: names of the filter form to their values."""
    asked, lists = [has_words(wanted.get("words", ""))], []
    for each in _asked(codebook, attributes, wanted):
        if isinstance(each, QuerySet):
            lists.append(each)
        else:
            asked.append(Asked(each))
    asked += _among(lists)
    are_few = any(each.are_few for each in asked)
    answers = readable_answers(codebook, by_key=are_few).substantive()
    return Narrowed(answers.asked_first(*(each.condition for each in asked)), are_few)


def _asked(codebook, attributes, wanted):
    """Yield what is asked of an answer: a condition, or the rows of which it must have one."""
    for attribute in attributes:
        if wanted.get(attribute.key):
            yield _is_of(attribute, wanted[attribute.key])
    if wanted.get("language"):
        yield Q(person__language=wanted["language"])
    if wanted.get("state"):
        yield STATES[wanted["state"]][1](codebook)
    if wanted.get("theme") or wanted.get("source"):
        yield _coded(codebook, wanted)
    if wanted.get("shelf"):
        yield _shelved(codebook, wanted["shelf"])


def _among(lists) -> list[Asked]:
    """Ask for answers that have a row in each list.

    Few are looked up. Of many, most answers have a row: then each is asked in its turn, and the
    page is full before all rows have been listed.
    """
    if (few := _few(lists)) is not None:
        return [Asked(Q(pk__in=few.values("answer")), are_few=True)]
    return [Asked(_in_turn(each.filter(answer=OuterRef("pk")))) for each in lists]


def _few(lists):
    """Return rows of the answers that are in each list; None where they are not known to be few."""
    if not lists:
        return None
    most = FEW if len(lists) == 1 else SOME
    count, shortest = min(((_count(each, most), each) for each in lists), key=itemgetter(0))
    if count == most:
        return None
    rows = shortest
    for each in lists:
        if each is not shortest:
            rows = rows.filter(Exists(each.filter(answer=OuterRef("answer"))))
    return rows if len(lists) == 1 or _count(rows, FEW) < FEW else None


def _count(rows, most) -> int:
    return rows.order_by()[:most].count()


def _in_turn(rows):
    """Tell whether there is a row, as a value.

    As EXISTS, PostgreSQL would first gather all that have one, and sort them for a page.
    """
    return Subquery(rows.annotate(is_there=Value(True)).values("is_there")[:1], BooleanField())


def _has(rows):
    return Exists(rows.filter(answer=OuterRef("pk")))


def _is_of(attribute, code):
    if attribute.key in KNOWN:
        return Q(**{f"person__{KNOWN[attribute.key]}": code})
    given = Answer.objects.for_purpose(Purpose.COUNT).substantive()
    mine = given.filter(question__in=attribute.questions, response=OuterRef("response_id"))
    # One code or a list of codes: in the JSON of either, a code stands in quotation marks.
    told = mine.annotate(codes=Cast("value", TextField()))
    return _in_turn(told.filter(codes__contains=json.dumps(code)))


def _coded(codebook, wanted):
    codings = _codings(codebook)
    if wanted.get("theme"):
        codings = codings.filter(theme=wanted["theme"])
    return codings.filter(source=wanted["source"]) if wanted.get("source") else codings


def _shelved(codebook, shelf):
    run = codebook.runs.whole().order_by("-finished_at").first()
    return ShelvedAnswer.objects.filter(run=run, shelf__in=SHELVES[shelf])

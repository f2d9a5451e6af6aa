"""Which answers of a question are read: by who wrote them, and by what stands beside them."""

import json
from collections.abc import Mapping
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
from insights.places import plain, readable_answers
from insights.shelves import SHELVES
from surveys.keys import FEW_TO_LOOK_UP, ArePeople
from surveys.models import Answer, Asked, Purpose, Survey, has_words, is_among


# Closed questions whose answers stand beside each answer, by concept, with or without "c_".
IN_VIEW = ("sector", "region", "area", "service", "role")
# Rows: so many answers are looked up and sorted about as fast as a page of them is walked to; some
# more where the order goes by people, if there are people enough: until it is full, a page of COUNT
# among PEOPLE passes PASSED * PEOPLE / COUNT of them. To tell whether so few are in several lists,
# no list is gone through that is longer than LONG.
FEW, FEW_BY_PERSON, LONG = 1_000, 1_600, 5_000
PASSED = 26
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


def filtered(*, codebook: Codebook, attributes, wanted: Mapping, by_person: bool) -> Narrowed:
    """Return the answers that fit all of `wanted`: names of the filter form to their values.

    `by_person`: they are wanted in an order that goes by people.
    """
    order = {"question": codebook.question_id, "by_person": by_person}
    words, conditions, lists = has_words(wanted.get("words", ""), **order), [], []
    for each in _asked(codebook, attributes, wanted):
        (lists if isinstance(each, QuerySet) else conditions).append(each)
    asked = [words, *map(Asked, conditions)]
    # Those that have rare words are looked up: beside them, no list of people is made.
    order["by_person"] = by_person and not words.are_few
    if (keys := _keys_in_all(codebook, lists, order["by_person"])) is not None:
        asked.append(is_among(keys, **order))
    else:
        # Of many, most answers have a row: each is asked in its turn, and the page is full before
        # all rows have been listed.
        asked += [Asked(_in_turn(each.filter(answer=OuterRef("pk")))) for each in lists]
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


def _keys_in_all(codebook, lists, by_person):
    """Return the keys of the answers that have a row in each list; None where they are many.

    They are looked for once, and handed on as a value.
    """
    if len(lists) < 2:
        return _keys_in_one(codebook, lists[0], by_person) if lists else None
    shortest, _count = _shortest(lists, LONG)
    if shortest is None:
        return None
    found = shortest
    for each in lists:
        if each is not shortest:
            found = found.filter(Exists(each.filter(answer=OuterRef("answer"))))
    keys = _keys_of(found, FEW)
    return set(keys) if len(keys) < FEW else None


def _keys_in_one(codebook, rows, by_person):
    found, count = _shortest([rows], FEW_BY_PERSON if by_person else FEW)
    if found is None:
        return None
    if by_person and count >= FEW_TO_LOOK_UP:
        # Among few people a page is soon full, and listing theirs takes longer.
        found = found.filter(ArePeople(count**2 // PASSED))
    keys = _keys_of(found)
    return set(keys) if keys or not count else None


def _shortest(lists, most):
    """Return the list with the fewest rows, and how many; none where all have `most` or more."""
    shortest = None
    for each in lists:
        count = each.order_by().values("answer")[:most].count()
        if count < most:
            shortest, most = each, count
    return shortest, most


def _keys_of(rows, most=None):
    return list(rows.order_by().values_list(plain("answer_id"), flat=True)[:most])


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
    if wanted.get("theme"):
        # The form offers themes in use alone. Asked of each row, it is most of the work.
        codings = Coding.objects.counted().filter(theme=wanted["theme"])
    else:
        codings = _codings(codebook)
    return codings.filter(source=wanted["source"]) if wanted.get("source") else codings


def _shelved(codebook, shelf):
    run = codebook.runs.whole().order_by("-finished_at").first()
    return ShelvedAnswer.objects.filter(run=run, shelf__in=SHELVES[shelf])

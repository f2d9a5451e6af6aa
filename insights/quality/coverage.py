"""How many answers have a theme, how many a person read, and when themes stopped being new.

Practice notes THM-8 and RPT-3. Everything is about answers that may be read at this moment.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from insights.actions.comparisons import Counted, arrivals_of, rows_of
from insights.actions.covering import is_in, order_of
from insights.chunks import few_at_a_time
from insights.models import AnswerReading, AuditReading, Codebook, Coding
from insights.places import readable_answers
from insights.stretches import came_in, stretch_of


STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Coverage:
    """Counts of one question's answers. `curve`: (answers so far, themes seen in them)."""

    answers: int
    with_theme: int
    confirmed: int
    sorted_by_person: int
    read_blind: int
    neither: int
    curve: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reading:
    """Answers that a person read or decided on, and those that no blind reader has seen either."""

    answers: int
    read: int
    neither: int


def reading_of(answers: QuerySet) -> Reading:
    """Return how far these answers were read, counted at once on the connection they are of.

    For files: what pages show is kept by days, and a file is of one moment.
    """
    using = answers.db
    codings = Coding.objects.using(using).filter(answer=OuterRef("pk"), by__isnull=False)
    readings = AnswerReading.objects.using(using).filter(answer=OuterRef("pk"))
    audited = AuditReading.objects.using(using).filter(item__answer=OuterRef("pk"))
    told = answers.order_by().annotate(
        is_read=Exists(readings) | Exists(codings), is_blind=Exists(audited)
    )
    # One walk: whether an answer may be read is the dear part of it.
    counts = told.values_list("is_read", "is_blind").annotate(n=Count("pk"))
    people = {(is_read, is_blind): n for is_read, is_blind, n in counts}
    return Reading(
        sum(people.values()),
        sum(n for (is_read, _is_blind), n in people.items() if is_read),
        people.get((False, False), 0),
    )


def coverage_of(codebook: Codebook) -> Coverage:
    """Return the coverage of a question's themes.

    In a large survey it is kept while it is true (insights/actions/comparisons.py), day by day and
    put together. Who read what blind is asked each time: it is a sample.
    """
    arrivals = arrivals_of(codebook.survey_id)
    counted = Counted(
        ["coverage by steps", str(codebook.pk)], codebook_id=codebook.pk, days=arrivals.whole
    )
    [row] = _rows_of(
        codebook, arrivals, {"all": counted}, lambda _names: _put_together(codebook, arrivals)
    )["all"]
    answers, with_theme, confirmed, decided, curve = row
    blind = _blind(codebook)
    return Coverage(
        answers=answers,
        with_theme=with_theme,
        confirmed=confirmed,
        sorted_by_person=decided,
        read_blind=len(blind),
        neither=answers - decided - blind.count(False),
        curve=tuple((answers, themes) for answers, themes in curve),
    )


def _rows_of(codebook, arrivals, counts, count):
    return rows_of(survey_id=codebook.survey_id, arrivals=arrivals, counts=counts, count=count)


def _put_together(codebook, arrivals):
    about = ["coverage of days", str(codebook.pk)]
    counts = {
        each: Counted(about, codebook_id=codebook.pk, days=each) for each in arrivals.stretches
    }
    by_days = _rows_of(
        codebook, arrivals, counts, lambda wanted: _count(codebook, arrivals, wanted)
    )
    totals, firsts = [0, 0, 0, 0], {}
    for [(*numbers, seen)] in by_days.values():
        for theme, (place, _order) in seen.items():
            firsts.setdefault(theme, totals[0] + place)
        totals = [total + number for total, number in zip(totals, numbers, strict=True)]
    return {"all": [(*totals, curve_of(totals[0], firsts.values()))]}


def _count(codebook, arrivals, wanted):
    """Return {stretch: its one row}: answers, with a theme, confirmed, decided, first of themes.

    The first answer of a theme is told by how many came before it, and its place in the order.
    """
    narrow = len(wanted) < len(arrivals.stretches)
    answers = readable_answers(codebook, by_key=narrow).substantive()
    if narrow:
        answers = answers.filter(came_in(wanted, "response"), response__survey=codebook.survey_id)
    # Within a day nobody knows who came first: the random key decides, the same each time.
    order = answers.order_by("response__received_day", "pk")
    order = list(order.values_list("response__received_day", "pk"))
    coded, confirmed, decided = _decisions(codebook, [pk for _day, pk in order] if narrow else None)
    found: dict = {each: ([0, 0, 0, 0], {}) for each in wanted}
    for day, answer in order:
        # In none: somebody who came just now, and counts with the next page.
        numbers, seen = found.get(stretch_of(day, wanted)) or ([0, 0, 0, 0], {})
        for theme in coded.get(answer, ()):
            seen.setdefault(theme, (numbers[0], order_of(day, answer)))
        numbers[0] += 1
        numbers[1] += answer in coded
        numbers[2] += answer in confirmed
        numbers[3] += answer in decided
    return {each: [(*numbers, seen)] for each, (numbers, seen) in found.items()}


def _decisions(codebook, answers: list | None) -> tuple[dict, set, set]:
    """Return {answer: its themes in use}, what a person confirmed, and what one decided about.

    Of these answers, or of all. Few are asked for by name: PostgreSQL plans badly for a handful.
    """
    asked = [Q()]
    if answers is not None:
        asked = [Q(answer__in=part) for part in few_at_a_time(answers)]
    coded: dict = {}
    confirmed, decided = set(), set()
    for each in asked:
        readings = AnswerReading.objects.filter(each, codebook=codebook)
        decided |= set(readings.values_list("answer_id", flat=True))
        for answer, theme, status, state, by in _told(codebook, each):
            if by is not None:
                decided.add(answer)
            if is_in(status, state):
                coded.setdefault(answer, set()).add(str(theme))
                if state == Coding.State.CONFIRMED:
                    confirmed.add(answer)
    return coded, confirmed, decided


def _blind(codebook) -> list[bool]:
    """Return of each answer that was read blind whether somebody decided about it as well."""
    audited = AuditReading.objects.filter(item__sample__codebook=codebook)
    answers = readable_answers(codebook, by_key=True).substantive()
    by_person = Coding.objects.filter(theme__codebook=codebook, by__isnull=False)
    is_decided = Exists(by_person.filter(answer=OuterRef("pk"))) | Exists(
        AnswerReading.objects.filter(codebook=codebook, answer=OuterRef("pk"))
    )
    rows = answers.filter(pk__in=audited.values("item__answer")).annotate(decided=is_decided)
    return list(rows.values_list("decided", flat=True))


def answers_with_theme(codebook: Codebook) -> frozenset[str]:
    """Return the ids of the answers that have a theme in use."""
    return frozenset(
        str(answer)
        for answer, _theme, status, state, _by in _told(codebook, Q())
        if is_in(status, state)
    )


def _told(codebook, asked: Q):
    rows = Coding.objects.filter(asked, theme__codebook=codebook)
    fields = ("answer_id", "theme_id", "theme__status", "state", "by_id")
    return rows.values_list(*fields).iterator()


def curve_of(total: int, firsts: Collection[int]) -> list[tuple[int, int]]:
    """Return how many different themes were seen in the first 1, 2, 5, 10, 20, 50 … answers. Pure.

    Themes are new early on, so the steps are short there and long where little happens. `firsts`
    says of each theme how many answers came before the first that has it.

    >>> curve_of(12, [0, 1, 4])
    [(1, 1), (2, 2), (5, 3), (10, 3), (12, 3)]
    """
    return [(end, sum(first < end for first in firsts)) for end in _ends(total)]


def _ends(total) -> list[int]:
    if not total:
        return []
    steps = (step * 10**power for power in range(len(str(total))) for step in STEPS)
    return [*(step for step in steps if step < total), total]

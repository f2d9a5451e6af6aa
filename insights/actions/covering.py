"""Keeps how far a question was sorted true when a step decides about a few answers.

What is kept of a day (insights/quality/coverage.py) changes in the step's transaction, by what the
step says of its answers. Where it takes more to know, as when an answer was the first of its day in
a theme, the day is forgotten, and counted with the next page. What is put together of days goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from insights.actions.touching import forget
from insights.models import AnswerReading, Codebook, Coding, ComparisonCount, Theme
from insights.places import readable_answers


@dataclass(frozen=True)
class Standing:
    """What coverage counts of an answer: its themes in use, and what a person said of it."""

    themes: frozenset[str]
    is_confirmed: bool
    is_decided: bool


@dataclass(frozen=True)
class Moved:
    """How an answer stood before a step, and how it stands; `order` is its place in a stretch."""

    day: date
    order: str
    was: Standing
    now: Standing


def order_of(day: date, answer: UUID) -> str:
    """Return a text by which answers are in order: by the day, and by chance within it."""
    return f"{day.isoformat()} {answer.hex}"


def is_in(status: str, state: str) -> bool:
    """Tell whether a coding puts its answer in a theme, as coverage counts it."""
    return status == Theme.Status.ACTIVE and state != Coding.State.REJECTED


def cover(*, codebook: Codebook, before: Mapping, days: set[date]) -> None:
    """Have what is kept of these days count the answers that a step touched as they stand now.

    `before` are the states of codings and readings before the step; none was deleted by it.
    """
    rows = ComparisonCount.objects.filter(codebook=codebook)
    rows = rows.filter(first_day__lte=max(days), last_day__gte=min(days))
    held = list(rows.select_for_update().order_by("pk"))
    if not held:
        return
    moved = _moved(codebook, before)
    lost = [row.pk for row in held if not _count(row, moved)]
    forget(ComparisonCount.objects.filter(pk__in=lost))
    right = [row for row in held if row.pk not in lost]
    ComparisonCount.objects.bulk_update(right, ["rows"], batch_size=100)


def _count(row, moved: Iterable[Moved]) -> bool:
    """Count moved answers in a row; return False where it takes more to know what is true."""
    [(*numbers, seen)] = row.rows
    moved = [each for each in moved if row.first_day <= each.day <= row.last_day]
    if not moved:
        return True
    if not isinstance(seen, dict):  # what was put together of days
        return False
    for each in moved:
        if not _are_first_as_before(seen, each):
            return False
        for place, has in enumerate((_has_theme, _is_confirmed, _is_decided), start=1):
            numbers[place] += has(each.now) - has(each.was)
    row.rows = [[*numbers, seen]]
    return min(numbers) >= 0 and max(numbers) == numbers[0]


def _has_theme(standing):
    return bool(standing.themes)


def _is_confirmed(standing):
    return standing.is_confirmed


def _is_decided(standing):
    return standing.is_decided


def _are_first_as_before(seen, each) -> bool:
    """Tell whether no theme has another first answer of the days now."""
    left = (seen[theme][1] for theme in each.was.themes - each.now.themes if theme in seen)
    came = each.now.themes - each.was.themes
    return each.order not in left and all(
        theme in seen and seen[theme][1] < each.order for theme in came
    )


def _moved(codebook, before) -> list[Moved]:
    """Return how the answers of these codings and readings stood and stand, if they count."""
    keys: set = set()
    for kind, model in (("codings", Coding), ("readings", AnswerReading)):
        touched = model.objects.filter(pk__in=list(before[kind]))
        keys |= set(touched.values_list("answer", flat=True))
    answers = readable_answers(codebook, by_key=True).substantive().filter(pk__in=keys)
    rows = list(answers.values_list("pk", "response__received_day"))
    was, now = _standings(codebook, [pk for pk, _day in rows], before)
    return [
        Moved(day, order_of(day, pk), was[pk], now[pk]) for pk, day in rows if was[pk] != now[pk]
    ]


def _standings(codebook, answers, before) -> tuple[dict, dict]:
    status = {str(pk): each for pk, each in codebook.themes.values_list("pk", "status")}
    codings: tuple = ({answer: [] for answer in answers}, {answer: [] for answer in answers})
    rows = Coding.objects.filter(answer__in=answers, theme__codebook=codebook)
    for pk, answer, theme, state, by in rows.values_list("pk", "answer", "theme", "state", "by"):
        now = (status[str(theme)], str(theme), state, by)
        codings[1][answer].append(now)
        told = before["codings"].get(str(pk), now)
        if isinstance(told, Mapping):
            theme = told["theme_id"]
            told = (status[theme], theme, told["state"], told["by_id"])
        if told is not None:  # None: the step made it
            codings[0][answer].append(told)
    readings = AnswerReading.objects.filter(codebook=codebook, answer__in=answers)
    read = {answer: str(pk) for pk, answer in readings.values_list("pk", "answer")}
    made = {key for key, state in before["readings"].items() if state is None}
    return (
        {
            each: _standing(codings[0][each], read.get(each, "") not in {"", *made})
            for each in answers
        },
        {each: _standing(codings[1][each], each in read) for each in answers},
    )


def _standing(codings, is_read) -> Standing:
    inside = [(theme, state) for status, theme, state, _by in codings if is_in(status, state)]
    return Standing(
        frozenset(theme for theme, _state in inside),
        any(state == Coding.State.CONFIRMED for _theme, state in inside),
        is_read or any(by is not None for *_coding, by in codings),
    )

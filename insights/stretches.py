"""Stretches of days, each of which is counted by itself in a large survey."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q


# So many are put together for a page whose counts went.
MOST = 100


class Stretch(NamedTuple):
    """The days from the first to the last."""

    first: date
    last: date

    def texts(self) -> list[str]:
        return [self.first.isoformat(), self.last.isoformat()]


def stretches_of(first: date | None, last: date | None) -> list[Stretch]:
    """Return the stretches from one day to another: days, or where they are too many, longer ones.

    They begin on the same days whenever somebody asks, so what was counted of them stays true.

    >>> [each.first.day for each in stretches_of(date(2026, 3, 1), date(2026, 3, 3))]
    [1, 2, 3]
    >>> len(stretches_of(date(2026, 1, 1), date(2026, 12, 31)))
    53
    """
    if first is None or last is None:
        return []
    length = 1
    while (last - first).days >= MOST * length:
        length *= 7
    start = first.toordinal() - first.toordinal() % length
    return [
        Stretch(_day(number), _day(number + length - 1))
        for number in range(start, last.toordinal() + 1, length)
    ]


def _day(number) -> date:
    return date.fromordinal(max(1, number))


def stretch_of(day: date, stretches: Sequence[Stretch]) -> Stretch | None:
    """Return in which of these, told in the order of time, a day is; None for none."""
    at = bisect(stretches, day, key=lambda each: each.first) - 1
    return stretches[at] if at >= 0 and day <= stretches[at].last else None


def came_in(stretches: Iterable[Stretch], response: str) -> Q:
    """Return a condition: whether somebody came in one of these; `response` is the way to them."""
    joined: list[Stretch] = []
    for each in sorted(stretches):
        if joined and joined[-1].last.toordinal() + 1 == each.first.toordinal():
            joined[-1] = Stretch(joined[-1].first, each.last)
        else:
            joined.append(each)
    return reduce(or_, (Q(**{f"{response}__received_day__range": each}) for each in joined))

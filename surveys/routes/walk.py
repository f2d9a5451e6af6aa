"""Walks every way through a survey at once.

Where two ways have seen the same pages and leave the same rules behind, they are one from there
on, so a survey with millions of combinations of answers has a few hundred places in all. It is
exact; where even that is too much, `TooManyRoutes` says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from surveys.routes.residual import comparisons_in, settle
from surveys.routes.stops import Asked, Stops


# A walk of so many takes about a second; real surveys need some tens.
MOST_SETTLED = 2_000
SKIPPED: tuple[str, ...] = ()

# The rules that are still open: for each page to come its own and its questions'.
State = tuple[tuple[Any, ...], ...]
# Every state that people can be in who have seen the same pages so far.
Place = frozenset[State]


class TooManyRoutes(ValueError):
    """The routes are too many to be told apart one by one."""


@dataclass(frozen=True)
class Step:
    """One page of a route, with the questions that are asked on it."""

    page: str
    questions: tuple[str, ...]


class Walk:
    """Every way through `stops`, as places joined page by page.

    `layers` has for each page a mapping of place to its ways on: the questions asked there (none:
    the page is not shown) and the place that they lead to.
    """

    def __init__(self, stops: Stops) -> None:
        self.stops = stops
        self._settled = 0
        start: set[State] = {tuple((p.rule, *(q.rule for q in p.questions)) for p in stops.pages)}
        for permission in stops.permissions:
            start = self._after(start, permission)
        self.start: Place = frozenset(start)
        self.layers: list[dict[Place, dict[tuple[str, ...], Place]]] = []
        places = {self.start}
        for number, _page in enumerate(stops.pages):
            layer = {place: self._ways_on(place, number) for place in places}
            self.layers.append(layer)
            places = {after for ways in layer.values() for after in ways.values()}

    def _ways_on(self, place, number):
        ways: dict[tuple[str, ...], set[State]] = {}
        for state in place:
            shown, after = self._past(state, self.stops.pages[number])
            ways.setdefault(shown, set()).update(after)
        return {shown: frozenset(after) for shown, after in ways.items()}

    def _past(self, state, page):
        """Return the questions asked of people in `state`, and how it may stand after them."""
        (page_rule, *rules), *rest = state
        asked = [q for q, rule in zip(page.questions, rules, strict=True) if page_rule and rule]
        states: set[State] = {tuple(rest)}
        for question in page.questions:
            states = self._after(states, question, is_asked=question in asked)
        return tuple(question.key for question in asked), states

    def _after(self, states: set[State], question: Asked, *, is_asked: bool = True) -> set[State]:
        after = set()
        for state in states:
            open_ones = _open_comparisons(state, question.key)
            answers = question.answers(open_ones) if is_asked and open_ones else [None]
            if not open_ones:
                after.add(state)
                continue
            # Answers that decide alike are one.
            alike = {_decided(open_ones, answer): answer for answer in reversed(answers)}
            self._settled += len(alike)
            if self._settled > MOST_SETTLED:
                raise TooManyRoutes
            after |= {_settled(state, question.key, answer) for answer in alike.values()}
        return after

    @cached_property
    def steps(self) -> set[tuple[str, tuple[str, ...]]]:
        """Every page with the questions that somebody is asked on it."""
        return {
            (page.key, shown)
            for page, layer in zip(self.stops.pages, self.layers, strict=True)
            for ways in layer.values()
            for shown in ways
            if shown
        }

    def count(self) -> int:
        """Return how many different routes there are."""
        return self.fold(lambda _step: 1, end=1, choose=sum, join=lambda _step, rest: rest)

    def fold(self, measure: Callable, *, end: Any, choose: Callable, join: Callable) -> Any:
        """Return `choose` over all routes of what `join` makes of their steps, from the end."""
        worth: dict[Place, Any] = {}
        for page, layer in zip(reversed(self.stops.pages), reversed(self.layers), strict=True):
            worth = {
                place: choose(
                    [
                        join(measure(Step(page.key, shown)), worth.get(after, end))
                        if shown
                        else worth.get(after, end)
                        for shown, after in ways.items()
                    ]
                )
                for place, ways in layer.items()
            }
        return worth.get(self.start, end)

    def routes(self) -> Iterator[tuple[Step, ...]]:
        """Yield each route as its steps, those that show most first."""
        yield from self._routes_from(self.start, 0)

    def _routes_from(self, place, number):
        if number == len(self.layers):
            yield ()
            return
        ways = self.layers[number][place]
        for shown in sorted(ways, key=len, reverse=True):
            step = (Step(self.stops.pages[number].key, shown),) if shown else ()
            for rest in self._routes_from(ways[shown], number + 1):
                yield step + rest


def _open_comparisons(state, key):
    return [c for rules in state for rule in rules for c in comparisons_in(rule) if c[1] == key]


def _decided(comparisons, answer):
    return tuple(settle(each, each[1], answer) for each in comparisons)


def _settled(state, key, answer):
    return tuple(tuple(settle(rule, key, answer) for rule in rules) for rules in state)

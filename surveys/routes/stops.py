"""A survey as one reader meets it: pages in order, each with its rule and its questions.

Made from a document that is still being checked, or from one that is published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from surveys.age_rules import GROWN_UP, OLDEST, YOUNGEST
from surveys.permission_purposes import ADULT_PERMISSION, is_put_to
from surveys.question_types import QUESTION_TYPES
from surveys.routes.residual import Residual, comparisons_in, residual_of, settle
from surveys.routing import GRANTED
from surveys.validation.parts import Parts, audiences_of, entries_of


@dataclass(frozen=True)
class Asked:
    """One question as a walk sees it: what it can be answered with."""

    key: str
    type: str
    rule: Residual = True
    is_required: bool = False
    may_be_unasked: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def answers(self, comparisons: list[tuple[Any, ...]]) -> list[Any]:
        """Return answers enough to decide each of these comparisons either way."""
        kind, settings = QUESTION_TYPES[self.type], dict(self.settings)
        named = [c[3] if isinstance(c[3], tuple) else (c[3],) for c in comparisons]
        compared = list(dict.fromkeys(value for each in named for value in each))
        if kind.is_list:
            # Codes that stand in the same comparisons decide alike: one of each kind is enough, and
            # best one that can be chosen beside others.
            lone = {o.get("code") for o in kind.options_of(settings) if o.get("exclusive")}
            compared.sort(key=lone.__contains__)
            alike = {tuple(code in each for each in named): code for code in reversed(compared)}
            dropped = set(compared) - set(alike.values())
            options = [o for o in kind.options_of(settings) if o.get("code") not in dropped]
            settings, compared = {**settings, "options": options}, list(alike.values())
        values = kind.likely_values(settings, compared)
        if self.may_be_unasked:
            values = [None, *values]
        return [value for value in values if value is not None or not self.is_required]


@dataclass(frozen=True)
class Stop:
    """One page as a walk sees it."""

    key: str
    rule: Residual
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Stops:
    """What one reader is asked beforehand, and the pages that then may follow."""

    permissions: tuple[Asked, ...]
    pages: tuple[Stop, ...]


def stops_of_parts(parts: Parts, audience: dict, age_band: str) -> Stops:
    """Return the stops of a document that is being checked."""
    reader = {"audience": audience["key"], "age_band": age_band}
    pages = [
        Stop(
            page["key"],
            _rule_of(page, reader),
            tuple(
                _asked(question, question, reader)
                for question in entries_of(page, "questions")
                if audience in parts.readers_of(page, question)
            ),
        )
        for page in parts.pages
        if not audiences_of(page) or audience["key"] in audiences_of(page)
    ]
    permissions = [p for p in parts.permissions if audience in parts.readers_of(None, p)]
    return _stops([(each, each) for each in permissions], pages, reader)


def stops_of(document, audience: str, age_band: str) -> Stops:
    """Return the stops of a parsed document."""
    reader = {"audience": audience, "age_band": age_band}
    pages = [
        Stop(
            page.key,
            _rule_of(vars(page), reader),
            tuple(
                _asked(vars(question), question.settings, reader)
                for question in page.questions
                if question.is_for(audience)
            ),
        )
        for page in document.pages_for(audience)
    ]
    permissions = [each for each in document.permissions if each.is_for(audience)]
    return _stops([(vars(each), each.settings) for each in permissions], pages, reader)


def _stops(permissions, pages, reader):
    band = reader["age_band"]
    asked = [
        _permission(question, settings, reader)
        for question, settings in permissions
        if is_put_to(str(settings["purpose"]), OLDEST.get(band, GROWN_UP))
    ]
    known = {each.key for each in asked} | {q.key for page in pages for q in page.questions}
    return Stops(tuple(asked), tuple(_without_others(page, known) for page in pages))


def _without_others(page, known):
    """Return a page whose rules look only at what this reader is asked: the rest has no answer."""
    questions = tuple(replace(q, rule=_settled(q.rule, known)) for q in page.questions)
    return replace(page, rule=_settled(page.rule, known), questions=questions)


def _settled(rule, known):
    for key in {comparison[1] for comparison in comparisons_in(rule)} - known:
        rule = settle(rule, key, None)
    return rule


def _permission(question, settings, reader):
    """Return a permission; some are put to a part of an age band only, or to the adult beside."""
    purpose = str(settings["purpose"])
    youngest = YOUNGEST.get(reader["age_band"], 0)
    only_some = purpose == ADULT_PERMISSION or not is_put_to(purpose, youngest)
    return replace(_asked(question, settings, reader), may_be_unasked=only_some, is_required=False)


def _rule_of(entry, reader):
    """Return the rule of a page or question, with the permission that it needs."""
    rule, needs = entry.get("show_if"), entry.get("needs")
    allowed = {"q": needs, "op": "eq", "v": GRANTED}
    both = [each for each in (allowed if needs else None, rule) if each]
    return residual_of({"all": both}, **reader)


def _asked(question, settings, reader):
    return Asked(
        question["key"],
        question["type"],
        _rule_of(question, reader),
        is_required=not question.get("optional", True),
        settings=settings,
    )

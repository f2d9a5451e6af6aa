"""Every audience has a way to the end, and every page and question has somebody to answer it.

Every way through is walked with the answers that matter (surveys.routes.walk), so two rules that
only together shut a page out are found. Where the ways are too many to be walked, each rule is
tried alone.
"""

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

from surveys.conditions import is_shown, questions_in
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.routes.stops import stops_of_parts
from surveys.routes.walk import SKIPPED, TooManyRoutes, Walk
from surveys.validation.ages import bands_of
from surveys.validation.parts import Parts, audiences_of, entries_of


# Rules that weigh more combinations than this are taken to be possible.
MOST_TRIED = 5_000
CHANGE = "Change its rule or its audiences, or remove it."
TOGETHER = (
    "Its rule can hold alone, but not for anybody whom the rules before it let come this far. "
    "Change one of them, or remove it."
)


def path_problems(parts: Parts) -> Iterator[Problem]:
    """Yield the dead ends of a document that is otherwise sound."""
    reached: set[tuple[str, str]] = set()  # (page key, question key or "") that somebody sees
    alone: set[tuple[str, str]] = set()
    for audience in parts.audiences:
        bands = bands_of(audience)
        possible = {each for band in bands for each in _walk_alone(parts, audience, band)}
        walks = [_walk(parts, audience, band) for band in bands]
        walked = possible if None in walks else {each for walk in walks for each in _seen(walk)}
        yield from _audience_problems(audience, walked, walks)
        reached |= walked
        alone |= possible
    for page in parts.pages:
        if (page["key"], "") not in reached:
            remedy = TOGETHER if (page["key"], "") in alone else CHANGE
            yield Problem(f"page '{page['key']}'", "nobody can ever reach it", remedy)
            continue
        for question in entries_of(page, "questions"):
            place = (page["key"], question["key"])
            if place not in reached:
                remedy = TOGETHER if place in alone else CHANGE
                where = f"page '{page['key']}', question '{question['key']}'"
                yield Problem(where, "nobody can ever be asked it", remedy)


def _audience_problems(audience, walked, walks):
    place = f"audience '{audience['key']}'"
    if not any(question for _, question in walked):
        remedy = "Add a page for it, or remove the audience."
        yield Problem(place, "there is no page with a question for it", remedy)
    elif any(walk is not None and _can_see_nothing(walk) for walk in walks):
        remedy = "Leave 'show_if' out of one page, or add a page for whoever is left."
        yield Problem(place, "some answers lead past every page", remedy)


def _can_see_nothing(walk):
    """Tell whether somebody who takes part comes to the end without a single page."""
    place = walk.start
    for layer in walk.layers:
        if SKIPPED not in layer[place]:
            return False
        place = layer[place][SKIPPED]
    return True


def _walk(parts, audience, band):
    """Return the walk of this audience at this age, or None where its ways are too many."""
    try:
        return Walk(stops_of_parts(parts, audience, band))
    except TooManyRoutes:
        return None


def _seen(walk):
    # A page with nothing but information is seen, though it asks nothing.
    seen = {(page, "") for page, _shown in walk.steps}
    return seen | {(page, key) for page, shown in walk.steps for key in shown}


def _walk_alone(parts, audience, band):
    """Return what this audience can be asked at this age, each rule looked at alone."""
    askable = {
        permission["key"]: permission
        for permission in parts.permissions
        if audience in parts.readers_of(None, permission)
    }
    walked = set()
    for page in parts.pages:
        named = audiences_of(page)
        if named and audience["key"] not in named:
            continue
        if not _can_be_asked(page, audience, band, askable):
            continue
        shown = [
            question
            for question in entries_of(page, "questions")
            if audience in parts.readers_of(page, question)
            and _can_be_asked(question, audience, band, askable)
        ]
        askable |= {question["key"]: question for question in shown}
        walked |= {(page["key"], question["key"]) for question in shown}
        walked |= {(page["key"], "")} if shown else set()
    return walked


def _can_be_asked(entry, audience, band, askable):
    needs, rule = entry.get("needs"), entry.get("show_if")
    if needs is not None and needs not in askable:
        return False
    if rule is None:
        return True
    compared: dict[str, list[Any]] = {}
    for leaf in questions_in(rule):
        value = leaf.get("v")
        compared.setdefault(leaf["q"], []).extend(value if isinstance(value, list) else [value])
    choices = [_answers_to(askable.get(key), values) for key, values in compared.items()]
    if math.prod(map(len, choices)) > MOST_TRIED:
        return True
    return any(
        is_shown(
            rule,
            dict(zip(compared, answers, strict=True)),
            audience=audience["key"],
            age_band=band,
        )
        for answers in product(*choices)
    )


def _answers_to(question, compared):
    """Return answers enough to decide every comparison with this question either way."""
    if question is None:
        return [None]
    return QUESTION_TYPES[question["type"]].likely_values(question, compared)

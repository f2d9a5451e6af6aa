"""Every audience has a way to the end, and every page and question has somebody to answer it.

A rule is tried with the answers that could be given, page by page. Each rule is looked at alone:
two rules that only together shut a page out are not found.
"""

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

from surveys.conditions import is_shown, questions_in
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.validation.ages import bands_of
from surveys.validation.parts import Parts, audiences_of, entries_of


# Rules that weigh more combinations than this are taken to be possible.
MOST_TRIED = 5_000


def path_problems(parts: Parts) -> Iterator[Problem]:
    """Yield the dead ends of a document that is otherwise sound."""
    reached: set[tuple[str, str]] = set()  # (page key, question key or "") that somebody sees
    for audience in parts.audiences:
        walked = {each for band in bands_of(audience) for each in _walk(parts, audience, band)}
        if not any(question for _, question in walked):
            yield Problem(
                f"audience '{audience['key']}'",
                "there is no page with a question for it",
                "Add a page for it, or remove the audience.",
            )
        reached |= walked
    for page in parts.pages:
        if (page["key"], "") not in reached:
            yield Problem(
                f"page '{page['key']}'",
                "nobody can ever reach it",
                "Change its rule or its audiences, or remove it.",
            )
            continue
        for question in entries_of(page, "questions"):
            place = f"page '{page['key']}', question '{question['key']}'"
            if (page["key"], question["key"]) not in reached:
                remedy = "Change its rule or its audiences, or remove it."
                yield Problem(place, "nobody can ever be asked it", remedy)


def _walk(parts, audience, band):
    """Return what this audience can be asked at this age, given the most helpful answers."""
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
        # A page with nothing but information is seen, though it asks nothing.
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

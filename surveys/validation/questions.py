"""The questions and permissions of a document, each by the rules of its type."""

from collections.abc import Iterator
from typing import Any

from surveys.problems import Problem, missing_keys, remedy_for, unknown_keys
from surveys.question_types import QUESTION_TYPES
from surveys.validation.ages import bands_of
from surveys.validation.parts import (
    QUESTION_KEYS,
    Parts,
    audience_name_problems,
    audiences_of,
    entries_of,
)
from surveys.validation.rules import rules_of
from surveys.wording import AGE_BANDS


LONGEST_CONCEPT = 60
NOT_SHUFFLED_FOR = ("u8", "8_11")


def question_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with each question, and with each permission as a question."""
    for place, page, question in parts.asked():
        name = question.get("type")
        kind = QUESTION_TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            remedy = remedy_for(name, QUESTION_TYPES)
            yield Problem(place, f"the type '{name}' is not known", remedy)
            continue
        yield from unknown_keys(question, (*QUESTION_KEYS, *kind.settings), place)
        yield from missing_keys(question, ("label", *kind.required), place)
        yield from _common_problems(question, place)
        yield from audience_name_problems(question, parts, place)
        if page is not None and audiences_of(question) and not parts.readers_of(page, question):
            remedy = "Change the audiences of the question or of its page."
            yield Problem(place, "its page is for none of its audiences", remedy)
        if (page is None) != kind.is_permission:
            yield _misplaced(place, kind)
        yield from _use_problems(parts, place, page, question, kind)
        yield from _setting_problems(place, question, kind)


def _misplaced(place, kind):
    if kind.is_permission:
        return Problem(place, "a permission stands on a page", "Move it to 'permissions'.")
    remedy = 'Give it "type": "consent", or move it to a page.'
    return Problem(place, "it is no permission", remedy)


def _use_problems(parts, place, page, question, kind):
    """Yield what does not suit a type: neighbours, no rule that uses it, or too young readers."""
    if kind.stands_alone and len(entries_of(page or {}, "questions")) > 1:
        yield Problem(place, "it shares its page", "Give it a page of its own.")
    rules = [rule for each in parts.pages for _, rule in rules_of(each)]
    if kind.opens and not _asks_about(rules, question["key"]):
        rule = f'"show_if": {{"q": "{question["key"]}", "op": "eq", "v": "{kind.opens}"}}'
        remedy = f"Give each page it speaks of the rule {rule}."
        yield Problem(place, "no page depends on it, so there is no way round", remedy)
    for audience in parts.readers_of(page, question):
        bands = set(bands_of(audience)) & _bands_named(page) & _bands_named(question)
        if bands & set(kind.not_for):
            message, remedy = kind.why_not
            yield Problem(place, message.replace("{audience}", audience["key"]), remedy)
        if bands & set(NOT_SHUFFLED_FOR) and question.get("shuffle") is True:
            remedy = "Take out 'shuffle': under-twelves all see one order."
            message = f"the order of options changes for '{audience['key']}'"
            yield Problem(place, message, remedy)


def _bands_named(entry):
    """Return the age bands that an entry's rule lets through, all where it names none."""
    rule = (entry or {}).get("show_if")
    parts = rule.get("all", [rule]) if isinstance(rule, dict) else []
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, dict) and part.get("op") == "band" and isinstance(part.get("v"), list):
            return {band for band in part["v"] if isinstance(band, str)}
    return set(AGE_BANDS)


def _asks_about(rule: Any, key: str) -> bool:
    if isinstance(rule, dict):
        return rule.get("q") == key or any(_asks_about(part, key) for part in rule.values())
    return isinstance(rule, list) and any(_asks_about(part, key) for part in rule)


def _common_problems(question, place):
    concept = question.get("concept", "")
    if not isinstance(concept, str) or len(concept) > LONGEST_CONCEPT:
        remedy = f"Use a text of {LONGEST_CONCEPT} characters at most."
        yield Problem(place, "'concept' cannot be used", remedy)
    if not isinstance(question.get("optional", True), bool):
        yield Problem(place, "'optional' is not true or false", "Write true, or leave it out.")


def _setting_problems(place, question, kind):
    wrong = [
        name
        for name, expected in kind.settings.items()
        if name in question and not _is_a(question[name], expected)
    ]
    for name in wrong:
        remedy = f"Write {_words_for(kind.settings[name])}."
        yield Problem(place, f"'{name}' has the wrong kind of value", remedy)
    if not wrong:
        for message, remedy in kind.problems(question):
            yield Problem(place, message, remedy)


def _is_a(value: Any, expected) -> bool:
    # In Python a bool is an int; in a survey true is no number.
    return isinstance(value, expected) and not (isinstance(value, bool) and expected is int)


def _words_for(expected):
    names = {int: "a whole number", str: "a text", list: "a list", bool: "true or false"}
    return names.get(expected, "a text, or an object of texts by reader")

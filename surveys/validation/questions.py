"""The questions and permissions of a document, each by the rules of its type."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from surveys.problems import Problem, missing_keys, remedy_for, unknown_keys
from surveys.question_types import QUESTION_TYPES
from surveys.question_types.consent import PURPOSES, TAKE_PART
from surveys.validation.parts import (
    QUESTION_KEYS,
    Parts,
    audience_name_problems,
    audiences_of,
    entries_of,
)
from surveys.validation.rules import rules_of


LONGEST_CONCEPT = 60


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
        if audience.get("age_band") in kind.not_for:
            remedy = "Ask them one question at a time, and name the other 'audiences' here."
            message = f"a {kind.name} is too hard for '{audience['key']}'"
            yield Problem(place, message, remedy)


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


def permission_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the permissions together: one a purpose, and taking part for all."""
    purposes = Counter(str(permission.get("purpose")) for permission in parts.permissions)
    for purpose, count in purposes.items():
        if count > 1 and purpose in PURPOSES:
            remedy = "Ask for each purpose once; word it for each audience."
            yield Problem("permissions", f"'{purpose}' is asked for {count} times", remedy)
    for permission in parts.permissions:
        place = f"permission '{permission['key']}'"
        if (permission["key"] == TAKE_PART) != (permission.get("purpose") == TAKE_PART):
            remedy = f"Use '{TAKE_PART}' as the key and the purpose of one permission."
            yield Problem(place, "its key and its purpose disagree", remedy)
        if permission.get("show_if") is not None:
            remedy = "Take out 'show_if', and name its 'audiences' instead."
            yield Problem(place, "a permission has no rule", remedy)
    yield from _take_part_problems(parts)


def _take_part_problems(parts):
    asking = [each for each in parts.permissions if each["key"] == TAKE_PART]
    if not asking:
        remedy = f"Add a permission with the key and purpose '{TAKE_PART}'."
        yield Problem("permissions", "nobody is asked whether they take part", remedy)
    for permission in asking:
        reached = {audience["key"] for audience in parts.readers_of(None, permission)}
        for key in [key for key in parts.audience_keys if key not in reached]:
            remedy = f"Name '{key}' in its 'audiences', or leave them out."
            message = f"'{key}' is never asked whether they take part"
            yield Problem(f"permission '{TAKE_PART}'", message, remedy)

"""Each rule is well formed and looks back only, at answers that can be given.

Rules may refer to permissions and to questions of earlier pages. The questions of one page are one
form, sent at once, so one cannot decide about its neighbour; and no route can go in a circle.
"""

from collections.abc import Iterator
from typing import Any

from surveys.conditions import GROUPS, OPERATORS, questions_in
from surveys.problems import Problem, remedy_for, unknown_keys
from surveys.question_types import QUESTION_TYPES
from surveys.validation.parts import Parts, entries_of
from surveys.wording import AGE_BANDS


DEEPEST = 20


def routing_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the rules of pages and questions."""
    pages_of = {}  # question key -> number of its page; permissions come before all pages
    for number, page in enumerate(parts.pages):
        for question in entries_of(page, "questions"):
            pages_of.setdefault(question["key"], number)
    every = {question["key"]: question for _, _, question in parts.asked()}
    for number, page in enumerate(parts.pages):
        for place, rule in rules_of(page):
            broken = list(_form_problems(rule, place, parts, DEEPEST))
            yield from broken
            for leaf in [] if broken else questions_in(rule):
                yield from _leaf_problems(leaf, place, every)
                if pages_of.get(leaf["q"], -1) >= number:
                    yield _looks_ahead(leaf, place, pages_of[leaf["q"]] == number)


def rules_of(page: dict) -> list[tuple[str, Any]]:
    """Return (place, rule) for a page and its questions that have one."""
    place = f"page '{page['key']}'"
    entries = [(place, page)]
    entries += [(f"{place}, question '{q['key']}'", q) for q in entries_of(page, "questions")]
    return [(where, entry["show_if"]) for where, entry in entries if "show_if" in entry]


def _looks_ahead(leaf, place, is_same_page):
    where = "on the same page" if is_same_page else "on a later page"
    return Problem(
        place,
        f"its rule asks about '{leaf['q']}', which is {where}",
        f"Move '{leaf['q']}' to an earlier page: a page is sent as one form, so a rule can only "
        "look at permissions and at pages already sent.",
    )


def _form_problems(rule, place, parts, depth):
    if not isinstance(rule, dict) or not rule:
        yield Problem(place, "its rule is not an object", "Write a rule, or leave 'show_if' out.")
    elif depth == 0:
        yield Problem(place, "its rule is nested too deeply", "Write it with fewer levels.")
    elif "q" in rule or "op" in rule:
        yield from _comparison_problems(rule, place, parts)
    elif len(rule) != 1 or next(iter(rule)) not in (*GROUPS, "not"):
        remedy = "Use 'all', 'any' or 'not' alone, or 'q' with 'op'."
        names = ", ".join(map(str, rule))
        yield Problem(place, f"its rule cannot be read: it has {names}", remedy)
    elif "not" in rule:
        yield from _form_problems(rule["not"], place, parts, depth - 1)
    else:
        group = next(iter(rule))
        if not isinstance(rule[group], list) or not rule[group]:
            yield Problem(place, f"'{group}' is not a list of rules", "List at least one rule.")
            return
        for part in rule[group]:
            yield from _form_problems(part, place, parts, depth - 1)


def _comparison_problems(rule, place, parts):
    about_reader = "q" not in rule
    known = [each.name for each in OPERATORS.values() if each.about_reader == about_reader]
    yield from unknown_keys(rule, ("q", "op", "v"), f"{place}, rule")
    if rule.get("op") not in known:
        remedy = remedy_for(rule.get("op"), known)
        yield Problem(place, f"its rule's op '{rule.get('op')}' is not known here", remedy)
        return
    if not about_reader and not isinstance(rule["q"], str):
        yield Problem(place, "its rule's 'q' is not a key", "Name one question.")
    operator = OPERATORS[rule["op"]]
    if operator.wants == "nothing":
        if "v" in rule:
            yield Problem(place, f"'{operator.name}' compares with nothing", "Take out 'v'.")
        return
    if not _is_wanted(rule.get("v"), operator.wants):
        remedy = {
            "list": 'Write "v": [...] with at least one value.',
            "number": 'Write "v" with a number.',
            "one": 'Write "v" with one text or number.',
        }[operator.wants]
        yield Problem(place, f"'{operator.name}' has nothing it can compare with", remedy)
    elif about_reader:
        yield from _reader_problems(operator, rule["v"], place, parts)


def _is_wanted(value, wants):
    if wants == "list":
        return isinstance(value, list) and bool(value) and all(map(_is_plain, value))
    return _is_plain(value) and (wants == "one" or not isinstance(value, str))


def _is_plain(value):
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _reader_problems(operator, names, place, parts):
    known = parts.audience_keys if operator.name == "audience" else AGE_BANDS
    for name in [name for name in names if name not in known]:
        yield Problem(place, f"its rule names '{name}', which nobody is", remedy_for(name, known))


def _leaf_problems(leaf, place, every):
    key, op = leaf["q"], leaf["op"]
    if key not in every:
        remedy = remedy_for(key, every)
        yield Problem(place, f"its rule asks about '{key}', which is no question", remedy)
        return
    kind = QUESTION_TYPES.get(str(every[key].get("type")))
    if kind is None:
        return
    if op not in kind.operators:
        allowed = ", ".join(kind.operators) or "nothing: it has no answer"
        remedy = f"A question of type {kind.name} can be compared by {allowed}."
        yield Problem(place, f"its rule compares '{key}' by '{op}'", remedy)
        return
    wanted = leaf["v"] if isinstance(leaf.get("v"), list) else [leaf.get("v")]
    if OPERATORS[op].wants in ("one", "list"):
        for value in wanted:
            if not kind.can_be(every[key], value):
                remedy = remedy_for(value, kind.codes_of(every[key]) or ["a whole number"])
                yield Problem(
                    place, f"its rule asks for '{value}', which '{key}' does not offer", remedy
                )

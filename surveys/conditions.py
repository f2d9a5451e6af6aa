"""Rules that say whether something is asked: parsed data, never code.

A rule is {"all": [...]}, {"any": [...]}, {"not": ...}, {"q": key, "op": name, "v": value}, or a
rule about the reader: {"op": "audience", "v": [...]}, {"op": "band", "v": [...]}.
"""

from collections.abc import Callable, Mapping
from typing import Any


Answers = Mapping[str, Any]
GROUPS = ("all", "any")
READER_RULES = ("audience", "band")


def _as_set(value: Any) -> set[Any]:
    return set(value) if isinstance(value, list | tuple) else {value}


def _greater(answer: Any, value: Any) -> bool:
    return isinstance(answer, int | float) and bool(answer > value)


def _less(answer: Any, value: Any) -> bool:
    return isinstance(answer, int | float) and bool(answer < value)


def _equal(answer: Any, value: Any) -> bool:
    return bool(answer == value)


def _different(answer: Any, value: Any) -> bool:
    return bool(answer != value)


def _in(answer: Any, value: Any) -> bool:
    return answer in value


def _not_in(answer: Any, value: Any) -> bool:
    return answer not in value


def _any_of(answer: Any, value: Any) -> bool:
    return bool(_as_set(answer) & set(value))


def _none_of(answer: Any, value: Any) -> bool:
    return not _as_set(answer) & set(value)


# name -> (compares, the value is a list). An unanswered question fails every comparison.
OPERATORS: dict[str, tuple[Callable[[Any, Any], bool], bool]] = {
    "eq": (_equal, False),
    "ne": (_different, False),
    "in": (_in, True),
    "nin": (_not_in, True),
    "any_of": (_any_of, True),
    "none_of": (_none_of, True),
    "gt": (_greater, False),
    "lt": (_less, False),
}
PRESENCE = ("answered", "not_answered")


def is_shown(
    rule: Mapping[str, Any] | None, answers: Answers, *, audience: str, age_band: str
) -> bool:
    """Tell whether `rule` lets its page or question be asked.

    Parameters
    ----------
    rule : mapping or None
        A rule that `problems_of_rule` found sound; None is always shown.
    answers : mapping of question key to machine value
        None or a missing key means not answered.
    audience, age_band : str
        The reader.

    Examples
    --------
    >>> is_shown({"q": "age", "op": "gt", "v": 8}, {"age": 9}, audience="child", age_band="8_11")
    True
    """
    if not rule:
        return True
    if "all" in rule:
        return all(is_shown(r, answers, audience=audience, age_band=age_band) for r in rule["all"])
    if "any" in rule:
        return any(is_shown(r, answers, audience=audience, age_band=age_band) for r in rule["any"])
    if "not" in rule:
        return not is_shown(rule["not"], answers, audience=audience, age_band=age_band)
    if "q" not in rule:
        return (audience if rule["op"] == "audience" else age_band) in rule["v"]
    return _holds(rule, answers.get(rule["q"]))


def _holds(rule: Mapping[str, Any], answer: Any) -> bool:
    is_answered = answer not in (None, "", [])
    if rule["op"] in PRESENCE:
        return is_answered == (rule["op"] == "answered")
    compare, _ = OPERATORS[rule["op"]]
    return is_answered and compare(answer, rule["v"])


def questions_in(rule: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """Return every comparison with a question that a rule holds, however deep."""
    if not rule:
        return []
    if "not" in rule:
        return questions_in(rule["not"])
    parts = [part for group in GROUPS for part in rule.get(group, [])]
    return [leaf for part in parts for leaf in questions_in(part)] or (
        [rule] if "q" in rule else []
    )

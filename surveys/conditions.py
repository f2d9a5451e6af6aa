"""Rules that say whether something is asked: parsed data, never code.

A rule is {"all": [...]}, {"any": [...]}, {"not": ...}, {"q": key, "op": name, "v": value}, or a
rule about the reader: {"op": "audience", "v": [...]}, {"op": "band", "v": [...]}.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


Answers = Mapping[str, Any]
Rule = Mapping[str, Any]
GROUPS = ("all", "any")


@dataclass(frozen=True)
class Operator:
    """One way to compare an answer with a value.

    Attributes
    ----------
    name : str
        The word a rule uses for it.
    holds : callable
        Takes the answer and the rule's value.
    wants : str
        What the rule's "v" is: "one" value, a "list", a "number", or "nothing".
    about_reader : bool
        Whether it compares the reader, not an answer.

    Examples
    --------
    >>> OPERATORS["gt"].holds(3, 2)
    True
    """

    name: str
    holds: Callable[[Any, Any], bool]
    wants: str = "one"
    about_reader: bool = False


def is_answered(answer: Any) -> bool:
    """Tell whether a machine value is an answer at all; 0 is one."""
    return answer not in (None, "", [])


def _as_set(answer: Any) -> set[Any]:
    return set(answer) if isinstance(answer, list | tuple) else {answer}


def _greater(answer: Any, value: Any) -> bool:
    # "na" on a scale is an answer, but no number.
    return isinstance(answer, int | float) and bool(answer > value)


def _less(answer: Any, value: Any) -> bool:
    return isinstance(answer, int | float) and bool(answer < value)


# An unanswered question fails every comparison, "ne" and "none_of" too; ask with not_answered.
OPERATORS: dict[str, Operator] = {
    each.name: each
    for each in (
        Operator("eq", lambda answer, value: is_answered(answer) and bool(answer == value)),
        Operator("ne", lambda answer, value: is_answered(answer) and bool(answer != value)),
        Operator("in", lambda answer, value: is_answered(answer) and answer in value, "list"),
        Operator("nin", lambda answer, value: is_answered(answer) and answer not in value, "list"),
        Operator(
            "any_of",
            lambda answer, value: is_answered(answer) and bool(_as_set(answer) & set(value)),
            "list",
        ),
        Operator(
            "none_of",
            lambda answer, value: is_answered(answer) and not _as_set(answer) & set(value),
            "list",
        ),
        Operator("gt", _greater, "number"),
        Operator("lt", _less, "number"),
        Operator("answered", lambda answer, value: is_answered(answer), "nothing"),
        Operator("not_answered", lambda answer, value: not is_answered(answer), "nothing"),
        Operator("audience", lambda reader, value: reader in value, "list", about_reader=True),
        Operator("band", lambda reader, value: reader in value, "list", about_reader=True),
    )
}
PRESENCE = ("answered", "not_answered")


def is_shown(rule: Rule | None, answers: Answers, *, audience: str, age_band: str) -> bool:
    """Tell whether `rule` lets its page or question be asked.

    Parameters
    ----------
    rule : mapping or None
        A rule that the document's validation found sound; None is always shown.
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
    if "q" in rule:
        compared = answers.get(rule["q"])
    else:
        compared = audience if rule["op"] == "audience" else age_band
    return OPERATORS[rule["op"]].holds(compared, rule.get("v"))


def questions_in(rule: Rule | None) -> list[Rule]:
    """Return every comparison with a question that a rule holds, however deep."""
    if not rule:
        return []
    parts = [part for group in GROUPS for part in rule.get(group, ())]
    parts += [rule["not"]] if "not" in rule else []
    return [leaf for part in parts for leaf in questions_in(part)] + ([rule] if "q" in rule else [])

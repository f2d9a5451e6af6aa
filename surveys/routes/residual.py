"""What is left of a rule when some of its answers are known.

A rule becomes True, False, or a tuple that can be hashed: ("q", key, op, value), ("not", rule),
("all", rules) or ("any", rules). Two answers that leave the same behind have the same future, so
a walk need not tell them apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from surveys.conditions import GROUPS, OPERATORS


Residual = bool | tuple[Any, ...]


def residual_of(rule: Mapping[str, Any] | None, *, audience: str, age_band: str) -> Residual:
    """Return the rule with what it asks about the reader settled.

    Examples
    --------
    >>> rule = {"all": [{"op": "audience", "v": ["child"]}, {"q": "goes", "op": "answered"}]}
    >>> residual_of(rule, audience="child", age_band="8_11")
    ('q', 'goes', 'answered', None)
    >>> residual_of(rule, audience="parent", age_band="adult")
    False
    """
    if not rule:
        return True
    for group in GROUPS:
        if group in rule:
            parts = [residual_of(r, audience=audience, age_band=age_band) for r in rule[group]]
            return _group(group, parts)
    if "not" in rule:
        return _not(residual_of(rule["not"], audience=audience, age_band=age_band))
    if "q" in rule:
        value = rule.get("v")
        return ("q", rule["q"], rule["op"], tuple(value) if isinstance(value, list) else value)
    compared = audience if rule["op"] == "audience" else age_band
    return OPERATORS[rule["op"]].holds(compared, rule.get("v"))


def settle(rule: Residual, key: str, answer: Any) -> Residual:
    """Return what is left when the question `key` has this answer; None is no answer."""
    if isinstance(rule, bool):
        return rule
    kind = rule[0]
    if kind == "q":
        return OPERATORS[rule[2]].holds(answer, rule[3]) if rule[1] == key else rule
    if kind == "not":
        return _not(settle(rule[1], key, answer))
    return _group(kind, [settle(part, key, answer) for part in rule[1]])


def comparisons_in(rule: Residual) -> Iterator[tuple[Any, ...]]:
    """Yield each comparison that is still open."""
    if isinstance(rule, bool):
        return
    if rule[0] == "q":
        yield rule
        return
    for part in [rule[1]] if rule[0] == "not" else rule[1]:
        yield from comparisons_in(part)


def _not(rule: Residual) -> Residual:
    if isinstance(rule, bool):
        return not rule
    return rule[1] if rule[0] == "not" else ("not", rule)


def _group(kind: str, parts: Iterable[Residual]) -> Residual:
    decides = kind == "any"  # one True settles an "any", one False an "all"
    kept: set[Residual] = set()
    for part in parts:
        if part is decides:
            return decides
        if isinstance(part, tuple):
            kept |= part[1] if part[0] == kind else {part}
    if len(kept) > 1:
        return (kind, frozenset(kept))
    return kept.pop() if kept else not decides

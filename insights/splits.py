"""How many people tell of help that went well, badly or both. Pure.

It is about the help, never about a person's mood: engine/stance.py says by what rules.
"""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from insights.engine.stance import VALUES


DIVIDED_FROM = 3  # fewer people on one side are no side


def stance_of_person(said: Iterable[str]) -> str:
    """Return the one stance of a person who said several things in a theme.

    Who told of both is mixed, and a wish beside praise or complaint leaves the praise or complaint.

    >>> stance_of_person(["well", "wanted", "badly"])
    'mixed'
    """
    values = set(said)
    if {"well", "badly"} <= values:
        return "mixed"
    order = ("mixed", *VALUES)
    return next((value for value in order if value in values), "neither")


def split_of_people(people: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return how many people have each of `VALUES`; each person is counted once."""
    counts = Counter(stance_of_person(said) for said in people)
    return {value: counts[value] for value in VALUES}


def is_divided(split: dict[str, int]) -> bool:
    """Tell whether a theme holds praise and complaint both: a fifth each of those who tell of help.

    >>> is_divided({"well": 3, "badly": 9, "mixed": 0}), is_divided({"well": 1, "badly": 9})
    (True, False)
    """
    told = [split.get(value, 0) for value in ("well", "badly", "mixed")]
    return min(told[:2]) >= DIVIDED_FROM and 5 * min(told[:2]) >= sum(told)


def parts_of(split: dict[str, int]) -> list[dict]:
    """Return the parts of a split bar, or none where nobody is counted."""
    names = {
        "well": _("Went well:"),
        "badly": _("Went badly:"),
        "mixed": _("Both:"),
        "wanted": _("A wish:"),
        "neither": _("Neither:"),
    }
    total, start, parts = sum(split.values()), 0.0, []
    for value in VALUES:  # as kept figures come back in an order of the database's
        count = split.get(value, 0)
        percent = round(100 * count / total, 2) if total else 0
        parts.append(
            {"label": names[value], "count": count, "start": round(start, 2), "percent": percent}
        )
        start += percent
    return parts if total else []

"""Whether quotes show all that was said: every side of a theme, and everybody. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass


TYPICAL, STRONG, DISSENTING = "typical", "strong", "dissenting"
KINDS = (TYPICAL, STRONG, DISSENTING)
MOST_OF_ONE_PERSON = 2
_OPPOSITE = {"well": "badly", "badly": "well"}


@dataclass(frozen=True)
class Counted:
    """What balance needs to know of one quote."""

    id: Hashable
    theme: Hashable
    kind: str
    person: Hashable
    audience: str


def kinds_by_theme(quotes: Iterable[Counted]) -> dict:
    """Return {theme: {kind: how many quotes}}, every kind always there."""
    found: dict = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    for quote in quotes:
        found[quote.theme][quote.kind] += 1
    return dict(found)


def quoted_too_often(quotes: Iterable[Counted]) -> list[list]:
    """Return the ids of the quotes of each person who is quoted more than twice.

    >>> one = [Counted(n, "t", TYPICAL, "p", "child") for n in range(3)]
    >>> quoted_too_often(one)
    [[0, 1, 2]]
    """
    by_person: dict = defaultdict(list)
    for quote in quotes:
        by_person[quote.person].append(quote.id)
    return [ids for ids in by_person.values() if len(ids) > MOST_OF_ONE_PERSON]


def within_limit(quotes: Iterable, person_of: Callable) -> list:
    """Return the quotes without any of a person who stands there twice before.

    >>> within_limit(["ann 1", "ann 2", "ben 1", "ann 3"], lambda each: each[:3])
    ['ann 1', 'ann 2', 'ben 1']
    """
    seen: Counter = Counter()
    kept = []
    for quote in quotes:
        seen[person_of(quote)] += 1
        if seen[person_of(quote)] <= MOST_OF_ONE_PERSON:
            kept.append(quote)
    return kept


def main_stance(stances: Iterable[str]) -> str:
    """Return what most who take a side say of how help went: "well", "badly", or "" for neither.

    >>> main_stance(["well", "badly", "badly", "neither"])
    'badly'
    """
    counts = Counter(stance for stance in stances if stance in _OPPOSITE)
    if counts["well"] == counts["badly"]:
        return ""
    return counts.most_common(1)[0][0]


def is_dissent(stance: str, main: str) -> bool:
    """Tell whether a place says the opposite of what most in its theme say."""
    return bool(main) and stance == _OPPOSITE[main]

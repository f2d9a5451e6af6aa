"""Counts of people by theme and group, as plain data. Pure.

A person's place is a tuple of codes: one where groups are apart, several where a person can be in
more than one, none where it is not known. Not known is a group of its own, never "not in it".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


Place = tuple[str, ...]
NOT_KNOWN = ""


@dataclass(frozen=True)
class NamedTheme:
    """One theme, or themes of the same name in several questions; `questions` were asked for it.

    `parent` is what it is part of everywhere. `places` tell where it is part of what, "" for of
    none; left out, it is what `parent` says in all its questions.
    """

    key: str
    name: str
    questions: frozenset[str]
    parent: str = ""
    is_serious: bool = False
    places: tuple[tuple[str, frozenset[str]], ...] = ()

    def wholes(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return each theme that it is part of, with the questions in which it only is that."""
        places = self.places or ((self.parent, self.questions),)
        return tuple(
            (whole, alone)
            for whole, asked in places
            if whole and whole != self.key
            if (alone := asked.difference(*(each for one, each in places if one != whole)))
        )


@dataclass(frozen=True)
class Tally:
    """How many people answered each question, and named each theme, by place.

    `people`: question -> place -> people. `said`: theme -> place -> people, each counted once.
    """

    themes: tuple[NamedTheme, ...] = ()
    people: Mapping[str, Mapping[Place, int]] = field(default_factory=dict)
    said: Mapping[str, Mapping[Place, int]] = field(default_factory=dict)

    def groups(self) -> list[str]:
        """Return every group that somebody is in, the largest first; not known comes last."""
        sizes = self.base_by_group(self.people)
        known = sorted(sizes.keys() - {NOT_KNOWN}, key=lambda group: (-sizes[group], group))
        return known + [NOT_KNOWN] * (NOT_KNOWN in sizes)

    def base_by_group(self, questions: Iterable[str]) -> Counter:
        """Return how many people of each group answered any of these questions."""
        total: Counter = Counter()
        for question in questions:
            total.update(by_group(self.people.get(question, {})))
        return total

    def base(self, questions: Iterable[str]) -> int:
        """Return how many people answered any of these questions."""
        return sum(sum(self.people.get(question, {}).values()) for question in questions)

    def said_by_group(self, theme: str) -> Counter:
        return by_group(self.said.get(theme, {}))

    def said_by_all(self, theme: str) -> int:
        return sum(self.said.get(theme, {}).values())


def groups_of(place: Place) -> Place:
    """Return the groups of a place: the group "not known" where none is known."""
    return place or (NOT_KNOWN,)


def by_group(places: Mapping[Place, int]) -> Counter:
    """Return people by group; who is in several groups is counted in each of them.

    >>> sorted(by_group({("health",): 3, ("health", "youth"): 2, (): 1}).items())
    [('', 1), ('health', 5), ('youth', 2)]
    """
    total: Counter = Counter()
    for place, people in places.items():
        for group in groups_of(place):
            total[group] += people
    return total

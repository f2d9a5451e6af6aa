"""Services: what they share, and what lies between them. Pure, over counts.

A theme is shared by services whose people say it; it lies between services when people who used
or work in several of them say it oftener than people who know one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from insights.comparing.differences import ENOUGH, Compared
from insights.comparing.tally import NOT_KNOWN, NamedTheme, Tally


# From this share of a service's people on, the service is said to share a theme (ours).
SHARED_FROM = 0.10
ONE, SEVERAL, NO_SERVICE = "one", "several", "none"


@dataclass(frozen=True)
class Joins:
    """Two tallies of the same people: by service, and by whether they know one or several."""

    by_service: Tally
    by_number: Tally
    has_partners: bool = False  # whether working with a service counts as knowing it

    @classmethod
    def nobody(cls) -> "Joins":
        """Return the joins of a question that nobody's answers were sorted in."""
        return cls(Tally(), Tally())

    def services(self) -> list[str]:
        """Return the services that somebody is in, the largest first."""
        apart = (NOT_KNOWN, NO_SERVICE)
        return [group for group in self.by_service.groups() if group not in apart]

    def shares(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Return theme -> service -> (people who said it, people who answered)."""
        return shares_of(self.by_service, self.services())


def shares_of(tally: Tally, groups: Sequence[str]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return theme -> group -> (people who said it, people who answered)."""
    shares: dict[str, dict[str, tuple[int, int]]] = {}
    for theme in tally.themes:
        said = tally.said_by_group(theme.key)
        bases = tally.base_by_group(theme.questions)
        shares[theme.key] = {group: (said[group], bases[group]) for group in groups}
    return shares


def joins_of(
    themes: Sequence[NamedTheme], people: Mapping, said: Mapping, *, has_partners: bool = False
) -> Joins:
    """Return both tallies of rows keyed by (services in, services with); None: not known."""
    return Joins(
        Tally(tuple(themes), _placed(people, _in_service), _placed(said, _in_service)),
        Tally(tuple(themes), _placed(people, _in_number), _placed(said, _in_number)),
        has_partners,
    )


def services_that_say(
    shares: Mapping[str, tuple[int, int]], services: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the services with enough answers, and those of them whose people say the theme."""
    enough = [service for service in services if shares[service][1] >= ENOUGH]
    saying = [one for one in enough if shares[one][0] >= SHARED_FROM * shares[one][1]]
    return enough, saying


def shared_by_all(joins: Joins, shares: Mapping | None = None) -> list[NamedTheme]:
    """Return the themes that every service with enough answers shares: two services or more.

    `shares` are those that may be shown, services in the order shown; without them all are,
    exactly.
    """
    shares = shares or joins.shares()
    found = []
    for theme in joins.by_service.themes:
        enough, saying = services_that_say(shares[theme.key], [*shares[theme.key]])
        if len(enough) > 1 and enough == saying:
            found.append(theme)
    return found


def shared_by_pairs(
    joins: Joins, shares: Mapping | None = None
) -> dict[tuple[str, str], list[NamedTheme]]:
    """Return for each pair of services with enough answers the themes that both share."""
    shares = shares or joins.shares()
    found: dict[tuple[str, str], list[NamedTheme]] = {}
    for theme in joins.by_service.themes:
        enough, saying = services_that_say(shares[theme.key], [*shares[theme.key]])
        for pair in combinations(enough, 2):
            found.setdefault(pair, [])
            if set(pair) <= set(saying):
                found[pair].append(theme)
    return found


def lies_between(compared: Compared) -> bool:
    """Tell of those who know several services beside those who know one: do they say it oftener."""
    return compared.is_difference and compared.higher == SEVERAL


def _placed(rows, place_in) -> dict:
    placed: dict = {}
    for key, places in rows.items():
        counts = placed.setdefault(key, Counter())
        for (inside, beside), people in places.items():
            counts[place_in(inside, beside)] += people
    return placed


def _in_service(inside, _beside):
    if inside is None:
        return ()
    return inside or (NO_SERVICE,)


def _in_number(inside, beside):
    if inside is None:
        return ()
    known = {*inside, *(beside or ())} if inside else set()
    return (SEVERAL if len(known) > 1 else ONE if known else NO_SERVICE,)

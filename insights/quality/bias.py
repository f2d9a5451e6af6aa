"""Whether the machine misses more of what some people say than of others: THM-7. Pure.

Three shares of each group: of what people saw in its answers, how much the machine found; of its
answers read twice, how many were read alike; of all its answers, how many have a theme at all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from insights.quality.readings import Item
from insights.statistics.testing import benjamini_hochberg, compare_two


# OURS, as for comparisons: ten points lower, and not likely to be chance.
POINTS, CHANCE = 0.10, 0.05
MEASURES = ("found", "alike", "covered")

Share = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """One group of people: (count, base) of each measure, and the measures it is worse off in."""

    dimension: str
    group: str
    shares: Mapping[str, Share]
    lower: frozenset[str] = frozenset()


def audit_by_group(
    about: Mapping[str, Mapping[str, str]],
    items: Iterable[Item],
    themes: Sequence[str],
    with_theme: Iterable[str],
) -> list[Group]:
    """Return every group of every dimension with its shares, and where it is worse off.

    `about`: answer -> dimension -> group, of all answers; `with_theme` are those with a theme.
    Each group is tested against everybody else, and all tests of the page are adjusted together.
    """
    counts = {measure: (Counter(), Counter()) for measure in MEASURES}
    covered = set(with_theme)
    for answer in about:
        _count(counts["covered"], about[answer], answer in covered, 1)
    for item in items:
        told = about.get(item.answer, {})
        if item.truth is not None:
            true = [theme for theme in themes if item.truth.says(theme)]
            found = sum(item.machine.says(theme) is True for theme in true)
            _count(counts["found"], told, found, len(true))
        if item.is_read_twice:
            _count(counts["alike"], told, not item.disputed(themes), 1)
    places = sorted({place for _hits, bases in counts.values() for place in bases})
    shares = {
        place: {measure: (hits[place], bases[place]) for measure, (hits, bases) in counts.items()}
        for place in places
    }
    lower = _lower(shares)
    return [Group(*place, shares[place], frozenset(lower.get(place, ()))) for place in places]


def _count(counted, told, hits, base):
    for place in told.items():
        counted[0][place] += hits
        counted[1][place] += base


def _lower(shares) -> dict[tuple[str, str], set[str]]:
    """Return the measures in which each group is surely and plainly below everybody else."""
    tests = [
        (place, measure, compare_two(*own, *other))
        for place, by_measure in shares.items()
        for measure, own in by_measure.items()
        if own[1] and (other := _others(shares, place, measure))[1]
    ]
    adjusted = benjamini_hochberg([found.tested.p for _place, _measure, found in tests])
    lower: dict[tuple[str, str], set[str]] = {}
    for (place, measure, found), chance in zip(tests, adjusted, strict=True):
        if found.difference <= -POINTS and chance < CHANCE:
            lower.setdefault(place, set()).add(measure)
    return lower


def _others(shares, place, measure) -> Share:
    """Return the share of everybody who is in another group of the same dimension."""
    others = [each[measure] for key, each in shares.items() if key[0] == place[0] and key != place]
    return sum(hits for hits, _base in others), sum(base for _hits, base in others)

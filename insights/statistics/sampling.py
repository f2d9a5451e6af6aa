"""Seeded resampling, and the sample of answers that a second person reads. Pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import ceil
from operator import mul
from random import Random

import numpy


TIMES = 1000
# Of so many resamples the statistic has to be known, else its interval would be a guess.
KNOWN_AT_LEAST = 0.5

# Practice note THM-5: a tenth of the answers, and never fewer than 50.
SAMPLE_SHARE, SAMPLE_AT_LEAST = 0.1, 50


def bootstrap_interval(
    statistic: Callable[[Sequence[int]], float | None],
    counts: Sequence[int],
    *,
    seed: int,
    times: int = TIMES,
) -> tuple[float, float] | None:
    """Return the 95% percentile interval of a statistic, or None where it is mostly unknown.

    Efron (1979). What is resampled are units of a few kinds, given as how many there are of
    each: drawing the units again is drawing the counts from a multinomial, so that 100,000 units
    cost as much as 100.
    """
    total = sum(counts)
    if not total:
        return None
    draws = numpy.random.default_rng(seed).multinomial(
        total, [count / total for count in counts], size=times
    )
    # Many draws of few units are the same: each is worked out once.
    often = Counter(map(tuple, draws.tolist()))
    found = [each for draw, n in often.items() for each in [statistic(draw)] * n]
    known = [each for each in found if each is not None]
    if len(known) < KNOWN_AT_LEAST * times:
        return None
    low, high = numpy.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def interval_of_sums(
    rows: Iterable[Sequence[int]],
    statistic: Callable[[Sequence[int]], float | None],
    *,
    seed: int,
) -> tuple[float, float] | None:
    """Return the 95% bootstrap interval of a statistic of sums over units, or None.

    A unit is one row of counts, such as all that was found in one answer: whole rows are drawn
    again, so that what hangs together inside a unit stays together.
    """
    kinds = Counter(map(tuple, rows))
    amounts = list(zip(*kinds, strict=True))

    def of_counts(counts):
        return statistic(
            [sum(map(mul, counts, amount)) for amount in amounts],
        )

    return bootstrap_interval(of_counts, list(kinds.values()), seed=seed)


def clustered_interval(
    clusters: Mapping[tuple[int, int], int], *, seed: int, times: int = TIMES
) -> tuple[float, float] | None:
    """Return the 95% interval of a share when whole clusters are drawn again, not people.

    `clusters`: (people who said it, people) -> how many clusters are like that. People of one
    cluster may say the same for one reason, so they are drawn together (Davison and Hinkley 1997,
    3.8). None where there are not two clusters: nothing can be said of others then.

    >>> clustered_interval({(5, 10): 4}, seed=1)
    (0.5, 0.5)
    """
    kinds, total = list(clusters), sum(clusters.values())
    if total < 2:
        return None
    chances = [clusters[kind] / total for kind in kinds]
    draws = numpy.random.default_rng(seed).multinomial(total, chances, size=times)
    said, people = (draws @ numpy.array([kind[place] for kind in kinds]) for place in (0, 1))
    low, high = numpy.percentile(said[people > 0] / people[people > 0], [2.5, 97.5])
    return float(low), float(high)


def size_of_sample(answers: int) -> int:
    """Return how many answers of a question are read twice.

    >>> size_of_sample(30), size_of_sample(400), size_of_sample(2000)
    (30, 50, 200)
    """
    return min(answers, max(SAMPLE_AT_LEAST, ceil(SAMPLE_SHARE * answers)))


def stratified_sample(
    answers: Iterable[tuple[Hashable, Hashable]], *, seed: int, size: int | None = None
) -> list:
    """Return a random sample of a question's answers, spread over the strata as they are.

    `answers` are pairs of an answer's id and its stratum, such as audience and age band. Every
    stratum gets its share, by largest remainder, and at least one answer while there is room for
    that. The same seed draws the same answers, whatever the order they come in.
    """
    strata: dict[Hashable, list] = {}
    for answer, stratum in sorted(answers, key=repr):
        strata.setdefault(stratum, []).append(answer)
    sizes = {stratum: len(members) for stratum, members in strata.items()}
    total = sum(sizes.values())
    wanted = size_of_sample(total) if size is None else min(size, total)
    draw = Random(seed)
    drawn = []
    for stratum, number in _places(sizes, wanted).items():
        drawn += draw.sample(strata[stratum], number)
    draw.shuffle(drawn)
    return drawn


def _places(sizes: Mapping, wanted: int) -> dict:
    """Return how many answers each stratum gives."""
    total = sum(sizes.values())
    least = 1 if wanted >= len(sizes) else 0
    exact = {stratum: wanted * size / total for stratum, size in sizes.items()} if total else {}
    places = {stratum: max(least, int(share)) for stratum, share in exact.items()}
    # Who is furthest below their share gets the next place; who is furthest above gives one back.
    while sum(places.values()) < wanted:
        able = [one for one in places if places[one] < sizes[one]]
        places[max(able, key=lambda one: exact[one] - places[one])] += 1
    while sum(places.values()) > wanted:
        able = [one for one in places if places[one] > least]
        places[max(able, key=lambda one: places[one] - exact[one])] -= 1
    return places

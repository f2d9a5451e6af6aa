"""How well readers agree: two people, several people, or a person and the machine.

Kappa falls apart where nearly nobody, or nearly everybody, is in a theme: so agreement is always
given with the plain share of agreement, how common the theme is, and PABAK and AC1 beside it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from insights.statistics.sampling import bootstrap_interval, interval_of_sums


# Krippendorff (2004), Content Analysis, p. 241: rely from .800, tentative from .667.
RELY, TENTATIVE = 0.800, 0.667

Interval = tuple[float, float] | None


@dataclass(frozen=True)
class TwoReaders:
    """One theme read by two: in how many answers both, one or neither of them saw it."""

    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def read(self) -> int:
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def agreement(self) -> float | None:
        """Return the plain share of answers on which they agree."""
        return (self.both + self.neither) / self.read if self.read else None

    @property
    def prevalence(self) -> float | None:
        """Return how common the theme is, by the mean of the two readers."""
        if not self.read:
            return None
        return (2 * self.both + self.only_first + self.only_second) / (2 * self.read)

    @property
    def kappa(self) -> float | None:
        """Return Cohen's kappa (1960), or None where both saw the theme everywhere or nowhere."""
        if not self.read:
            return None
        first = (self.both + self.only_first) / self.read
        second = (self.both + self.only_second) / self.read
        return kappa_of(self.agreement, first * second + (1 - first) * (1 - second))

    @property
    def pabak(self) -> float | None:
        """Return kappa as if the theme were in half of the answers: Byrt and others (1993)."""
        return None if self.agreement is None else 2 * self.agreement - 1

    @property
    def ac1(self) -> float | None:
        """Return Gwet's AC1 (2008), whose chance agreement does not grow with a rare theme."""
        if self.prevalence is None:
            return None
        return kappa_of(self.agreement, 2 * self.prevalence * (1 - self.prevalence))

    def kappa_interval(self, *, seed: int) -> Interval:
        """Return the 95% bootstrap interval of kappa."""
        return bootstrap_interval(lambda counts: TwoReaders(*counts).kappa, self._counts, seed=seed)

    @property
    def _counts(self):
        return (self.both, self.only_first, self.only_second, self.neither)


def kappa_of(agreement: float, by_chance: float) -> float | None:
    """Return agreement beyond chance, or None where chance alone would agree on all.

    >>> round(kappa_of(0.73, 0.36), 2)
    0.58
    """
    return None if by_chance >= 1 else (agreement - by_chance) / (1 - by_chance)


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Return Krippendorff's alpha for names without order; None stands for "not read".

    A unit is what each reader said of one answer. Units that fewer than two read say nothing.
    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", by coincidences. None where
    there is nothing to compare, or nobody ever said two different things.

    >>> round(krippendorff_alpha(zip("0100000010", "1110010000")), 3)
    0.095
    """
    return _alpha_of(Counter(tuple(unit) for unit in units))


def alpha_interval(units: Iterable[Sequence[Hashable | None]], *, seed: int) -> Interval:
    """Return the 95% bootstrap interval of alpha over the units."""
    patterns = Counter(tuple(unit) for unit in units)
    kinds = list(patterns)

    def alpha(counts):
        return _alpha_of(dict(zip(kinds, counts, strict=True)))

    return bootstrap_interval(alpha, list(patterns.values()), seed=seed)


def pooled_alpha(
    answers: Iterable[Iterable[Sequence[Hashable | None]]], *, seed: int
) -> tuple[float | None, Interval]:
    """Return alpha over all units of all answers, and its interval with answers drawn again.

    An answer is its units, one for each theme. Units of one answer are not independent, so an
    interval that drew them one by one would be too narrow.
    """
    parts = [_coincidences(Counter(tuple(unit) for unit in units)) for units in answers]
    names = sorted({value for values, _agreeing in parts for value in values}, key=repr)
    rows = [(*(values[name] for name in names), agreeing) for values, agreeing in parts]

    def alpha(sums):
        *totals, agreeing = sums
        return _alpha_from(totals, agreeing)

    whole = [sum(column) for column in zip(*rows, strict=True)]
    return (alpha(whole) if whole else None), interval_of_sums(rows, alpha, seed=seed)


def reliance(alpha: float | None) -> str:
    """Return "rely", "tentative" or "revise": what an alpha allows; "none" where there is none."""
    if alpha is None:
        return "none"
    if alpha >= RELY:
        return "rely"
    return "tentative" if alpha >= TENTATIVE else "revise"


@dataclass(frozen=True)
class Found:
    """What the machine found of one theme, beside what people say: right, wrong and missed."""

    right: int
    wrong: int
    missed: int
    rest: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of what it found that belongs to the theme."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Return the share of what belongs to the theme that it found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of both: van Rijsbergen (1979)."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def interval(self, measure: str, *, seed: int) -> Interval:
        """Return the 95% bootstrap interval of "precision", "recall" or "f1"."""
        counts = (self.right, self.wrong, self.missed, self.rest)
        return bootstrap_interval(lambda each: getattr(Found(*each), measure), counts, seed=seed)


def _share(part, whole):
    return part / whole if whole else None


def _alpha_of(patterns: dict) -> float | None:
    """Return alpha of units that come so many times each."""
    values, agreeing = _coincidences(patterns)
    return _alpha_from(values.values(), agreeing)


def _coincidences(patterns: dict) -> tuple[Counter, float]:
    """Return how often each value was said, and the weight of the pairs that agree."""
    values: Counter = Counter()
    agreeing = 0.0
    for unit, times in patterns.items():
        said = Counter(value for value in unit if value is not None)
        readers = sum(said.values())
        if readers < 2 or not times:
            continue
        for value, count in said.items():
            values[value] += count * times
            agreeing += times * count * (count - 1) / (readers - 1)
    return values, agreeing


def _alpha_from(totals: Iterable[int], agreeing: float) -> float | None:
    totals = list(totals)
    total = sum(totals)
    if total < 2:
        return None
    by_chance = sum(count * (count - 1) for count in totals) / (total - 1)
    return None if by_chance >= total else 1 - (total - agreeing) / (total - by_chance)

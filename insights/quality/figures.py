"""Agreement of people and accuracy of the machine, theme by theme and over all. Pure.

Only answers that somebody has read blind are in any figure; what a reader said nothing about is
in none. Figures are plain numbers, so that they can be kept beside the sample.
"""

from collections import Counter
from collections.abc import Sequence

from insights.quality.readings import Item
from insights.statistics.agreement import (
    Found,
    TwoReaders,
    alpha_interval,
    krippendorff_alpha,
    pooled_alpha,
)
from insights.statistics.sampling import interval_of_sums


# OURS: below these a figure is not put into words. So many answers read by two, and so many of
# them in the theme by one reader at least; for the machine, so many answers in the theme.
ENOUGH_READ, ENOUGH_SEEN = 10, 5
# Practice note THM-6: a theme of which the machine finds less is finished by hand.
RECALL_AT_LEAST = 0.7


def figures_of(items: Sequence[Item], themes: Sequence[str], *, seed: int) -> dict:
    """Return {"all": figures over all themes, "themes": {theme: figures}}."""
    read = [item for item in items if item.is_read]
    return {
        "all": _overall(read, themes, seed),
        "themes": {theme: _of_theme(read, theme, seed) for theme in themes},
    }


def _of_theme(items, theme, seed) -> dict:
    pairs = Counter(pair for item in items if (pair := item.pair(theme)) is not None)
    two = TwoReaders(pairs[True, True], pairs[True, False], pairs[False, True], pairs[False, False])
    units = [tuple(read.says(theme) for read in item.readings) for item in items]
    return {
        "read": two.read,
        "both": two.both,
        "seen": two.both + two.only_first + two.only_second,
        "agreement": two.agreement,
        "prevalence": two.prevalence,
        "kappa": two.kappa,
        "kappa_interval": _range(two.kappa_interval(seed=seed)),
        "pabak": two.pabak,
        "ac1": two.ac1,
        "alpha": krippendorff_alpha(units),
        "alpha_interval": _range(alpha_interval(units, seed=seed)),
        **_machine(_found(items, [theme]), seed),
    }


def _machine(found: Found, seed) -> dict:
    figures: dict = {"judged": found.right + found.wrong + found.missed + found.rest}
    figures |= {"true": found.right + found.missed, "found": found.right + found.wrong}
    for measure in ("precision", "recall", "f1"):
        figures[measure] = getattr(found, measure)
        figures[f"{measure}_interval"] = _range(found.interval(measure, seed=seed))
    return figures


def _found(items, themes) -> Found:
    """Return what the machine got right and wrong of these themes, by what people say."""
    outcomes = Counter(
        (item.machine.says(theme), item.truth.says(theme))
        for item in items
        if item.truth is not None
        for theme in themes
    )
    return Found(
        outcomes[True, True], outcomes[True, False], outcomes[False, True], outcomes[False, False]
    )


def _range(interval):
    """Return an interval, or None for a single point: there all agreed, and none can be drawn."""
    return None if interval is None or interval[0] == interval[1] else interval


def _overall(items, themes, seed) -> dict:
    """Return the figures over all themes; answers, not places, are resampled for intervals.

    What one person wrote about several themes hangs together, so places are no independent units.
    """
    twice = [item for item in items if item.is_read_twice]
    pairs = [pair for item in twice for theme in themes if (pair := item.pair(theme)) is not None]
    alpha, interval = pooled_alpha(
        [[[read.says(theme) for read in item.readings] for theme in themes] for item in twice],
        seed=seed,
    )
    counts = [
        (found.right, found.wrong, found.missed)
        for item in items
        if item.truth is not None
        for found in (_found([item], themes),)
    ]
    whole = Found(*map(sum, zip(*counts, strict=True))) if counts else Found(0, 0, 0)
    figures = {
        "read": len(items),
        "read_twice": len(twice),
        "unsure": sum(item.is_unsure for item in items),
        "same": sum(not item.disputed(themes) for item in twice),
        "agreement": sum(one == other for one, other in pairs) / len(pairs) if pairs else None,
        "alpha": alpha,
        "alpha_interval": _range(interval),
    }
    for measure in ("precision", "recall", "f1"):
        figures[measure] = getattr(whole, measure)
        interval = interval_of_sums(
            counts, lambda sums, measure=measure: getattr(Found(*sums), measure), seed=seed
        )
        figures[f"{measure}_interval"] = _range(interval)
    return figures

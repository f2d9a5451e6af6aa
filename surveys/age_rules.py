"""Who may say yes for themselves, by age. The one table of it; nothing here asks a database.

Below 8 a survey is done together with an adult. From 8 to 12 an adult allows it and then the child
decides. From 13 to 15 young people decide, unless the survey asks for an adult too. From 16 people
decide alone. Whoever does not say how old they are is treated as the youngest they could be.
"""

from collections.abc import Iterable
from dataclasses import dataclass


# The youngest age of each band: the same names as surveys.wording.AGE_BANDS, in the same order.
YOUNGEST = {"u8": 0, "8_11": 8, "12_15": 12, "16_17": 16, "adult": 18}
OLDEST = {"u8": 7, "8_11": 11, "12_15": 15, "16_17": 17, "adult": 150}
GROWN_UP = 18
OWN_FROM = 13


@dataclass(frozen=True)
class AgeRule:
    """What it takes for somebody from this age on to take part.

    `needs_adult` is None where the survey decides (`responsible_adult_required`).
    """

    from_age: int
    needs_adult: bool | None
    is_together: bool = False


RULES = (
    AgeRule(0, needs_adult=True, is_together=True),
    AgeRule(8, needs_adult=True),
    AgeRule(13, needs_adult=None),
    AgeRule(16, needs_adult=False),
)


def rule_for(age: int) -> AgeRule:
    """Return the rule for somebody of this age.

    >>> rule_for(12).needs_adult, rule_for(7).is_together, rule_for(16).needs_adult
    (True, True, False)
    """
    return next(rule for rule in reversed(RULES) if age >= rule.from_age)


def needs_adult(age: int, *, is_required_of_teenagers: bool = False) -> bool:
    """Tell whether an adult has to allow somebody of this age to take part."""
    rule = rule_for(age)
    return is_required_of_teenagers if rule.needs_adult is None else rule.needs_adult


def may_keep_words(age: int) -> bool:
    """Tell whether somebody of this age is offered words to come back with, and asked for a way
    to write to them.

    >>> may_keep_words(12), may_keep_words(13)
    (False, True)
    """
    return age >= OWN_FROM


def band_of(age: int) -> str:
    """Return the age band that words are written for.

    >>> band_of(7), band_of(8), band_of(34)
    ('u8', '8_11', 'adult')
    """
    return next(band for band, youngest in reversed(YOUNGEST.items()) if age >= youngest)


def youngest_of(bands: Iterable[str]) -> str:
    """Return the youngest of some bands.

    >>> youngest_of(["adult", "12_15"])
    '12_15'
    """
    return min(bands, key=YOUNGEST.__getitem__)

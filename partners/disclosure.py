"""How many people a partner is told about: bands, so that no one person can be worked out."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _


# Lower bound and words, highest first. Below ten, one person more or less must not show.
BANDS = (
    (100, _("100 or more")),
    (50, _("50 to 99")),
    (20, _("20 to 49")),
    (10, _("10 to 19")),
    (0, _("fewer than 10")),
)
SMALLEST_SHOWN = 10


def band_of(count: int):
    """Return the words for the band that `count` falls in.

    >>> str(band_of(9)), str(band_of(10))
    ('fewer than 10', '10 to 19')
    """
    if count < 0:
        raise ValueError("A count of people is never below zero.")
    return next(words for least, words in BANDS if count >= least)


def split_of(counts: Mapping[str, int]) -> dict[str, object]:
    """Return the band of each group, or nothing at all when any group is under ten.

    Leaving out only the small group would let it be worked out from the total. One group alone
    says no more than the total, and is left out too.
    """
    if len(counts) < 2 or min(counts.values()) < SMALLEST_SHOWN:
        return {}
    return {group: band_of(count) for group, count in counts.items()}

"""Which counts of people may be shown: pure, the same for screens and files.

rules.py       how small is small, what a hidden figure is called, and what is never published
counts.py      counts that are shown together, and how they hang together
protecting.py  what has to be hidden, small figures first, then what would give them away
narrowing.py   how narrowly a reader can work out what is hidden
releasing.py   the one function for screens and files: counts in, what may be shown out
remembering.py the same for pages: worked out once for the same counts
"""

from insights.disclosure.counts import Counts
from insights.disclosure.releasing import Figure, Release, release, restricted
from insights.disclosure.rules import (
    HIDDEN,
    LOW,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    PUBLIC,
    UNRELIABLE,
    Rules,
    is_small,
    key_to_symbols,
    refusal_to_publish,
)


__all__ = [
    "HIDDEN",
    "LOW",
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "PUBLIC",
    "UNRELIABLE",
    "Counts",
    "Figure",
    "Release",
    "Rules",
    "is_small",
    "key_to_symbols",
    "refusal_to_publish",
    "release",
    "restricted",
]

"""Tables of pages as they may be published: worked out once for the same counts.

Working out what would give away what takes up to a second or two, and pages are opened more often
than anybody answers. What is kept in memory are counts, and the newest few only.
"""

import hashlib
from functools import lru_cache

from insights.disclosure.counts import Counts
from insights.disclosure.releasing import Release, release


MOST = 16


class _Tables:
    """Counts that are equal where everything in them is."""

    def __init__(self, counts: Counts):
        self.counts = counts
        known = [counts.counts, counts.bases, sorted(map(repr, counts.derived))]
        content = repr([known, counts.relations])
        self.digest = hashlib.sha256(content.encode()).hexdigest()

    def __hash__(self):
        return hash(self.digest)

    def __eq__(self, other):
        return isinstance(other, _Tables) and self.digest == other.digest


def published(counts: Counts) -> Release:
    """Return what may be shown to anybody; the same counts are worked out only once."""
    return _published(_Tables(counts))


@lru_cache(maxsize=MOST)
def _published(tables) -> Release:
    return release(tables.counts)

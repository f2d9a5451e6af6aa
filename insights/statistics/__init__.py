"""Shares, tests and agreement: pure functions over counts, none of them needs a heavy library.

shares.py     a share with its interval, a difference with its interval, words for both
testing.py    whether shares differ, and what holds when many are compared at once
ranks.py      answers on a scale: never a mean, always the whole distribution
agreement.py  how well two or more people, or a person and the machine, agree
sampling.py   seeded resampling, and the sample that a second person reads
"""

from insights.statistics.shares import (
    base_warning,
    difference_interval,
    effective_size,
    share_in_words,
    share_interval,
)


__all__ = [
    "base_warning",
    "difference_interval",
    "effective_size",
    "share_in_words",
    "share_interval",
]

"""Groups distinct texts that are nearly the same, each by its likeness to one representative."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from insights.engine.shingles import Hashes, Neighbours, Places, Shares, ShingleSets


LIKE = 0.6  # Jaccard overlap of two sets of three words in a row
WITHIN, SHARED = 0.8, 25  # share of the smaller set that the larger has, and how many that takes
ECHO, ECHO_SHARED = 0.25, 8  # from here a text has a campaign's words in it
STOCK = 100  # a phrase that more representatives have is nobody's
AT_ONCE = 1 << 20  # matches worked on at a time


@dataclass(frozen=True)
class Near:
    """A text beside a representative: its number, the overlap (Jaccard) and the containment."""

    number: int
    overlap: float
    contained: float


@dataclass
class Like:
    """A representative's number, the texts like it, and those that only have some of its words."""

    lead: int
    members: list[Near] = field(default_factory=list)
    echoes: list[Near] = field(default_factory=list)


def groups_of_like(
    texts: Sequence[Sequence[str]], people: Sequence[int], campaign_from: int
) -> list[Like]:
    """Return every group in which texts are alike, and every text that many may have copied from.

    Parameters
    ----------
    texts : sequence of n sequences of words
        All different; at least three words each.
    people : sequence of n int
        How many sent each. The text that most people sent speaks for a group.
    campaign_from : int
        Words of a representative from which others are searched for parts of it.
    """
    if not texts:
        return []
    sets = ShingleSets.of(texts)
    groups = _gathered(sets, np.array(people))
    is_free = np.ones(len(texts), dtype=bool)
    for each in groups:
        is_free[[each.lead, *(near.number for near in each.members)]] = False
    prepared = [
        each
        for each in groups
        if len(texts[each.lead]) >= campaign_from and (each.members or people[each.lead] > 1)
    ]
    _add_parts(sets, prepared, np.flatnonzero(is_free))
    return groups


def _gathered(sets: ShingleSets, people: Places) -> list[Like]:
    neighbours = Neighbours(sets)
    order = np.lexsort((-neighbours.degrees_, -people))
    is_free = np.ones(len(people), dtype=bool)
    groups = []
    for lead in order.tolist():
        if not is_free[lead] or (people[lead] == 1 and not neighbours.degrees_[lead]):
            continue
        others = neighbours.of(lead) if neighbours.degrees_[lead] else np.zeros(0, dtype=np.int64)
        others = others[is_free[others]]
        members = _alike(sets, lead, others)
        if members or people[lead] > 1:
            groups.append(Like(lead, members))
            is_free[[lead, *(near.number for near in members)]] = False
    return groups


def _alike(sets: ShingleSets, lead: int, others: Places) -> list[Near]:
    shared = sets.shared_with(lead, others)
    overlap, contained = _likeness(shared, sets.sizes[lead], sets.sizes[others])
    is_like = (overlap >= LIKE) | ((contained >= WITHIN) & (shared >= SHARED))
    return [
        Near(int(others[at]), float(overlap[at]), float(contained[at]))
        for at in np.flatnonzero(is_like)
    ]


def _likeness(shared: Places, size: Places, sizes: Places) -> tuple[Shares, Shares]:
    """Return Jaccard overlap and containment in the smaller, each 0 to 1 (Broder 1997)."""
    return shared / (size + sizes - shared), shared / np.minimum(size, sizes)


def _add_parts(sets: ShingleSets, groups: Sequence[Like], free: Places) -> None:
    """Add to groups the free texts that hold their words, however much else these say.

    A prepared text within a long letter has a small overlap, so the search for neighbours may miss
    it. Here every shingle of every free text is looked up among those of the representatives.
    """
    leads = np.array([each.lead for each in groups], dtype=np.int64)
    if not len(leads) or not len(free):
        return
    hashes, owner = sets.of_many(leads)
    order = np.argsort(hashes, kind="stable")
    hashes, owner = hashes[order], owner[order]
    step = max(1, AT_ONCE // max(1, int(sets.sizes[free].mean())))
    for start in range(0, len(free), step):
        part = free[start : start + step]
        for number, group, shared in _meetings(sets, part, hashes, owner):
            _add_part(sets, groups[group], number, shared)


def _meetings(
    sets: ShingleSets, free: Places, hashes: Hashes, owner: Places
) -> list[tuple[int, int, int]]:
    """Return (text, group, shingles they share) of each text's best group."""
    said, speaker = sets.of_many(free)
    first = np.searchsorted(hashes, said, "left")
    counts = np.searchsorted(hashes, said, "right") - first
    counts[counts > STOCK] = 0
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    group = owner[np.repeat(first, counts) + inside]
    pairs, shared = np.unique(
        np.repeat(speaker, counts) * (int(owner.max()) + 1) + group, return_counts=True
    )
    best: dict[int, tuple[int, int]] = {}
    for pair, many in zip(pairs.tolist(), shared.tolist(), strict=True):
        text, of_group = divmod(pair, int(owner.max()) + 1)
        if many >= ECHO_SHARED and many > best.get(text, (0, 0))[1]:
            best[text] = (of_group, many)
    return [(int(free[text]), of_group, many) for text, (of_group, many) in best.items()]


def _add_part(sets: ShingleSets, group: Like, number: int, shared: int) -> None:
    size, other = int(sets.sizes[group.lead]), int(sets.sizes[number])
    near = Near(number, shared / (size + other - shared), shared / min(size, other))
    if near.overlap >= LIKE or (near.contained >= WITHIN and shared >= SHARED):
        group.members.append(near)
    elif near.contained >= ECHO:
        group.echoes.append(near)

"""Groups distinct texts that are nearly the same, each by its likeness to one representative."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from insights.engine.shingles import Hashes, Neighbours, Places, Shares, ShingleSets, bands_of


LIKE = 0.6  # Jaccard overlap of two sets of three words in a row
WITHIN, SHARED = 0.8, 25  # share of the smaller set that the larger has, and how many that takes
ECHO, ECHO_SHARED = 0.25, 8  # from here a text has a campaign's words in it
STOCK = 100  # a phrase that more representatives have is nobody's
PATIENCE = 50  # comparisons in vain, after which a text is taken for like none: no flood is slow
COMMON_FROM = 8  # texts of a group from which the wording that most of them share speaks for it
AT_ONCE = 1 << 20  # matches worked on at a time


@dataclass(frozen=True)
class Near:
    """A text beside a representative: its number, the overlap (Jaccard) and the containment."""

    number: int
    overlap: float
    contained: float


@dataclass
class Like:
    """A representative's number, the texts like it, and those that only have some of its words.

    `wording` are the shingles that all were compared with: the representative's, or in a larger
    group those that most people's texts have. People who all edit a letter send it to nobody.
    """

    lead: int
    wording: Hashes = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
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
    vain = np.zeros(len(people), dtype=np.int64)  # comparisons; PATIENCE for texts in a group
    groups = []
    for lead in order.tolist():
        is_met = neighbours.degrees_[lead] > 0
        if vain[lead] > PATIENCE or not (is_met or people[lead] > 1):
            continue
        group = Like(lead, sets.of_one(lead))
        if is_met:
            _fill(group, sets, people, neighbours, vain)
        if group.members or people[lead] > 1:
            groups.append(group)
            vain[[group.lead, *(near.number for near in group.members)]] = PATIENCE + 1
    return groups


def _fill(
    group: Like, sets: ShingleSets, people: Places, neighbours: Neighbours, vain: Places
) -> None:
    """Put the texts like the lead into its group, and in a larger one all like what they share."""
    others = neighbours.of(neighbours.bands_[group.lead])
    others = others[(vain[others] < PATIENCE) & (others != group.lead)]
    vain[others] += 1
    group.members = _alike(sets, group.wording, others)
    if len(group.members) < COMMON_FROM:
        return
    common = _common(sets, group, people)
    if not len(common):
        return
    others = neighbours.of(bands_of(ShingleSets(common, np.array([0, len(common)])))[0])
    members = _alike(sets, common, others[vain[others] <= PATIENCE])
    if len(members) > len(group.members) and any(near.number == group.lead for near in members):
        group.lead = min(members, key=lambda near: (-people[near.number], -near.overlap)).number
        group.members = [near for near in members if near.number != group.lead]
        group.wording = common


def _common(sets: ShingleSets, group: Like, people: Places) -> Hashes:
    """Return the shingles that stand in the texts of at least half of a group's people."""
    places = np.array([group.lead, *(near.number for near in group.members)])
    hashes, owner = sets.of_many(places)
    different, which = np.unique(hashes, return_inverse=True)
    votes = np.bincount(which, weights=people[places][owner])
    common: Hashes = different[2 * votes >= people[places].sum()]
    return common


def _alike(sets: ShingleSets, wording: Hashes, others: Places) -> list[Near]:
    shared = sets.shared_with(wording, others)
    overlap, contained = _likeness(shared, len(wording), sets.sizes[others])
    is_like = (overlap >= LIKE) | ((contained >= WITHIN) & (shared >= SHARED))
    return [
        Near(int(others[at]), float(overlap[at]), float(contained[at]))
        for at in np.flatnonzero(is_like)
    ]


def _likeness(shared: Places, size: int, sizes: Places) -> tuple[Shares, Shares]:
    """Return Jaccard overlap and containment in the smaller, each 0 to 1 (Broder 1997)."""
    return shared / (size + sizes - shared), shared / np.minimum(size, sizes)


def _add_parts(sets: ShingleSets, groups: Sequence[Like], free: Places) -> None:
    """Add to groups the free texts that hold their words, however much else these say.

    A prepared text within a long letter has a small overlap, so the search for neighbours may miss
    it. Here every shingle of every free text is looked up among those of the representatives.
    """
    if not groups or not len(free):
        return
    hashes = np.concatenate([each.wording for each in groups])
    owner = np.repeat(np.arange(len(groups)), [len(each.wording) for each in groups])
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
    size, other = len(group.wording), int(sets.sizes[number])
    near = Near(number, shared / (size + other - shared), shared / min(size, other))
    if near.overlap >= LIKE or (near.contained >= WITHIN and shared >= SHARED):
        group.members.append(near)
    elif near.contained >= ECHO:
        group.echoes.append(near)

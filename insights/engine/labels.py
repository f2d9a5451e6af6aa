"""Names groups by phrases that people in them used.

Class TF-IDF (Grootendorst 2022, arXiv 2203.05794): a phrase is worth its share of the group's
texts, times the logarithm of how rare it is elsewhere. Key words are chosen by maximal marginal
relevance (Carbonell and Goldstein 1998): each is worth less for what it repeats. Every label and
key word was written by at least two people, in at least two different texts of the group: one
person's rare word never becomes a name, however often they wrote it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from insights.engine.phrases import content_of, phrases_of
from insights.engine.small_words import quality_words
from insights.engine.standing import as_written, standing_of
from insights.engine.uses import Group, Key, Reader, Uses, count_sayings


__all__ = ["label_groups", "phrases_of"]

KEYWORDS = 6
MOST_READ = 2000  # texts of one group: a larger one is read evenly through
LOOKED_AT = 30  # phrases of a group that are compared closely
# Worth of one, two and three words of meaning: "waiting list" says more than "list".
IN_LABEL = (1.0, 2.6, 3.0)
IN_KEYWORD = (1.0, 1.45, 1.7)
SAID = (0.15, 0.8, 1.0)  # worth left to what copies of one text say, or two texts, or more
MISSPELT = 0.2  # worth left to a phrase with a word that is mostly spelt otherwise
OFF_CENTRE = 0.6  # worth left to a phrase that none of the nearer half of the texts has
CUT_OFF = 0.2  # worth left to a phrase that always goes on: "grew a massive" (potato)
NO_THING = 0.4  # worth left to a single word that is no noun, or only a quality
LEAST_SHARE = 0.025  # of a group's texts should hold a phrase that names it
TOO_FEW = 0.4  # worth left to one that fewer hold
REPEATS = 0.8  # share of a key word's worth that goes with what it repeats

T = TypeVar("T")


@dataclass(frozen=True)
class _Candidate:
    form: str
    stems: frozenset[str]
    texts: int
    rarity: float
    quality: float = 1.0

    def worth(self, power: float, longer: Sequence[float]) -> float:
        size = min(max(len(content_of(self.form)), 1), len(longer))
        return float(self.texts**power * self.rarity * self.quality * longer[size - 1])

    def in_label(self) -> float:
        # A name need not be in every text: its root lets a clear phrase win over a common word.
        return self.worth(0.5, IN_LABEL)

    def in_keyword(self) -> float:
        return self.worth(1.0, IN_KEYWORD)


def label_groups(
    groups: Sequence[Group],
    parents: Sequence[int | None] | None = None,
    centralities: Sequence[Sequence[float]] | None = None,
) -> list[tuple[str, tuple[str, ...]]]:
    """Return (label, key words) for each group of texts; label "" when nothing may name it.

    A label has one to five words, names one group only, and is the first key word. It is a phrase
    of `phrases_of` for two texts by two people, so that whoever takes texts out can tell with the
    same function whether it still may stand.

    Parameters
    ----------
    groups : sequence of sequences of (int, str)
        Who wrote it, and what, for each text of each group. The same text twice counts once.
    parents : sequence of int or None, optional
        The position of the group that each is a part of. Parts are told from their sisters, and
        not from groups of another level; without it all are of one level.
    centralities : sequence of sequences of float, optional
        How near each text is to its group's centre: phrases of the nearer half count more.

    Examples
    --------
    >>> waiting = [(0, "waiting list"), (1, "a long waiting list"), (1, "a lost form, a lost form")]
    >>> label_groups([waiting, [(2, "kind staff"), (3, "such kind staff")]])
    [('Waiting list', ('waiting list',)), ('Kind staff', ('kind staff',))]
    """
    above = parents if parents is not None else [None] * len(groups)
    reader = Reader()
    read = [_evenly(texts) for texts in groups]
    near = [_nearer_half(_evenly(each)) for each in centralities or ()]
    uses = [reader.uses_of(texts) for texts in read]
    taken: set[frozenset[str]] = set()
    found = []
    for place, texts in enumerate(read):
        level = [each for each, parent in zip(uses, above, strict=True) if parent == above[place]]
        kept = _best(_candidates(uses[place], level, reader))
        closer = _Closer(uses[place], texts, near[place] if near else None, reader)
        found.append(_named([closer.look(each) for each in kept], texts, taken))
    return found


def _best(candidates: list[_Candidate]) -> list[_Candidate]:
    best = sorted(candidates, key=_by_label)[:LOOKED_AT]
    best += sorted(candidates, key=_by_keyword)[:LOOKED_AT]
    return list(dict.fromkeys(best))


def _evenly(items: Sequence[T]) -> Sequence[T]:
    if len(items) <= MOST_READ:
        return items
    return [items[n * len(items) // MOST_READ] for n in range(MOST_READ)]


def _nearer_half(near: Sequence[float]) -> frozenset[int]:
    order = sorted(range(len(near)), key=lambda place: (-near[place], place))
    return frozenset(order[: (len(order) + 1) // 2])


def _by_label(candidate: _Candidate) -> tuple[float, str]:
    return -candidate.in_label(), candidate.form


def _by_keyword(candidate: _Candidate) -> tuple[float, str]:
    return -candidate.in_keyword(), candidate.form


def _candidates(
    mine: Mapping[Key, Uses], level: Sequence[Mapping[Key, Uses]], reader: Reader
) -> list[_Candidate]:
    mean = sum(len(uses.texts) for each in level for uses in each.values()) / max(1, len(level))
    found = []
    for key, uses in mine.items():
        everywhere = sum(len(each[key].texts) for each in level if key in each)
        rarity = math.log(1 + mean / everywhere)
        form = uses.usual_form()
        found.append(_Candidate(form, reader.stems_of(form), len(uses.texts), rarity))
    return found


@dataclass(frozen=True)
class _Closer:
    """Looks closely at the phrases of one group that are worth it."""

    uses: Mapping[Key, Uses]
    texts: Group
    nearer: frozenset[int] | None
    reader: Reader

    def look(self, candidate: _Candidate) -> _Candidate:
        inside = sorted(self.uses[self.reader.key_of(candidate.form)].texts)
        sayings = count_sayings((self.texts[place][1] for place in inside), len(SAID))
        quality = SAID[sayings - 1] * self._together(candidate)
        if self.nearer is not None:
            share = len(self.nearer.intersection(inside)) / len(inside)
            quality *= OFF_CENTRE + (1 - OFF_CENTRE) * share
        said = [self.texts[place][1] for place in inside]
        stands = standing_of(candidate.form, said)
        quality *= (CUT_OFF + (1 - CUT_OFF) * stands.ended) * (0.5 + 0.5 * stands.begun)
        if " " not in candidate.form:
            quality *= NO_THING + (1 - NO_THING) * stands.thing
            quality *= NO_THING if candidate.form in quality_words() else 1.0
        if len(inside) < LEAST_SHARE * len(self.texts):
            quality *= TOO_FEW
        if self.reader.is_misspelt(candidate.form):
            quality *= MISSPELT
        return replace(candidate, quality=quality)

    def _together(self, candidate: _Candidate) -> float:
        """Return 0.4 to 1: how much oftener the words stand together than by chance.

        Normalised pointwise mutual information (Bouma 2009) of the rarest pair of its words.
        """
        alone = [len(self.uses[(stem,)].texts) for stem in candidate.stems if (stem,) in self.uses]
        total, both = len(self.texts), candidate.texts
        if len(alone) < 2 or both >= total:
            return 1.0
        least, most = min(alone), max(alone)
        score = math.log(both * total / (least * most)) / -math.log(both / total)
        return 0.4 + 0.6 * min(max(score, 0.0), 1.0)


def _named(
    candidates: Sequence[_Candidate], texts: Group, taken: set[frozenset[str]]
) -> tuple[str, tuple[str, ...]]:
    free = [each for each in candidates if not any(each.stems <= other for other in taken)]
    best = min(free, key=_by_label, default=None)
    chosen = [best] if best else []
    left = [each for each in candidates if each is not best]
    while left and len(chosen) < KEYWORDS:
        following = min(left, key=lambda each: (-_marginal(each, chosen), each.form))
        left.remove(following)
        if all(2 * len(following.stems & each.stems) <= len(following.stems) for each in chosen):
            chosen.append(following)
    if best is None:
        return "", tuple(each.form for each in chosen)
    taken.add(best.stems)
    return as_written(best.form, (t for _, t in texts)), tuple(each.form for each in chosen)


def _marginal(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    overlaps = [len(candidate.stems & each.stems) / len(candidate.stems) for each in chosen]
    return candidate.in_keyword() * (1 - REPEATS * max(overlaps, default=0.0))

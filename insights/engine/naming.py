"""Chooses a group's label and key words among its phrases, each label for one group only."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine.phrases import content_of
from insights.engine.small_words import quality_words


KEYWORDS = 6
# Worth of one, two and three words of meaning: "waiting list" says more than "list".
IN_LABEL = (1.0, 2.6, 3.0)
IN_KEYWORD = (1.0, 1.45, 1.7)
REPEATS = 0.8  # share of a key word's worth that goes with what it repeats
PARTNER = 0.5  # of the first word's worth must the second have, to be named beside it
PARTNER_OF_NAME = 0.2  # where every phrase names something already
TOGETHER = 0.15  # of a group's texts must hold one or the other, or the two say little of it
SAME = 5  # letters at their beginning make two words forms of one: "child" and "children"
LONGEST_NAME = 5  # words
LONGER = 0.4  # of a word's worth must a phrase have, to be the name in its place
# A noun tells alone what enough of a group's texts hold, in number or in share; other words seldom.
ALONE = ((3, 0.15), (2, 0.25))
NO_NOUN_ALONE = ((3, 0.25),)
AND = " and "


@dataclass(frozen=True)
class Candidate:
    """A phrase that may name a group: in how many texts, how rare elsewhere, and how good.

    `share` is the part of the group's texts that hold it.
    """

    form: str
    stems: frozenset[str]
    texts: int
    rarity: float
    quality: float = 1.0
    is_noun: bool = False
    share: float = 0.0

    @property
    def is_lone(self) -> bool:
        return " " not in self.form and len(content_of(self.form)) < 2

    @property
    def is_quality(self) -> bool:
        return self.form in quality_words()

    def tells_alone(self) -> bool:
        bounds = ALONE if self.is_noun else NO_NOUN_ALONE
        return any(self.texts >= texts and self.share >= share for texts, share in bounds)

    def in_label(self) -> float:
        # A name need not be in every text: its root lets a clear phrase win over a common word.
        return self._worth(0.5, IN_LABEL)

    def in_keyword(self) -> float:
        return self._worth(1.0, IN_KEYWORD)

    def _worth(self, power: float, longer: Sequence[float]) -> float:
        size = min(max(len(content_of(self.form)), 1), len(longer))
        return float(self.texts**power * self.rarity * self.quality * longer[size - 1])


def by_label(candidate: Candidate) -> tuple[float, str]:
    return -candidate.in_label(), candidate.form


def by_keyword(candidate: Candidate) -> tuple[float, str]:
    return -candidate.in_keyword(), candidate.form


def parts_of(label: str) -> list[str]:
    """Return the phrases that a label may be joined from, in lower case.

    Each of them was written by two people in two texts of the group, though nobody need have
    written the whole.

    Examples
    --------
    >>> parts_of("School nurse and teachers")
    ['school nurse', 'teachers']
    """
    return label.casefold().split(AND)


class Namer:
    """Names groups one after another and remembers which names are taken."""

    def __init__(self) -> None:
        self._names: list[frozenset[str]] = []
        self._joined: list[tuple[int | None, frozenset[str], frozenset[str]]] = []

    def name(
        self, candidates: Sequence[Candidate], level: int | None, joins: bool
    ) -> tuple[str, tuple[str, ...]]:
        """Return (label in lower case or "", key words).

        Parameters
        ----------
        candidates : sequence of Candidate
            The phrases of the group.
        level : int or None
            The group it is a part of: its sisters share no half of a joined name.
        joins : bool
            Whether two nouns may be joined by "and", where no phrase is clearer than a word.
        """
        free = [each for each in candidates if not self._is_taken(each.stems, level)]
        best = min(free, key=by_label, default=None)
        if best and best.is_lone:
            best = _longer_than(best, free) or best
        if best and not best.is_lone:
            self._names.append(best.stems)
            return best.form, tuple(_keywords([best], candidates))
        pair = self._pair_of(best, candidates) if joins else []
        if pair:
            self._joined.append((level, pair[0].stems, pair[1].stems))
            return AND.join(each.form for each in pair), tuple(_keywords(pair, candidates))
        if best and best.tells_alone():
            self._names.append(best.stems)
            return best.form, tuple(_keywords([best], candidates))
        return "", tuple(_keywords([], candidates))

    def _is_taken(self, stems: frozenset[str], level: int | None) -> bool:
        if any(stems <= name for name in self._names):
            return True
        # A part may be named by one half of its theme's joined name, and so told from the other.
        return any(
            stems == first | second or (level == where and stems in (first, second))
            for where, first, second in self._joined
        )

    def _pair_of(self, best: Candidate | None, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return two nouns, or two qualities, that tell together; some names are one half of it."""
        is_quality = best is not None and best.is_quality
        alike = [each for each in candidates if each.is_quality or each.is_noun]
        alike = [each for each in alike if each.is_quality == is_quality]
        first = best if best in alike else min(alike, key=by_label, default=None)
        if first is None:
            return []
        enough = (PARTNER if best else PARTNER_OF_NAME) * first.in_label()
        joined = [one | other for _, one, other in self._joined]
        others = [
            each
            for each in alike
            if not each.stems & first.stems
            and each.form[:SAME] != first.form[:SAME]
            and len((first.form + AND + each.form).split()) <= LONGEST_NAME
            and each.in_label() >= enough
            and first.stems | each.stems not in joined
            and first.share + each.share >= TOGETHER
        ]
        return [first, min(others, key=by_label)] if others else []


def _longer_than(best: Candidate, free: Sequence[Candidate]) -> Candidate | None:
    """Return the best phrase of two words or more that is worth nearly as much, if there is any."""
    enough = LONGER * best.in_label()
    longer = [each for each in free if not each.is_lone and each.in_label() >= enough]
    return min(
        longer, key=lambda each: (not best.stems <= each.stems, by_label(each)), default=None
    )


def _keywords(first: list[Candidate], candidates: Sequence[Candidate]) -> list[str]:
    """Return the forms of `first`, then what adds most to them (Carbonell and Goldstein 1998)."""
    chosen = list(first)
    left = [each for each in candidates if each not in chosen]
    while left and len(chosen) < KEYWORDS:
        following = min(left, key=lambda each: (-_marginal(each, chosen), each.form))
        left.remove(following)
        if all(2 * len(following.stems & each.stems) <= len(following.stems) for each in chosen):
            chosen.append(following)
    return [each.form for each in chosen]


def _marginal(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    overlaps = [len(candidate.stems & each.stems) / len(candidate.stems) for each in chosen]
    return candidate.in_keyword() * (1 - REPEATS * max(overlaps, default=0.0))

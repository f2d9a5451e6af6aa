"""Names groups by phrases that people in them used.

Class TF-IDF (Grootendorst 2022, arXiv 2203.05794): a phrase is worth its share of the group's
texts, times the logarithm of how rare it is elsewhere. Key words are chosen by maximal marginal
relevance (Carbonell and Goldstein 1998): each is worth less for what it repeats. Every label and
key word was written by at least two people in at least two different texts of the group, or by five
in the same one: one person's rare word never becomes a name, however often they wrote it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from insights.engine.naming import Candidate, Namer, by_keyword, by_label
from insights.engine.phrases import phrases_of
from insights.engine.small_words import ending_words, quality_words
from insights.engine.spelling import is_slip
from insights.engine.standing import Standing, as_written, capitals_of, standing_of
from insights.engine.titles import title_worth
from insights.engine.uses import Group, Key, Reader, Uses, count_sayings
from insights.engine.vocabulary import is_english


__all__ = ["label_groups", "phrases_of"]

MOST_READ = 250  # texts of one group: a larger one is read evenly through
LOOKED_AT = 30  # phrases of a group that are compared closely
SAID = (0.15, 0.8, 1.0)  # worth left to what copies of one text say, or two texts, or more
STRANGE = 0.5  # worth left to a phrase with a word that is not English, where few say it
CUT_OFF = 0.2  # worth left to a phrase that always goes on: "grew a massive" (potato)
NO_THING = 0.4  # worth left to a single word that is no noun, or only a quality
NOUN = 0.34  # of its uses as one make a word a noun
OF_SOMEBODY = 0.3  # worth left in other languages to what is written as names are in English
HALF = 0.5  # of its uses as a whole phrase
LEAST_SHARE = 0.025  # of a group's texts should hold a phrase that names it
TOO_FEW = 0.4  # worth left to one that fewer hold

T = TypeVar("T")


def label_groups(
    groups: Sequence[Group],
    parents: Sequence[int | None] | None = None,
    senders: Sequence[Sequence[int]] | None = None,
) -> list[tuple[str, tuple[str, ...]]]:
    """Return (label, key words) for each group of texts; label "" when nothing may name it.

    A label has one to five words and names one group only. It is the first key word, or, where no
    phrase is clearer than a single noun, the first two joined: "Teacher and nurse". Each of its
    `naming.parts_of` is a phrase of `phrases_of` for two texts by two people, or one sent by five,
    so that whoever takes texts out can tell with the same functions whether it still may stand.

    Parameters
    ----------
    groups : sequence of sequences of (int, str)
        Who wrote it, and what, for each text of each group. The same text twice counts once.
    parents : sequence of int or None, optional
        The position of the group that each is a part of. Parts are told from their sisters, and
        not from groups of another level; without it all are of one level.
    senders : sequence of sequences of int, optional
        How many people sent each text; one each without it.

    Examples
    --------
    >>> waiting = [(0, "waiting list"), (1, "a long waiting list"), (1, "a lost form, a lost form")]
    >>> label_groups([waiting, [(2, "kind staff"), (3, "such kind staff")]])
    [('Waiting list', ('waiting list',)), ('Kind staff', ('kind staff',))]
    """
    above = parents if parents is not None else [None] * len(groups)
    reader, namer = Reader(), Namer()
    read = [_evenly(texts) for texts in groups]
    sent = [_evenly(each) for each in senders or [()] * len(groups)]
    uses = [reader.uses_of(texts, people) for texts, people in zip(read, sent, strict=True)]
    found = []
    for place, texts in enumerate(read):
        level = [uses[n] for n, parent in enumerate(above) if parent == above[place]]
        look = _Closer(uses[place], texts, reader).look
        looked = map(look, _best(_candidates(uses[place], level, reader)))
        found.append(_named(namer, looked, above[place], reader, texts))
    return found


def _named(
    namer: Namer, looked: Iterable[Candidate], parent: int | None, reader: Reader, texts: Group
) -> tuple[str, tuple[str, ...]]:
    worthy = [each for each in looked if each.quality]
    said = [text for _, text in texts]
    # A name in another language is not joined with "and".
    label, keywords = namer.name(worthy, parent, joins=reader.are_english(said))
    return reader.with_acronyms(as_written(label, said)), keywords


def _best(candidates: list[Candidate]) -> list[Candidate]:
    best = sorted(candidates, key=by_label)[:LOOKED_AT]
    best += sorted(candidates, key=by_keyword)[:LOOKED_AT]
    return list(dict.fromkeys(best))


def _evenly(items: Sequence[T]) -> Sequence[T]:
    if len(items) <= MOST_READ:
        return items
    return [items[n * len(items) // MOST_READ] for n in range(MOST_READ)]


def _written_worth(words: list[str], sayings: int) -> float:
    """Return 0 for what may be somebody's name or has a slip of the pen, less than 1 for the odd.

    `words` are in English, with the capitals they mostly have inside a sentence.
    """
    if any(word.istitle() for word in words):
        return 0.0
    unknown = [word for word in words if not word.isupper() and not is_english(word)]
    if any(map(is_slip, unknown)):
        return 0.0
    return STRANGE if unknown and sayings < len(SAID) else 1.0


def _foreign_worth(words: list[str]) -> float:
    """Return less for what may be somebody's name, though German writes all its nouns so."""
    return OF_SOMEBODY if any(word.istitle() for word in words) else 1.0


def _candidates(
    mine: Mapping[Key, Uses], level: Sequence[Mapping[Key, Uses]], reader: Reader
) -> list[Candidate]:
    mean = sum(len(uses.texts) for each in level for uses in each.values()) / max(1, len(level))
    found = []
    for key, uses in mine.items():
        everywhere = sum(len(each[key].texts) for each in level if key in each)
        rarity = math.log(1 + mean / everywhere)
        form = uses.usual_form()
        found.append(Candidate(form, reader.stems_of(form), len(uses.texts), rarity))
    return found


@dataclass(frozen=True)
class _Closer:
    """Looks closely at the phrases of one group that are worth it."""

    uses: Mapping[Key, Uses]
    texts: Group
    reader: Reader

    def look(self, candidate: Candidate) -> Candidate:
        inside = sorted(self.uses[self.reader.key_of(candidate.form)].texts)
        sayings = count_sayings((self.texts[place][1] for place in inside), len(SAID))
        quality = SAID[sayings - 1] * self._together(candidate)
        said = [self.texts[place][1] for place in inside]
        stands = standing_of(candidate.form, said)
        quality *= (CUT_OFF + (1 - CUT_OFF) * stands.ended) * (0.5 + 0.5 * stands.begun)
        if " " not in candidate.form:
            quality *= NO_THING + (1 - NO_THING) * stands.thing
            quality *= NO_THING if candidate.form in quality_words() else 1.0
        if len(inside) < LEAST_SHARE * len(self.texts):
            quality *= TOO_FEW
        in_english = self.reader.are_english(said)
        capitals = [
            word.title() if self.reader.is_name(word) else word
            for word in capitals_of(candidate.form, said)
        ]
        quality *= title_worth(candidate.form)
        quality *= _written_worth(capitals, sayings) if in_english else _foreign_worth(capitals)
        return replace(
            candidate,
            quality=quality,
            # How nouns stand is known in English only.
            is_noun=self._is_noun(candidate.form, stands) or not in_english,
            share=candidate.texts / len(self.texts),
        )

    def _is_noun(self, form: str, stands: Standing) -> bool:
        words = form.split()
        return (
            stands.thing >= NOUN
            and stands.ended >= HALF
            and not ending_words().intersection(words)
            and words[-1] not in quality_words()
            and not words[-1].endswith(("ed", "ly"))
        )

    def _together(self, candidate: Candidate) -> float:
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

"""Finds texts that are nearly the same: letters that a campaign prepared and people sent.

Every text counts, each wording is read once, and what a person added to a prepared text is known by
its place. Two texts belong together when their sets of three words in a row overlap (Jaccard) by
0.6, or when 0.8 of the smaller set, and 25 of it, stand in the other. Each is compared with the
group's one representative: that A is like B and B like C does not put A and C together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from insights.engine.duplicates import CAMPAIGN_FROM
from insights.engine.keys import key_of, words_of_key
from insights.engine.likeness import Like, Near, groups_of_like
from insights.engine.own_words import added_spans


SHORTEST = 8  # words: shorter texts belong together only when they are the same


class Copy(NamedTuple):  # not a dataclass: there can be a hundred thousand, and this is quicker
    """One person's text in a group.

    `place` is its position in the list of texts, `overlap` its Jaccard overlap with the
    representative, `contained` the share of the smaller of the two that the other has, both 0 to 1.
    `added` are the (start, end) of what the representative does not say, in code points.
    """

    place: int
    overlap: float
    contained: float
    added: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class CampaignGroup:
    """Texts of two or more people that are the same or nearly so.

    `representative` is the position of the text that the most people sent, `copies` everyone's, by
    position; `distinct` counts the different texts among them. With `is_campaign` false it is a
    short answer that people give by themselves. `echoes` have some of its words and are no members.
    """

    representative: int
    copies: tuple[Copy, ...]
    distinct: int
    is_campaign: bool
    echoes: tuple[Copy, ...] = ()

    @property
    def people(self) -> int:
        """How many people sent it."""
        return len(self.copies)


def similar_groups(
    texts: Sequence[str], *, shortest: int = SHORTEST, campaign_from: int = CAMPAIGN_FROM
) -> list[CampaignGroup]:
    """Return the groups of texts of two or more people, the largest first. No text is in two.

    Parameters
    ----------
    texts : sequence of str
        One a person; leave out those that are set aside.
    shortest : int
        Words from which texts that are nearly the same belong together.
    campaign_from : int
        Words of the representative from which a group is called a campaign.

    Examples
    --------
    >>> group = similar_groups(["Longer hours!", "longer hours", "Nobody rang"])[0]
    >>> group.representative, group.people, group.is_campaign
    (0, 2, False)
    """
    senders = _senders(texts)
    words = {key: words_of_key(key) for key in senders}
    long = [key for key in senders if len(words[key]) >= shortest]
    found = groups_of_like(
        [words[key] for key in long], [len(senders[key]) for key in long], campaign_from
    )
    places_of = [senders[key] for key in long]
    groups = [_group(texts, places_of, each, campaign_from) for each in found]
    short = (senders[key] for key in senders if len(words[key]) < shortest)
    groups += [
        _group(texts, [places], Like(0), campaign_from) for places in short if len(places) > 1
    ]
    return sorted(
        (each for each in groups if each.people > 1),
        key=lambda each: (-each.people, each.representative),
    )


def _senders(texts: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of each text by its key."""
    senders: dict[str, list[int]] = {}
    keys: dict[str, str] = {}
    for place, text in enumerate(texts):
        if text not in keys:
            keys[text] = key_of(text) or text.strip()
        senders.setdefault(keys[text], []).append(place)
    return senders


def _group(
    texts: Sequence[str], senders: Sequence[Sequence[int]], like: Like, campaign_from: int
) -> CampaignGroup:
    place = senders[like.lead][0]
    return CampaignGroup(
        representative=place,
        copies=_copies(texts, senders, place, [Near(like.lead, 1.0, 1.0), *like.members]),
        distinct=1 + len(like.members),
        is_campaign=len(words_of_key(key_of(texts[place]))) >= campaign_from,
        echoes=_copies(texts, senders, place, like.echoes),
    )


def _copies(
    texts: Sequence[str], senders: Sequence[Sequence[int]], prepared: int, near: Sequence[Near]
) -> tuple[Copy, ...]:
    added: dict[str, tuple[tuple[int, int], ...]] = {}  # many send the very same text
    copies = []
    for each in near:
        places = senders[each.number]
        if places[0] != prepared:
            for text in {texts[place] for place in places} - added.keys():
                added[text] = added_spans(text, texts[prepared])
        copies += [
            Copy(place, each.overlap, each.contained, added.get(texts[place], ()))
            for place in places
        ]
    return tuple(sorted(copies))

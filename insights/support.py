"""Tells which of a machine's words at least two people still stand behind. Pure.

A label or key word that only one person wrote could name that person. It must go when the others
who wrote it take their answers out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from insights.engine.duplicates import key_of
from insights.engine.naming import parts_of
from insights.engine.phrases import phrases_of
from insights.engine.uses import ENOUGH_PEOPLE, names_somebody


AT_LEAST = 2


def supported_phrases(phrases: Iterable[str], places: Iterable[tuple[str, str]]) -> list[str]:
    """Return the phrases that two people wrote in two different texts, in the order given.

    Or five people in one text, where it is written as no name is.

    `places` are pairs: who wrote it, and the words of the place.
    """
    wanted = {phrase.casefold(): phrase for phrase in phrases}
    people, texts = defaultdict(set), defaultdict(set)
    plain = defaultdict(set)
    for person, text in places:
        for phrase in phrases_of(text) & wanted.keys():
            people[phrase].add(person)
            texts[phrase].add(key_of(text))
            if not names_somebody(phrase, text):
                plain[phrase].add(person)
    return [
        phrase
        for folded, phrase in wanted.items()
        if (len(people[folded]) >= AT_LEAST and len(texts[folded]) >= AT_LEAST)
        or len(plain[folded]) >= ENOUGH_PEOPLE
    ]


def label_from(label: str, keywords: Sequence[str], supported: Sequence[str]) -> str:
    """Return the label if people still stand behind it, else the best key word, else nothing."""
    held = {phrase.casefold() for phrase in supported}
    if label.casefold() in held or held.issuperset(parts_of(label)):
        return label
    for keyword in keywords:
        if keyword in supported:
            return keyword[:1].upper() + keyword[1:]
    return ""


def phrases_in(label: str, keywords: Iterable[str]) -> set[str]:
    """Return what people must stand behind: key words, a label, and what it may be joined from."""
    return {label.casefold(), *parts_of(label), *keywords}

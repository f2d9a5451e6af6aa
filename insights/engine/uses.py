"""Counts who used which phrase of a group of texts, and in which texts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from insights.engine.duplicates import key_of
from insights.engine.phrases import content_of, phrases_of, stem_of
from insights.engine.small_words import WORD, word_class
from insights.engine.spelling import english_in, is_slip
from insights.engine.vocabulary import is_english


AT_LEAST_PEOPLE = AT_LEAST_TEXTS = 2
ENOUGH_PEOPLE = 5  # who sent the very same text: what they all wrote is no one person's
MANY = 200  # statements: of fewer, usual words may stand at their beginning alone
ALIKE = 0.6  # of two texts' letter triples: copies with a slip of the pen, not two sayings
COMPARED = 12  # texts of one phrase: more need no comparing, and tell no more of their language

Group = Sequence[tuple[int, str]]
Key = tuple[str, ...]


@dataclass
class Uses:
    """The texts of a group that hold a phrase in any form, and how often each form is written."""

    texts: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)

    def usual_form(self) -> str:
        return min(self.forms, key=lambda form: (-self.forms[form], len(form), form))


class Reader:
    """Reads each text once, though the texts of a part are its theme's too."""

    def __init__(self) -> None:
        self._phrases: dict[str, list[tuple[Key, str]]] = {}
        self._stems: dict[str, str] = {}
        self._written: Counter[str] = Counter()
        self._begun: dict[str, set[str]] = {}
        self._english: dict[str, tuple[int, int]] = {}

    def uses_of(self, texts: Group, senders: Sequence[int] = ()) -> dict[Key, Uses]:
        """Return the phrases of a group by their stems, each with its forms that may be shown.

        A form may be shown when two people wrote it in two different texts, or five in one that
        writes none of its words as names are; `senders` says how many people sent each text, one
        each without it.
        """
        first: dict[str, int] = {}
        said = [
            (writer, first.setdefault(key_of(text), place), self._read(text))
            for place, (writer, text) in enumerate(texts)
        ]
        shown = _shown(said) | {
            form
            for (_, text), (_, _, read), people in zip(texts, said, senders, strict=False)
            if people >= ENOUGH_PEOPLE
            for _, form in read
            if not names_somebody(form, text)
        }
        found = {key: Uses() for _, _, read in said for key, form in read if form in shown}
        for place, (_, known, read) in enumerate(said):
            for key, form in read:
                if key in found:
                    found[key].texts.add(known)
                    if form in shown:
                        found[key].forms[form] += known == place
        return found

    def _read(self, text: str) -> list[tuple[Key, str]]:
        if text not in self._phrases:
            forms = sorted(phrases_of(text))
            self._phrases[text] = [(self.key_of(form), form) for form in forms]
            # The first word has a capital whatever it is.
            first, *others = WORD.findall(text) or [""]
            self._written.update([] if text.isupper() else others)
            self._written[first] += not first.istitle() and not text.isupper()
            self._begun.setdefault(first, set()).update(
                word for word in others[:1] if not is_slip(word.casefold())
            )
        return self._phrases[text]

    def are_english(self, texts: Sequence[str]) -> bool:
        """Tell whether at least half of the longer words of some texts can be read in English."""
        read = total = 0
        for text in texts[:COMPARED]:
            if text not in self._english:
                self._english[text] = english_in(text)
            read, total = read + self._english[text][0], total + self._english[text][1]
        return 2 * read >= total

    def is_name(self, word: str) -> bool:
        """Tell whether a word has a capital inside a statement, and nobody writes it without.

        Or where it begins several statements and, of many, none holds it elsewhere.
        """
        name = word.title()
        begins = len(self._phrases) >= MANY and len(self._begun.get(name, ())) >= AT_LEAST_TEXTS
        plain = self._written[word.casefold()] + self._written[word.upper()]
        return (self._written[name] > 0 or begins) and not plain

    def with_acronyms(self, label: str) -> str:
        """Return the label with the capitals that its words have in all the answers: "ADHD"."""
        shown = " ".join(map(self._in_usual_capitals, label.split()))
        return shown[:1].upper() + shown[1:]

    def _in_usual_capitals(self, word: str) -> str:
        upper, plain = word.upper(), word.casefold()
        if not is_english(plain):
            return upper if self._written[upper] >= AT_LEAST_TEXTS else word
        # "KIDS" was shouted by few.
        is_shouted = word.isupper() and self._written[upper] < self._written[plain]
        return plain if is_shouted else word

    def key_of(self, form: str) -> Key:
        """Return the stems of a phrase: "listens to us" and "listened to me" have the same."""
        dropped, objects = word_class("determiner"), word_class("object")
        words = (word for word in form.split() if word not in dropped)
        return tuple("me" if word in objects else self._stem(word) for word in words)

    def stems_of(self, form: str) -> frozenset[str]:
        """Return the stems of the words of meaning."""
        return frozenset(self._stem(word) for word in content_of(form))

    def _stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = stem_of(word)
        return self._stems[word]


def names_somebody(phrase: str, text: str) -> bool:
    """Tell whether a word of the phrase has a capital inside a statement, as names have."""
    inside = WORD.findall(text)[1:]
    capitals = {word.casefold() for word in inside if word[:1].isupper() and not word.isupper()}
    return not capitals.isdisjoint(phrase.casefold().split())


def _shown(said: Sequence[tuple[int, int, Sequence[tuple[Key, str]]]]) -> set[str]:
    """Return the forms that two people wrote in two different texts.

    `said` has, for each text, its writer, the place of the first with the same words, its phrases.
    """
    counts: Counter[str] = Counter()
    for place, (_, known, read) in enumerate(said):
        if known == place:
            counts.update(form for _, form in read)
    writers: dict[str, set[int]] = {
        form: set() for form, count in counts.items() if count >= AT_LEAST_TEXTS
    }
    for writer, _, read in said:
        for _, form in read:
            if form in writers:
                writers[form].add(writer)
    return {form for form, people in writers.items() if len(people) >= AT_LEAST_PEOPLE}


def count_sayings(texts: Iterable[str], enough: int) -> int:
    """Return how many of the texts differ in more than a slip of the pen, at most `enough`.

    Dice's coefficient of letter triples (Dice 1945).
    """
    kept: list[set[str]] = []
    for _, text in zip(range(COMPARED), texts, strict=False):
        letters = key_of(text)
        mine = {letters[at : at + 3] for at in range(max(1, len(letters) - 2))}
        if all(2 * len(mine & other) <= ALIKE * (len(mine) + len(other)) for other in kept):
            kept.append(mine)
        if len(kept) == enough:
            break
    return len(kept)

"""Reads the phrases of a text that could name a theme: "more staff", "time to talk", "kind to me".

Shapes, not grammar: a list says how each small word may stand (`words/phrase_words.txt`), and any
other word carries meaning. Scripts without spaces are read as runs of characters.
"""

import re
from collections.abc import Iterator, Sequence

from insights.engine.small_words import WORD, quality_words, stop_words_for, word_class


LONGEST_PHRASE = 5  # words, small ones included
MOST_CONTENT = 3  # words of meaning in a phrase
LONGEST_RUN = 6  # characters, in a script without spaces

_PAUSE = re.compile(
    r"[^\w\s'’\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0970-\u0dff-]|[\n\d]|\s[-–—]\s"
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")


def phrases_of(text: str) -> set[str]:
    """Return the phrases of a text, in lower case, of one to five words that all stand in it.

    A phrase neither begins nor ends with a small word, crosses no comma or stop, and leaves out
    such words as "very". A thing and its quality are also read as one: "staff were very kind" says
    "kind staff".

    Examples
    --------
    >>> sorted(phrases_of("Staff were very kind"))
    ['kind', 'kind staff', 'staff']
    """
    stop = stop_words_for(text)
    found: set[str] = set()
    for run in runs_of(text):
        if len(run) == 1 and _UNSPACED.fullmatch(run[0]):
            found.update(_pieces(run[0], stop))
        else:
            found.update(" ".join(phrase) for phrase in _windows(run, stop))
            found.update(_qualities(run, stop))
    return found


def runs_of(text: str) -> Iterator[list[str]]:
    """Yield the words between two pauses, in lower case, without such words as "very"."""
    fillers = word_class("filler")
    for stretch in _PAUSE.split(text.replace("’", "'")):
        run = [word for word in WORD.findall(stretch.casefold()) if word not in fillers]
        if run:
            yield run


def content_of(phrase: str) -> list[str]:
    """Return the words of a phrase that carry meaning, in order; pairs of unspaced characters."""
    small = word_class("joiner") | word_class("determiner") | word_class("object")
    if _UNSPACED.fullmatch(phrase):
        return [phrase[at : at + 2] for at in range(0, len(phrase) - 1, 2)]
    return [word for word in phrase.split() if word not in small]


def stem_of(word: str) -> str:
    """Return the word without an English ending, so that "waiting" and "waited" count as one.

    Steps 1a, 1b and 1c of Porter (1980, "An algorithm for suffix stripping"), a little coarser.
    Words of other languages mostly stay as they are.
    """
    word = word.removesuffix("'s").replace("'", "")
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "i"
    if word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and re.search("[aeiouy]", rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _windows(run: Sequence[str], stop: frozenset[str]) -> Iterator[Sequence[str]]:
    for start, word in enumerate(run):
        if not _can_begin(word, stop):
            continue
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(run)) + 1):
            phrase = run[start:end]
            if not _can_go_on(phrase, stop):
                break
            if _is_whole(phrase, stop):
                yield phrase


def _can_begin(word: str, stop: frozenset[str]) -> bool:
    return word in word_class("lead") or (word not in stop and len(word) > 1)


def _can_go_on(phrase: Sequence[str], stop: frozenset[str]) -> bool:
    """Tell whether a phrase, or what follows it, may be whole: each small word in its place."""
    last = phrase[-1]
    if len(phrase) == 1 or last not in stop:
        return phrase.count(last) == 1 and len([w for w in phrase if w not in stop]) <= MOST_CONTENT
    if last in word_class("determiner"):
        return phrase[-2] not in word_class("determiner") | word_class("lead")
    small = word_class("joiner") | word_class("object")
    if last in word_class("tail"):
        return True
    return last in small and phrase[-2] not in word_class("lead")


def _is_whole(phrase: Sequence[str], stop: frozenset[str]) -> bool:
    last = phrase[-1]
    if last in word_class("tail"):
        return len(phrase) > 1 and phrase[-2] not in word_class("joiner")
    if last in stop:
        return last in word_class("object") and (
            phrase == ["thank", "you"] or (len(phrase) > 2 and phrase[-2] in _REACHING)
        )
    bound = word_class("bound")
    if len(last) < 2 or (last.isascii() and len(last) < 3):
        return False
    if last in bound:
        return phrase[0] not in bound and phrase[-2:-1] == ["to"]
    return phrase[0] not in bound or len(phrase) > 2


_REACHING = frozenset(("to", "with", "for", "of", "about", "from"))


def _qualities(run: Sequence[str], stop: frozenset[str]) -> Iterator[str]:
    """Yield "kind staff" for "staff were kind", "kind and friendly staff" or "staff kind"."""
    qualities, bound = quality_words(), word_class("bound")
    for place, word in enumerate(run):
        if word not in qualities or not place:
            continue
        before = run[:place]
        if len(before) > 1 and before[-1] == "and" and before[-2] in qualities:
            before = before[:-2]
        joined = len(before) > 1 and before[-1] in word_class("being")
        if joined and before[-2] in word_class("whole"):
            yield f"{before[-2]} {before[-1]} {word}"
        thing = before[-2] if joined else ""
        if len(thing) > 2 and not any(thing in small for small in (stop, qualities, bound)):
            yield f"{word} {thing}"


def _pieces(run: str, stop: frozenset[str]) -> Iterator[str]:
    """Yield the runs of two to six characters that neither begin nor end with a small word."""
    for start in range(len(run)):
        for end in range(start + 2, min(start + LONGEST_RUN, len(run)) + 1):
            piece = run[start:end]
            if {piece[0], piece[-1]} & word_class("edge"):
                continue
            if not any(edge in stop for edge in (piece[:2], piece[-2:], piece)):
                yield piece

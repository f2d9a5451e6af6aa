"""Names groups by phrases that people in them used.

Class TF-IDF (Grootendorst 2022, arXiv 2203.05794): a phrase is worth its share of the group's
texts, times the logarithm of how rare it is elsewhere. Every word of a label or key word was
written by at least two people, in at least two different texts of the group: one person's rare
word never becomes a name, however often they wrote it.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import stopwordsiso

from insights.engine.duplicates import key_of


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words the general list drops that carry meaning in answers about help and services.
_KEPT = frozenset(
    ("ask", "group", "help", "home", "kind", "listen", "long", "longer", "needs", "new", "old")
    + ("talk", "time", "times", "work", "working")
)
# Frequent in any answer, and no topic of their own.
_NO_TOPIC = frozenset(
    ("bit", "day", "days", "lot", "lots", "people", "person", "stuff", "thing", "things", "week")
    + ("told", "tell", "wen", "coz", "cos", "dont", "didnt", "cant", "wont", "isnt", "wasnt")
)
LONGEST_PHRASE = 3
KEYWORDS = 6
LONGER_IS_CLEARER = 0.45  # extra worth of each further word: "waiting list" says more than "list"
AT_LEAST_PEOPLE = AT_LEAST_TEXTS = 2


def phrases_of(text: str) -> set[str]:
    """Return the phrases of one to three words that neither start nor end with a stop word."""
    stop = _stop_words()
    found = set()
    words = [match.group().casefold().replace("’", "'") for match in _WORD.finditer(text)]
    for start in range(len(words)):
        for size in range(1, LONGEST_PHRASE + 1):
            phrase = words[start : start + size]
            if len(phrase) == size and _can_be_phrase(phrase, stop):
                found.add(" ".join(phrase))
    return found


def _can_be_phrase(words: Sequence[str], stop: frozenset[str]) -> bool:
    return (
        words[0] not in stop
        and words[-1] not in stop
        and len(words[0]) > 1
        and len(words[-1]) > 2
        and len(set(words)) == len(words)
    )


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return (frozenset(stopwordsiso.stopwords("en")) | _NO_TOPIC) - _KEPT


def label_groups(groups: Sequence[Sequence[tuple[int, str]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (label, key words) for each group of texts; label "" when nothing may name it.

    Parameters
    ----------
    groups : sequence of sequences of (int, str)
        Who wrote it, and what, for each text of each group. The same text twice counts once.

    Examples
    --------
    >>> waiting = [(0, "waiting list"), (1, "a long waiting list"), (1, "a lost form, a lost form")]
    >>> label_groups([waiting, [(2, "kind staff"), (3, "such kind staff")]])
    [('Waiting list', ('waiting list',)), ('Kind staff', ('kind staff',))]
    """
    counts = [_counts(texts) for texts in groups]
    everywhere: Counter[str] = Counter()
    for each in counts:
        everywhere.update(each)
    mean = sum(everywhere.values()) / max(1, len(groups))
    taken: set[str] = set()
    labels = []
    for each in counts:
        keywords = _keywords(each, everywhere, mean)
        label = next((word for word in keywords if word not in taken), "")
        taken.add(label)
        labels.append((label[:1].upper() + label[1:], tuple(keywords)))
    return labels


def _counts(texts: Sequence[tuple[int, str]]) -> Counter[str]:
    """Return in how many different texts each phrase occurs, of those that two people wrote."""
    counts: Counter[str] = Counter()
    writers: dict[str, set[int]] = {}
    seen: set[str] = set()
    for writer, text in texts:
        key = key_of(text)
        is_new = key not in seen
        seen.add(key)
        for phrase in phrases_of(text):
            counts[phrase] += is_new
            writers.setdefault(phrase, set()).add(writer)
    return Counter(
        {
            p: n
            for p, n in counts.items()
            if n >= AT_LEAST_TEXTS and len(writers[p]) >= AT_LEAST_PEOPLE
        }
    )


def _keywords(counts: Counter[str], everywhere: Counter[str], mean: float) -> list[str]:
    def worth(phrase: str) -> float:
        rare = math.log(1 + mean / everywhere[phrase])
        return counts[phrase] * rare * (1 + LONGER_IS_CLEARER * phrase.count(" "))

    chosen: list[str] = []
    for phrase in sorted(counts, key=lambda each: (-worth(each), each)):
        words = set(phrase.split())
        # Maximal marginal relevance in its plainest form: nothing that repeats what is chosen.
        if not any(words & set(other.split()) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == KEYWORDS:
            break
    return chosen

"""Tells a prepared text's words from those that the person who sent it added."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from insights.engine.keys import key_of, words_of_key
from insights.engine.shingles import WIDTH, placed_words, shingles_in
from insights.engine.statements import statements_of


ADDED = 8  # words in a row that the prepared text does not have: the person's own
ADDED_SENTENCE = 3  # words from which a whole statement that it does not have is, too
REPEATED = 0.5  # share of a statement's words that must stand, in threes, in the prepared one's


def added_spans(text: str, prepared: str) -> tuple[tuple[int, int], ...]:
    """Return what a person added to a prepared text, as (start, end) in code points of `text`.

    Eight words in a row that `prepared` has nowhere, or a whole statement of three or more. A word
    that was changed here and there is no addition. The time grows with the length of both.

    Examples
    --------
    >>> added_spans("Keep our library open. My son learned to read there.", "Keep our library open")
    ((23, 52),)
    """
    placed = placed_words(text)
    known = set(shingles_in(words_of_key(key_of(prepared))))
    is_new = [not each for each in _covered([word for word, _, _ in placed], known)]
    is_added = [False] * len(placed)
    for first, last in _statement_words(text, placed):
        if last - first >= ADDED_SENTENCE and all(is_new[first:last]):
            is_added[first:last] = [True] * (last - first)
    for first, last in _runs(is_new):
        if last - first >= ADDED:
            is_added[first:last] = [True] * (last - first)
    return tuple((placed[first][1], placed[last - 1][2]) for first, last in _runs(is_added))


def _statement_words(
    text: str, placed: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield, for each statement, the numbers of its first word and of the word after its last."""
    starts = [start for _, start, _ in placed]
    for each in statements_of(text, document=0):
        yield bisect_left(starts, each.start), bisect_left(starts, each.end)


def _covered(words: Sequence[str], known: Container[tuple[str, ...]]) -> list[bool]:
    """Return, for each word, whether it stands in three words in a row that are known."""
    covered = [False] * len(words)
    for start, shingle in enumerate(shingles_in(words)):
        if shingle in known:
            covered[start : start + WIDTH] = [True] * len(shingle)
    return covered


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for value, group in groupby(flags):
        end = start + len(list(group))
        if value:
            yield start, end
        start = end


def repeats_of(text: str, prepared: str) -> list[int | None]:
    """Return, for each statement of `text`, which statement of `prepared` it repeats, or None.

    The statements and their order are those of `statements_of`; None is the person's own.

    Examples
    --------
    >>> repeats_of("It helped me a lot. Keep our library open!", "Keep our library open")
    [None, 0]
    """
    owner: dict[tuple[str, ...], int] = {}
    for ordinal, words in enumerate(_statements(prepared)):
        for shingle in shingles_in(words):
            owner.setdefault(shingle, ordinal)
    return [_repeated(words, owner) for words in _statements(text)]


def _repeated(words: Sequence[str], owner: dict[tuple[str, ...], int]) -> int | None:
    votes = Counter(owner[each] for each in shingles_in(words) if each in owner)
    if not votes or sum(_covered(words, owner)) < REPEATED * len(words):
        return None
    return min(votes, key=lambda ordinal: (-votes[ordinal], ordinal))


def _statements(text: str) -> Iterator[list[str]]:
    for each in statements_of(text, document=0):
        yield words_of_key(key_of(text[each.start : each.end]))

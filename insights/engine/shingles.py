"""Texts as sets of three words in a row, and a quick search for sets that overlap.

MinHash: the share of equal minima of random orders estimates the Jaccard overlap of two sets
(Broder 1997, "On the resemblance and containment of documents"). Locality-sensitive hashing by
bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4): pairs with overlap s meet
in at least one of b bands of r rows with chance 1 - (1 - s^r)^b.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insights.engine.keys import WORD_OF_KEY, key_of, words_of_key


WIDTH = 3  # words
ROWS, BANDS = 3, 42  # 126 minima; half of the pairs with an overlap of 0.25 meet, 0.99 at 0.47
SEED = 20_261_122  # any number: the groups are checked on the sets themselves
AT_ONCE = 1 << 18  # shingles worked on at a time, so that memory stays small

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Shares = NDArray[np.float64]


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """Return (word, start, end) for each word of a text: its key's, and where it stands in it."""
    return [
        (word, found.start(), found.end())
        for found in WORD_OF_KEY.finditer(text)
        for word in words_of_key(key_of(found.group()))
    ]


def shingles_in(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every three words in a row; of a shorter text, all of it."""
    if len(words) < WIDTH:
        return [tuple(words)] if words else []
    return list(zip(words, words[1:], words[2:], strict=False))


@dataclass(frozen=True)
class ShingleSets:
    """The sets of n texts: `hashes[starts[i]:starts[i + 1]]`, sorted, of text i."""

    hashes: Hashes
    starts: Places

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> "ShingleSets":
        """Return the sets of texts given as words; that of a text of one or two words is empty."""
        numbers: dict[str, int] = {}
        codes: list[int] = []
        lengths: list[int] = []
        for words in texts:
            codes += [_code_of(word, numbers) for word in words]
            lengths.append(len(words))
        owner = np.repeat(np.arange(len(lengths)), lengths)
        hashes = _mixed(np.array(codes, dtype=np.uint64))
        is_whole = owner[: len(hashes)] == owner[WIDTH - 1 :][: len(hashes)]
        hashes, owner = hashes[is_whole], owner[: len(hashes)][is_whole]
        order = np.lexsort((hashes, owner))
        hashes, owner = hashes[order], owner[order]
        is_new = np.ones(len(hashes), dtype=bool)
        is_new[1:] = (hashes[1:] != hashes[:-1]) | (owner[1:] != owner[:-1])
        sizes = np.bincount(owner[is_new], minlength=len(lengths))
        return cls(hashes[is_new], np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))

    @property
    def sizes(self) -> Places:
        """How many different shingles each text has, shape (n,)."""
        return np.diff(self.starts)

    def of_many(self, places: Places) -> tuple[Hashes, Places]:
        """Return the hashes of the texts at `places`, and for each whose it is: 0 for the first."""
        sizes = self.sizes[places]
        owner = np.repeat(np.arange(len(places)), sizes)
        ends = np.cumsum(sizes)
        inside = np.arange(len(owner)) - np.repeat(ends - sizes, sizes)
        return self.hashes[np.repeat(self.starts[places], sizes) + inside], owner

    def of_one(self, place: int) -> Hashes:
        """Return the hashes of the text at `place`, sorted."""
        return self.hashes[self.starts[place] : self.starts[place + 1]]

    def shared_with(self, wording: Hashes, others: Places) -> Places:
        """Return how many shingles each of `others` shares with a sorted set of them."""
        if not len(wording) or not len(others):
            return np.zeros(len(others), dtype=np.int64)
        hashes, owner = self.of_many(others)
        at = np.minimum(np.searchsorted(wording, hashes), len(wording) - 1)
        shared: Places = np.bincount(owner[wording[at] == hashes], minlength=len(others))
        return shared


class Neighbours:
    """Finds, for a text, the texts whose sets probably overlap with its own.

    Parameters
    ----------
    sets : ShingleSets
        None of them empty.
    """

    def __init__(self, sets: ShingleSets):
        self.bands_ = bands_of(sets)
        self.buckets_: list[tuple[Hashes, Places, Places]] = []
        self.degrees_ = np.zeros(len(sets.sizes), dtype=np.int64)
        for band in self.bands_.T:
            names, bucket, counts = np.unique(band, return_inverse=True, return_counts=True)
            starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
            self.buckets_.append((names, np.argsort(bucket, kind="stable"), starts))
            self.degrees_ += counts[bucket] - 1

    def of(self, bands: Hashes) -> Places:
        """Return the places of texts that have one of these bands, shape (BANDS,), in order."""
        met = []
        for name, (names, order, starts) in zip(bands, self.buckets_, strict=True):
            at = int(np.searchsorted(names, name))
            if at < len(names) and names[at] == name:
                met.append(order[starts[at] : starts[at + 1]])
        near: Places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *met]))
        return near


_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


def _code_of(word: str, numbers: dict[str, int]) -> int:
    if word not in numbers:
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        numbers[word] = int.from_bytes(digest, "big")
    return numbers[word]


def _mixed(codes: Hashes) -> Hashes:
    """Return one hash for every three codes in a row (the finaliser of SplitMix64)."""
    if len(codes) < WIDTH:
        return codes[:0]
    joined: Any = codes[:-2] * _PRIMES[0] + codes[1:-1] * _PRIMES[1] + codes[2:] * _PRIMES[2]
    joined = (joined ^ (joined >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    joined = (joined ^ (joined >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = joined ^ (joined >> np.uint64(31))
    return mixed


def bands_of(sets: ShingleSets) -> Hashes:
    """Return one hash for each band of minima of n sets, none of them empty, shape (n, BANDS)."""
    minima = _minima(sets).astype(np.uint64).reshape(len(sets.sizes), BANDS, ROWS)
    bands: Hashes = np.bitwise_xor.reduce(minima * _PRIMES, axis=2)
    return bands


def _minima(sets: ShingleSets) -> NDArray[np.uint32]:
    """Return MinHash signatures, shape (n, ROWS * BANDS)."""
    count = len(sets.sizes)
    chance = np.random.default_rng(SEED)
    factors = chance.integers(0, 2**63, ROWS * BANDS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    terms = chance.integers(0, 2**63, ROWS * BANDS, dtype=np.uint64)
    minima = np.zeros((count, ROWS * BANDS), dtype=np.uint32)
    first = 0
    while first < count:
        last = max(first + 1, int(np.searchsorted(sets.starts, sets.starts[first] + AT_ONCE)) - 1)
        part = sets.hashes[sets.starts[first] : sets.starts[last]]
        starts = sets.starts[first:last] - sets.starts[first]
        for column in range(ROWS * BANDS):
            # Multiply-shift: the high half of an odd multiple (Dietzfelbinger et al. 1997).
            ranks = ((part * factors[column] + terms[column]) >> np.uint64(32)).astype(np.uint32)
            minima[first:last, column] = np.minimum.reduceat(ranks, starts)
        first = last
    return minima

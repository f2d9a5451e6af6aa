"""Long lists of keys, a part at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar


MOST = 500  # SQLite takes only so many values in one statement

T = TypeVar("T")


def few_at_a_time(keys: Iterable[T], size: int = MOST) -> Iterator[list[T]]:
    """Yield the keys in lists that one statement can hold.

    >>> list(few_at_a_time("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    waiting = iter(keys)
    while part := list(islice(waiting, size)):
        yield part

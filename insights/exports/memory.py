"""Keeps Python from looking through what was there before again and again while a file is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def heap_at_rest() -> Iterator[None]:
    """Set aside what exists now: the collector of garbage looks only at what is made inside.

    A file makes millions of small things, each few of which set the collector going; looking
    through all of Django each time takes a twentieth of the whole. It is as before afterwards.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

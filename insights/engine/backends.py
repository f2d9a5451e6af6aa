"""Where work over many texts is done: in this process, in local processes, on a cluster.

The batches are the same everywhere and come back in order, so the bytes are the same too. What is
held at a time is bounded by the batches in flight, not by the texts.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from insights.engine.batches import (
    Attempt,
    BackendError,
    Batch,
    Work,
    attempt,
    embed_batch,
)
from insights.engine.encoders import ENCODERS
from insights.engine.process_backend import Processes
from insights.engine.stages import Encoder, Vectors


BATCH = 128  # texts: two of the encoders' own batches, so that none is cut

Done = Callable[[int, int], None]
Flow = Generator[tuple[Batch, Attempt], None, None]


@dataclass(frozen=True)
class Mapped:
    """One result for each item, None for those in `failed`.

    `failed` holds their positions, in order; `reasons` the name of each one's exception class.
    """

    results: list[Any]
    failed: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Embedded:
    """Vectors of shape (n, dims), float32; rows of zeros for the texts in `failed`.

    `failed` holds positions, in order; `reasons` the name of each one's exception class.
    """

    vectors: Vectors
    failed: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


class Workers(Protocol):
    """Those who do the work, batch by batch."""

    def run(self, function: Work, batches: Iterable[Batch]) -> Flow:
        """Yield what came of each batch, in any order; raise BackendError when it cannot be."""
        ...


@dataclass(frozen=True)
class Backend:
    """A place to work in.

    Examples
    --------
    >>> BACKENDS["here"]().map_batches(sorted, ["b", "a"], batch=1).results
    ['b', 'a']
    """

    name: str
    workers: Workers

    def embed(self, encoder: Encoder | str, texts: Sequence[str], progress: Done) -> Embedded:
        """Return the rows of `texts`, in order, the same bytes in every backend.

        Parameters
        ----------
        encoder : Encoder or str
            Or a name in `ENCODERS`. One that learns from the texts (its `learns` is true) always
            works here, on all of them at once.
        texts : sequence of str
            A text that cannot be read alone gets a row of zeros.
        progress : callable
            Called with (texts done, texts in all) after each batch.

        Raises BackendError when the model cannot be loaded or the workers cannot be reached, and
        WorkerLost when one batch ended several workers.
        """
        chosen = ENCODERS[encoder]() if isinstance(encoder, str) else encoder
        if getattr(chosen, "learns", chosen.name == "tfidf"):
            return _learnt(chosen, texts, progress)
        # By length: models pad a batch to its longest text, a third of their time on short answers.
        order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), place))
        rows = _Rows(len(texts))
        failed: dict[int, str] = {}
        in_order = [texts[place] for place in order]
        for batch, found in self._each(partial(embed_batch, chosen), in_order, BATCH, progress):
            rows.put(order[batch.start : batch.start + len(batch.items)], found)
            failed.update((order[place], reason) for place, reason in _failed(batch, found))
        return Embedded(rows.vectors, *_in_order(failed))

    def map_batches(
        self, function: Work, items: Sequence[Any], batch: int, progress: Done = lambda *_: None
    ) -> Mapped:
        """Return one result for each item, in order, from `function(items of a batch)`.

        `function` is pure, importable where the workers are, and gives one result for each item; an
        item it raises for alone is left out. `progress` and errors: as for `embed`.
        """
        results: list[Any] = [None] * len(items)
        failed: dict[int, str] = {}
        for each, found in self._each(function, items, batch, progress):
            results[each.start : each.start + len(each.items)] = found.results
            failed.update(_failed(each, found))
        return Mapped(results, *_in_order(failed))

    def _each(self, function: Work, items: Sequence[Any], size: int, progress: Done) -> Flow:
        # The last first: these are the longest texts, and nobody waits for one of them at the end.
        starts = reversed(range(0, len(items), size))
        batches = (Batch(start, items[start : start + size]) for start in starts)
        done = 0
        with closing(self.workers.run(function, batches)) as attempts:
            for batch, found in attempts:
                if found.trouble:
                    raise BackendError(found.trouble)
                yield batch, found
                done += len(batch.items)
                progress(done, len(items))


class _Rows:
    """Vectors that are filled as they come; they have one dimension until a row says how many."""

    def __init__(self, count: int):
        self.vectors: Vectors = np.zeros((count, 1), dtype=np.float32)
        self._known = False

    def put(self, places: Sequence[int], found: Attempt) -> None:
        for place, row in zip(places, found.results, strict=True):
            if row is None:
                continue
            if not self._known:
                self.vectors = np.zeros((len(self.vectors), len(row)), dtype=np.float32)
                self._known = True
            self.vectors[place] = row


def _failed(batch: Batch, found: Attempt) -> list[tuple[int, str]]:
    return [(batch.start + place, reason) for place, reason in found.failed]


def _in_order(failed: dict[int, str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    places = sorted(failed)
    return tuple(places), tuple(failed[place] for place in places)


def _learnt(encoder: Encoder, texts: Sequence[str], progress: Done) -> Embedded:
    found = attempt(lambda whole: [encoder.encode(whole[0], lambda done: None)], Batch(0, [texts]))
    if found.failed:
        raise BackendError(f"{encoder.name} cannot read these texts: {found.failed[0][1]}")
    progress(len(texts), len(texts))
    return Embedded(found.results[0])


class Here:
    """This process."""

    def run(self, function: Work, batches: Iterable[Batch]) -> Flow:
        for batch in batches:
            yield batch, attempt(function, batch)


def _processes(workers: int | None = None) -> Backend:
    return Backend("processes", Processes(workers))


def _dask(scheduler: str) -> Backend:
    try:
        module = import_module("insights.engine.dask_backend")
    except ModuleNotFoundError as error:
        raise BackendError(
            f"The package {error.name} is missing: pip install distributed, here and on each worker"
        ) from error
    return Backend("dask", module.DaskWorkers(scheduler))


BACKENDS: dict[str, Callable[..., Backend]] = {
    "here": lambda: Backend("here", Here()),
    "processes": _processes,
    "dask": _dask,
}

"""What a worker does with one batch, wherever it runs: this process, a local one, another machine.

Nothing a batch meets is raised: schedulers write exceptions and arguments into their logs, and both
may hold people's words.
"""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import parent_process
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from threadpoolctl import threadpool_limits


if TYPE_CHECKING:  # numpy must not be loaded before `prepare` has said how many threads it may have
    from insights.engine.stages import Encoder, Vectors


Work = Callable[[Sequence[Any]], Any]  # gives a list or array: one result for each item

_one_at_a_time = Lock()
_loaded: dict[tuple[str, str], "Encoder"] = {}


class BackendError(RuntimeError):
    """The work could not be done where it was sent. The message holds nothing of the items."""


class WorkerLost(BackendError):
    """The same batch was with several workers when they ended: most likely it ends them."""


class NotReady(Exception):
    """Raised by a function that no item can succeed with here, say because a model is missing.

    Its message goes to the person who runs the work: nothing of an item may be in it.
    """


@dataclass(frozen=True)
class Batch:
    """Neighbouring items, the first at position `start`. They are in no repr, so in no log."""

    start: int
    items: Sequence[Any] = field(repr=False)


@dataclass(frozen=True)
class Attempt:
    """What came of a batch.

    `results`: one for each item, None for those that failed. `failed`: (position within the batch,
    name of the exception's class). `trouble`: why nothing can succeed there, or "".
    """

    results: Sequence[Any] = field(default=(), repr=False)
    failed: tuple[tuple[int, str], ...] = ()
    trouble: str = ""


def attempt(function: Work, batch: Batch) -> Attempt:
    """Return what `function` makes of the items; if it raises, they are tried one by one.

    One batch at a time and on one thread: more would change the bytes.
    """
    with _one_at_a_time, threadpool_limits(limits=1):
        try:
            return Attempt(_results(function, batch.items))
        except NotReady as error:
            return Attempt(trouble=str(error))
        except Exception:
            return _one_by_one(function, batch.items)


def _one_by_one(function: Work, items: Sequence[Any]) -> Attempt:
    results: list[Any] = []
    failed: list[tuple[int, str]] = []
    for place, item in enumerate(items):
        try:
            results.append(_results(function, [item])[0])
        except Exception as error:
            results.append(None)
            failed.append((place, type(error).__name__))
    return Attempt(results, tuple(failed))


def _results(function: Work, items: Sequence[Any]) -> Any:
    results = function(items)
    if len(results) != len(items):
        raise ValueError("one result for each item is needed")
    return results


def embed_batch(encoder: "Encoder", texts: Sequence[str]) -> "Vectors":
    """Return the rows of `texts`, shape (n, dims); the model is loaded once in a process."""
    kept = _loaded.get((encoder.name, encoder.version)) or _load(encoder)
    return kept.encode(texts, lambda done: None)


def _load(encoder: "Encoder") -> "Encoder":
    try:
        encoder.encode(["."], lambda done: None)  # models are opened at their first use
    except Exception as error:
        raise NotReady(f"{encoder.name}: {type(error).__name__}: {error}") from None
    return _loaded.setdefault((encoder.name, encoder.version), encoder)


def prepare() -> None:
    """Make this process a worker: one thread, ended by its parent and with its parent."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which ends it
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)  # a parent that was killed cannot tell its workers

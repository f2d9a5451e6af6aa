"""Workers that are processes on this machine."""

import os
from collections import Counter
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context

from insights.engine.batches import (
    Attempt,
    BackendError,
    Batch,
    Work,
    WorkerLost,
    attempt,
    prepare,
)


LOSSES = 3  # workers that may end with the same batch


class Processes:
    """Processes on this machine, started afresh, so that nothing the parent holds is theirs.

    Parameters
    ----------
    workers : int or None
        How many; each loads its own model. None: one for each processor.
    """

    def __init__(self, workers: int | None = None):
        self.size = workers or os.cpu_count() or 1

    def run(
        self, function: Work, batches: Iterable[Batch]
    ) -> Generator[tuple[Batch, Attempt], None, None]:
        queue = iter(batches)
        free = [_worker() for _ in range(self.size)]
        held: dict[Future[Attempt], tuple[ProcessPoolExecutor, Batch]] = {}
        losses: Counter[int] = Counter()
        try:
            while True:
                for batch in islice(queue, len(free)):
                    worker = free.pop()
                    held[_sent(worker, function, batch)] = worker, batch
                if not held:
                    return
                for future in wait(held, return_when=FIRST_COMPLETED).done:
                    worker, batch = held.pop(future)
                    found = _come_back(future)
                    free.append(worker if found else _worker())
                    if found:
                        yield batch, found
                    else:
                        worker.shutdown(wait=False)
                        losses[batch.start] += 1
                        _check(losses[batch.start])
                        queue = chain([batch], queue)
        finally:
            for worker in (*free, *(worker for worker, _batch in held.values())):
                worker.shutdown(cancel_futures=True)


def _worker() -> ProcessPoolExecutor:
    # A pool of one: a pool that loses a process gives up the batches of all. Spawned: a fork would
    # share the parent's database connections and locks.
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=prepare)


def _sent(worker: ProcessPoolExecutor, function: Work, batch: Batch) -> Future[Attempt]:
    try:
        return worker.submit(attempt, function, batch)
    except BrokenProcessPool as error:  # it ended while it had nothing to do
        lost: Future[Attempt] = Future()
        lost.set_exception(error)
        return lost


def _come_back(future: Future[Attempt]) -> Attempt | None:
    """Return what came of a batch, or None when its worker ended."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as error:
        raise BackendError(
            f"A batch cannot go to a worker or back: {type(error).__name__}"
        ) from None


def _check(losses: int) -> None:
    if losses >= LOSSES:
        raise WorkerLost(f"{losses} workers ended while they had the same batch.")

"""The workers of a Dask scheduler, reached by its address. Imported only when they are asked for.

Who runs the scheduler and its workers sees the texts: on more than one machine use a network of
your own, and `tls://` addresses.
"""

# mypy: allow-untyped-calls
# `distributed` has few types.
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from queue import Empty, SimpleQueue
from time import monotonic

import dask
from distributed import Client, Future, KilledWorker, LocalCluster

from insights.engine.batches import Attempt, BackendError, Batch, Work, WorkerLost, attempt


IN_FLIGHT = 2  # batches for each worker: one at work, one there when it is done
PATIENCE = 30.0  # seconds without any worker
_TICK = 2.0  # seconds between looks at whether workers are there


class DaskWorkers:
    """Workers of a scheduler; each needs this package, in the same version.

    Parameters
    ----------
    scheduler : str
        Such as "tcp://127.0.0.1:8786".
    patience : float
        Seconds to wait for the scheduler, and for a worker while there is none.
    """

    def __init__(self, scheduler: str, patience: float = PATIENCE):
        self.scheduler = scheduler
        self.patience = patience

    def run(
        self, function: Work, batches: Iterable[Batch]
    ) -> Generator[tuple[Batch, Attempt], None, None]:
        """Yield what came of each batch; the scheduler sends those of lost workers again.

        Raises BackendError when the scheduler or all workers are gone, WorkerLost when the same
        batch ended more workers than the scheduler allows (`distributed.scheduler.allowed-failures`
        in its settings).
        """
        queue = iter(batches)
        held: dict[Future, Batch] = {}
        finished: SimpleQueue[Future] = SimpleQueue()
        with self._client() as client:
            while True:
                size = IN_FLIGHT * max(1, len(client.nthreads()))
                for batch in islice(queue, max(0, size - len(held))):
                    future = client.submit(attempt, function, batch, pure=False)
                    held[future] = batch
                    future.add_done_callback(finished.put)
                if not held:
                    return
                future = self._first(client, finished)
                yield held.pop(future), _outcome(future)

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            client = Client(self.scheduler, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BackendError(
                f"No scheduler answers at {self.scheduler}: {type(error).__name__}"
            ) from error
        with client:
            try:
                yield client
            except (OSError, CancelledError) as error:
                raise BackendError(f"The scheduler at {self.scheduler} went away.") from error

    def _first(self, client: Client, finished: "SimpleQueue[Future]") -> Future:
        last_seen = monotonic()
        while True:
            try:
                return finished.get(timeout=_TICK)
            except Empty:
                if client.nthreads():
                    last_seen = monotonic()
                elif monotonic() - last_seen > self.patience:
                    raise BackendError(f"{self.scheduler} has no workers.") from None


def _outcome(future: Future) -> Attempt:
    error = future.exception()
    if isinstance(error, KilledWorker):
        raise WorkerLost(f"{error.allowed_failures + 1} workers ended with the same batch.")
    if error is not None:
        raise BackendError(f"A worker cannot run the engine: {type(error).__name__}") from None
    found: Attempt = future.result()
    return found


def local_cluster(workers: int) -> LocalCluster:
    """Return a scheduler and one-thread workers that only this machine can reach."""
    # Its pages show what runs; without any, no more than a closed door is left of them.
    no_pages: dict[str, list[str]] = {
        f"distributed.{who}.http.routes": [] for who in ("scheduler", "worker", "nanny")
    }
    with dask.config.set(no_pages):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # else port 8787, used or not
            memory_limit=0,  # a worker short of memory would write what it holds to a disk
        )

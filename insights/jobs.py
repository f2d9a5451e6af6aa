"""Take, keep and give up the rows of long jobs, so that any worker may die at any moment.

A job is a `JobRow`. A worker takes it with `claim`, says that it lives with `beat`, and publishes
with `finish`, which works only while its token still stands in the row: a worker that was thought
dead cannot publish over the one that took the job up after it. All times are the database's, so
two machines with different clocks agree on who is late.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q
from django.db.models.functions import Now

from insights.models.job import JobRow, JobStatus


logger = logging.getLogger(__name__)

# Enough for a page that follows the job, and light on a database that others write to.
BEAT_SECONDS = 1.0
WORKER_GONE = "WorkerGone"


class LostJob(Exception):  # noqa: N818 - it is news, not a fault
    """Another worker has this job now, or it is gone: stop, and publish nothing."""


def claim(row: JobRow) -> str | None:
    """Take `row` and return a new token, or None when it is not there to be taken.

    One UPDATE does the looking and the taking, so two workers never take the same row. Call it
    outside a transaction: others must see at once that the row is taken.
    """
    token = secrets.token_hex(16)
    taken = (
        type(row)
        ._default_manager.filter(pk=row.pk)
        .filter(Q(status=JobStatus.WAITING) | (_late() & _tries_left()))
        .update(
            status=JobStatus.RUNNING,
            token=token,
            attempts=F("attempts") + 1,
            heartbeat_at=Now(),
            started_at=Now(),
            finished_at=None,
            error_class="",
            stage="",
            progress=0,
        )
    )
    if not taken:
        return None
    row.refresh_from_db()
    return token


def beat(row: JobRow, token: str, stage: str, progress: int) -> None:
    """Say that the worker lives and how far it is; raise `LostJob` when the job is another's.

    At most one write a second unless the stage changes. Call it outside a transaction, or nobody
    sees it.
    """
    now = time.monotonic()
    if stage == row.stage and now - getattr(row, "beaten_at", -BEAT_SECONDS) < BEAT_SECONDS:
        return
    row.beaten_at, row.stage, row.progress = now, stage[:40], max(0, min(100, int(progress)))
    _update_own(row, token, stage=row.stage, progress=row.progress, heartbeat_at=Now())


@contextmanager
def kept_alive(row: JobRow, token: str) -> Iterator[None]:
    """Beat from beside while a stage runs that cannot say how far it is.

    The thread has a connection of its own, writes only the heartbeat, and ends with the block. A
    beat that fails is left out: the next one, or the fence, tells.
    """
    over = Event()

    def keep():
        while not over.wait(settings.JOB_HEARTBEAT_SECONDS / 4):
            with suppress(LostJob, DatabaseError):
                _update_own(row, token, heartbeat_at=Now())
            connection.close()

    thread = Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def finish(row: JobRow, token: str, **fields) -> None:
    """Mark the job done and write its results; raise `LostJob` when the job is another's.

    Results in other tables belong in the same transaction, after this call.
    """
    _update_own(
        row, token, status=JobStatus.DONE, progress=100, stage="", finished_at=Now(), **fields
    )
    row.refresh_from_db()


def fail(row: JobRow, token: str, error: BaseException) -> None:
    """Mark the job failed. Only the error's class is kept: a message may hold someone's words."""
    name = type(error).__name__[:120]
    logger.warning("job failed", extra={"job": type(row).__name__, "id": row.pk, "kind": name})
    _update_own(row, token, status=JobStatus.FAILED, finished_at=Now(), error_class=name)
    row.refresh_from_db()


def reap(model: type[JobRow]) -> list:
    """Give back the jobs of dead workers; return the keys of waiting rows that need a worker.

    A row that has been tried too often fails. A row that was asked for long ago is returned too:
    its place in the queue may have died with a worker between the queue and `claim`. Asking twice
    is harmless, since only one worker can take the row.
    """
    rows = model._default_manager
    if rows.filter(_late()).exists():  # looked at first: an idle worker writes nothing
        _give_back(rows)
    waiting = rows.filter(status=JobStatus.WAITING).filter(_unasked())
    return [key for key in waiting.values_list("pk", flat=True) if _mark_asked(rows, key)]


def _give_back(rows) -> None:
    gone = (
        rows.filter(_late())
        .exclude(_tries_left())
        .update(status=JobStatus.FAILED, error_class=WORKER_GONE, finished_at=Now(), token="")
    )
    if gone:
        logger.warning(
            "jobs failed",
            extra={"job": rows.model.__name__, "count": gone, "kind": WORKER_GONE},
        )
    rows.filter(_late()).update(status=JobStatus.WAITING, token="", heartbeat_at=None)


def restart(row: JobRow) -> bool:
    """Put a failed job back to wait, with all its tries; return whether it was failed."""
    return bool(
        type(row)
        ._default_manager.filter(pk=row.pk, status=JobStatus.FAILED)
        .update(status=JobStatus.WAITING, attempts=0, token="", heartbeat_at=None)
    )


def _limit():
    return Now() - timedelta(seconds=settings.JOB_HEARTBEAT_SECONDS)


def _late() -> Q:
    return Q(status=JobStatus.RUNNING, heartbeat_at__lt=_limit())


def _tries_left() -> Q:
    return Q(attempts__lt=settings.JOB_MAX_ATTEMPTS)


def _unasked() -> Q:
    """While a row waits, `heartbeat_at` is when a worker was last asked for; at first, never."""
    return Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=_limit())


def _mark_asked(rows, key) -> bool:
    waiting = rows.filter(pk=key, status=JobStatus.WAITING).filter(_unasked())
    return bool(waiting.update(heartbeat_at=Now()))


def _update_own(row: JobRow, token: str, **fields) -> None:
    own = type(row)._default_manager.filter(pk=row.pk, token=token, status=JobStatus.RUNNING)
    if not own.update(**fields):
        raise LostJob(str(row.pk))

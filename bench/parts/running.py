"""Runs the parts of a bench, each in a process of its own, on a database of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


PARTS = Path(__file__).resolve().parent
sys.path.insert(0, str(PARTS.parents[1]))

from tests.postgres import PostgresCluster  # noqa: E402  found by the line before


@contextmanager
def database(*, is_postgres: bool) -> Iterator[dict[str, str]]:
    """Give the environment of an empty database: of SQLite, or a throw-away PostgreSQL."""
    server = PostgresCluster().start() if is_postgres else None
    try:
        with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
            yield {"DATA_DIR": folder, "DATABASE_URL": server.url if server else ""}
    finally:
        if server:
            server.remove()


def run_part(script: str, size: int, environment: dict[str, str]) -> str:
    """Run a part for so many answers, and return the last line that it printed, "" for none."""
    done = subprocess.run(
        [sys.executable, str(PARTS / script), str(size)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    return (done.stdout.splitlines() or [""])[-1]

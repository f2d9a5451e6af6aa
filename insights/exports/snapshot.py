"""One moment of the database, held still while an export reads it, with nobody kept waiting.

PostgreSQL: a second connection in one REPEATABLE READ READ ONLY transaction. SQLite: with
journal_mode=DELETE a long read would keep every sender from committing, so the file is copied
first (SQLite's backup, one step, well under a second for 100 MB) and the copy is read. The copy
is unlinked as soon as it is open: no crash can leave one behind.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def snapshot() -> Iterator[str]:
    """Give the alias of a connection that sees one moment of the database and nothing later.

    Inside a transaction of the caller's, that transaction is the moment.
    """
    main = connections[DEFAULT_DB_ALIAS]
    if main.in_atomic_block:
        yield DEFAULT_DB_ALIAS
        return
    alias = f"snapshot_{secrets.token_hex(8)}"
    opened = _copied if main.vendor == "sqlite" else _transacted
    try:
        with opened(main, alias):
            yield alias
    finally:
        if alias in connections.settings:
            connections[alias].close()
            del connections[alias]
            del connections.settings[alias]


@contextmanager
def _transacted(main, alias):
    # The running settings, not the configured ones: a test's database has another name.
    connections.settings[alias] = {**main.settings_dict}
    connections[alias].connect()
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _copied(main, alias):
    settings.EXPORT_DIR.mkdir(parents=True, exist_ok=True)
    path = settings.EXPORT_DIR / f"{alias}.sqlite3"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        main.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            # Nobody needs the copy after a crash, and senders wait while it is made.
            copy.execute("PRAGMA synchronous=OFF")
            main.connection.backup(copy)
        connections.settings[alias] = _settings_of_copy(main, path)
        # Not ensure_connection(), which Django's test runner refuses for names it does not know.
        connections[alias].connect()
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")  # opens the file for certain
    finally:
        path.unlink(missing_ok=True)
    yield


def _settings_of_copy(main, path: Path) -> dict:
    # immutable: no locks and no look for a journal, which would need the name that is gone.
    name = f"file:{quote(str(path))}?immutable=1"
    return {**main.settings_dict, "NAME": name, "OPTIONS": {}, "CONN_HEALTH_CHECKS": False}

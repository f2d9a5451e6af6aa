"""Which database settings keep an acknowledged answer, and whether the running database has them.

Read from the connection itself, never from our settings: a setting that did not take effect is
the fault that this file exists to find. docs/decisions says why each value is needed.
"""

import sqlite3


# SQLite below this version can corrupt a write-ahead log that several processes share.
WAL_IS_SAFE_FROM = (3, 51, 3)
SQLITE_WANTED = {
    "synchronous": ("2", "3"),  # FULL or EXTRA
    "foreign_keys": ("1",),
    "secure_delete": ("1",),
}
SQLITE_BUSY_TIMEOUT = 20_000
POSTGRES_WANTED = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    # "local" and "remote_write" acknowledge less than they promise; these keep the answer.
    "synchronous_commit": ("on", "remote_apply"),
    # Anything lower writes the failing statement, words of answers and all, to the server's log.
    "log_min_error_statement": ("log", "fatal", "panic"),
}


def durability_problems(connection) -> list[str]:
    """Return what is wrong with the settings of this open connection, in words, or nothing."""
    if connection.vendor == "sqlite":
        return _sqlite_problems(connection)
    return _postgres_problems(connection)


def _sqlite_problems(connection):
    names = ("journal_mode", "busy_timeout", *SQLITE_WANTED)
    found = {name: _answer(connection, f"PRAGMA {name}") for name in names}
    problems = _wrong_values(found, SQLITE_WANTED)
    if int(found["busy_timeout"]) < SQLITE_BUSY_TIMEOUT:
        problems.append(f"busy_timeout is {found['busy_timeout']}; it must be 20000 or more")
    return problems + journal_problems(found["journal_mode"], sqlite3.sqlite_version_info)


def journal_problems(mode: str, version: tuple[int, ...]) -> list[str]:
    """Return what is wrong with an SQLite journal mode on a version of SQLite."""
    mode = mode.lower()
    if mode == "wal" and version < WAL_IS_SAFE_FROM:
        return [f"journal_mode is wal, which SQLite {_dotted(version)} can corrupt; use delete"]
    # A database in memory (tests) keeps nothing and has no other mode to offer.
    if mode not in {"delete", "wal", "memory"}:
        return [f"journal_mode is {mode}; it must be delete"]
    return []


def _postgres_problems(connection):
    found = {name: _answer(connection, f"SHOW {name}") for name in POSTGRES_WANTED}
    return _wrong_values(found, POSTGRES_WANTED)


def _wrong_values(found, wanted):
    return [
        f"{name} is {found[name]}; it must be {' or '.join(values)}"
        for name, values in wanted.items()
        if found[name] not in values
    ]


def _answer(connection, question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _dotted(version):
    return ".".join(map(str, version))

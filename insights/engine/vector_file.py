"""The file that vectors are kept in: found by a keyed hash, sealed, overwritten when forgotten.

A vector of what somebody wrote is what somebody wrote. So an entry is found by a keyed hash of its
text (RFC 2104), and its bytes are sealed under a key made from the text (AES-256-GCM, NIST SP
800-38D): whoever can open it knows the text already. No numerical library is loaded here, because
a web process forgets too.
"""

import fcntl
import hmac
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


T = TypeVar("T")
PART = 900  # texts under one lock and in one statement: older SQLite takes no more than 999 values
MOST = 300_000  # vectors: about 1.2 GB of the largest kind
NONCE = 12  # bytes
DAY = 86_400  # seconds
FILE = "vectors.sqlite3"

# Apart, so that noting when a vector was used does not write the vector again.
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, text BLOB NOT NULL, kind TEXT NOT NULL, used INTEGER NOT NULL,
    UNIQUE (text, kind)
);
CREATE TABLE IF NOT EXISTS sealed (id INTEGER PRIMARY KEY, row BLOB NOT NULL);
"""


class VectorFile:
    """Bytes by kind and text, for any number of processes at once.

    A damaged file, a full disk or a folder that cannot be written costs what is kept, never a run;
    and never gives wrong bytes: they are authenticated together with what they belong to.

    Parameters
    ----------
    folder : Path
        On a local disk; made at need, open to its owner alone.
    key : bytes
        The installation's own; with another key nothing is found.
    most : int
        Entries kept; those not used for longest, counted in days, go first.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> file = VectorFile(Path(mkdtemp()), b"a key that is secret")
    >>> file.write("e5|1", {"They listen": b"1234"})
    >>> file.read("e5|1", ["They listen", "We waited"])
    {'They listen': b'1234'}
    >>> file.forget(["They listen"])
    """

    def __init__(self, folder: Path, key: bytes, most: int = MOST):
        self._folder, self._key, self._most = folder, key, most

    def read(self, kind: str, texts: Sequence[str]) -> dict[str, bytes]:
        """Return the bytes kept for those of `texts` that are known; never raises for the file."""
        known: dict[str, bytes] = {}
        for part in _parts(texts):
            names = {self._name(text): text for text in part}
            none: list[tuple[bytes, bytes]] = []
            with suppress(OSError):
                for name, row in self._do(partial(_rows, kind, list(names)), none):
                    opened = self._opened(kind, names[name], row)
                    known |= {} if opened is None else {names[name]: opened}
        return known

    def write(self, kind: str, rows: Mapping[str, bytes]) -> None:
        """Keep `rows`, by text, in the place of what was known of them; lost if it cannot be."""
        with suppress(OSError):
            for part in _parts(list(rows)):
                sealed = [(self._name(text), self._sealed(kind, text, rows[text])) for text in part]
                self._do(partial(_put, kind, sealed), None)
            self._do(self._make_room, None)

    def forget(self, texts: Sequence[str]) -> None:
        """Overwrite what is kept of `texts`, of every kind. Raises OSError when it cannot be."""
        if not self._folder.exists():
            return
        for part in _parts(texts):
            names = [(self._name(text),) for text in part]
            self._do(partial(_forget, names), None)

    def forget_all(self) -> None:
        """Remove the file. Raises OSError when it cannot be."""
        if self._folder.exists():
            with self._held():
                self._remove()

    def _do(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Return what `work` makes of the file; a file that cannot be worked on is removed."""
        with self._held():
            try:
                with closing(self._opened_file()) as db, db:
                    return work(db)
            except sqlite3.Error:
                self._remove()
                return otherwise

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the lock: nobody else has the file open, so that it may be removed as well.

        The system lets go of it when a process ends, however it ends.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _opened_file(self) -> sqlite3.Connection:
        path = self._folder / FILE
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # the journal's mode follows it
        db = sqlite3.connect(path)
        # A journal that is deleted, not a log beside the file in which forgotten pages stay.
        db.executescript("PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON;" + _TABLES)
        return db

    def _remove(self) -> None:
        for name in (f"{FILE}-journal", FILE):  # a journal left alone would be played into the next
            (self._folder / name).unlink(missing_ok=True)

    def _make_room(self, db: sqlite3.Connection) -> None:
        (count,) = db.execute("SELECT count(*) FROM entries").fetchone()
        oldest = "SELECT id FROM entries ORDER BY used, id LIMIT ?"
        gone = db.execute(oldest, (max(count - self._most, 0),)).fetchall()
        _delete(db, gone)

    def _name(self, text: str) -> bytes:
        return self._hash(b"entry|", text)[:16]

    def _hash(self, purpose: bytes, text: str) -> bytes:
        return hmac.digest(self._key, purpose + text.encode("utf-8", "replace"), "sha256")

    def _sealed(self, kind: str, text: str, row: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self._hash(b"row|", text)).encrypt(nonce, row, kind.encode())

    def _opened(self, kind: str, text: str, sealed: bytes) -> bytes | None:
        try:
            key = AESGCM(self._hash(b"row|", text))
            return key.decrypt(sealed[:NONCE], sealed[NONCE:], kind.encode())
        except (InvalidTag, ValueError):  # a bit that fell over: as good as missing
            return None


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), PART):
        yield texts[start : start + PART]


def _rows(kind: str, names: Sequence[bytes], db: sqlite3.Connection) -> list[tuple[bytes, bytes]]:
    wanted = f"kind = ? AND text IN ({','.join('?' * len(names))})"
    today = int(time.time()) // DAY
    # Nothing but question marks is put into either.
    touched = f"UPDATE entries SET used = ? WHERE used < ? AND {wanted}"  # nosec B608
    rows = f"SELECT text, row FROM entries JOIN sealed USING (id) WHERE {wanted}"  # nosec B608
    db.execute(touched, (today, today, kind, *names))
    return db.execute(rows, (kind, *names)).fetchall()


def _put(kind: str, sealed: Sequence[tuple[bytes, bytes]], db: sqlite3.Connection) -> None:
    today = int(time.time()) // DAY
    for name, row in sealed:
        found = db.execute(
            "INSERT INTO entries (text, kind, used) VALUES (?, ?, ?) "
            "ON CONFLICT (text, kind) DO UPDATE SET used = excluded.used RETURNING id",
            (name, kind, today),
        ).fetchone()
        db.execute("INSERT OR REPLACE INTO sealed (id, row) VALUES (?, ?)", (*found, row))


def _forget(names: Sequence[tuple[bytes]], db: sqlite3.Connection) -> None:
    for name in names:
        _delete(db, db.execute("SELECT id FROM entries WHERE text = ?", name).fetchall())


def _delete(db: sqlite3.Connection, ids: Sequence[tuple[int]]) -> None:
    db.executemany("DELETE FROM sealed WHERE id = ?", ids)
    db.executemany("DELETE FROM entries WHERE id = ?", ids)

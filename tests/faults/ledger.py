"""What was promised, beside what is stored: the judge of every fault test.

Knows neither Django nor our models: rows in, verdict out, so that it can be tested itself.
"""

import json
import os
import re
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

import psycopg


MARKER = re.compile(r"marker-([0-9a-f]{32})")
RESPONSES = "SELECT id, content_sha256 FROM surveys_response"
ANSWERS = (
    "SELECT a.response_id, q.key, a.text FROM surveys_answer a "
    "JOIN surveys_question q ON q.id = a.question_id"
)
EVENTS = "SELECT response_id, key, value FROM surveys_consentevent"


@dataclass
class Stored:
    """One response as found in the database."""

    is_sealed: bool
    answers: dict = field(default_factory=dict)
    permissions: dict = field(default_factory=dict)

    @property
    def marker(self):
        found = MARKER.search(" ".join(self.answers.values()))
        return found.group(1) if found else ""


class Ledger:
    """Who tried to send what, and who was thanked with which receipt. Thread-safe."""

    def __init__(self, path):
        self.attempts = {}
        self.acks = {}
        self.unknown = Counter()
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def attempt(self, marker, answers):
        with self._lock:
            self.attempts[marker] = answers

    def note_unknown(self, marker):
        """Count a sending whose answer never came: it may or may not be stored."""
        with self._lock:
            self.unknown[marker] += 1

    def acknowledge(self, marker, receipt):
        """A promise counts from here: it is on the disk before the client goes on."""
        with self._lock:
            self._file.write(json.dumps({"marker": marker, "receipt": receipt}) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self.acks.setdefault(marker, []).append(receipt)

    def close(self):
        self._file.close()


@dataclass(frozen=True)
class Verdict:
    """Sets of markers; all must be empty but `recovered`."""

    lost: frozenset
    duplicated: frozenset
    unexpected: frozenset
    torn: frozenset
    changed: frozenset
    receipts: frozenset
    recovered: frozenset

    @property
    def faults(self):
        names = ("lost", "duplicated", "unexpected", "torn", "changed", "receipts")
        return {name: len(getattr(self, name)) for name in names if getattr(self, name)}


def judge(*, attempts, acks, stored, unknown=()) -> Verdict:
    """Compare promises and database.

    `attempts` is {marker: {question or permission key: words}}, `acks` {marker: [receipt …]},
    `stored` a list of Stored, `unknown` the markers of sendings that got no answer.
    """
    counts = Counter(response.marker for response in stored)
    return Verdict(
        lost=frozenset(marker for marker in acks if not counts[marker]),
        duplicated=frozenset(marker for marker, count in counts.items() if count > 1),
        unexpected=frozenset(marker for marker in counts if marker not in attempts),
        torn=frozenset(r.marker for r in stored if _is_torn(r, attempts.get(r.marker, {}))),
        changed=frozenset(r.marker for r in stored if _is_changed(r, attempts.get(r.marker, {}))),
        receipts=_bad_receipts(acks),
        recovered=frozenset(marker for marker in unknown if counts[marker]),
    )


def _is_torn(response, sent):
    there = response.answers.keys() | response.permissions.keys()
    return not response.is_sealed or not sent.keys() <= there


def _is_changed(response, sent):
    kept = response.answers | response.permissions
    return any(kept[key] != words for key, words in sent.items() if key in kept)


def _bad_receipts(acks):
    """One person has one receipt, however often thanked; no two people share one."""
    holders = Counter(receipt for given in acks.values() for receipt in set(given))
    return frozenset(
        marker
        for marker, given in acks.items()
        if len(set(given)) > 1 or any(holders[receipt] > 1 or not receipt for receipt in given)
    )


def read_stored(server) -> list[Stored]:
    """Read every response straight from the database, past the site."""
    ask = _postgres_rows if server.cluster else _sqlite_rows
    responses, answers, events = ask(server, (RESPONSES, ANSWERS, EVENTS))
    stored = {str(pk): Stored(bool(seal)) for pk, seal in responses}
    for pk, key, text in answers:
        stored[str(pk)].answers[key] = text
    for pk, key, value in events:
        stored[str(pk)].permissions[key] = value
    return list(stored.values())


def _sqlite_rows(server, queries):
    with closing(sqlite3.connect(server.database_file, timeout=20)) as connection:
        (check,) = connection.execute("PRAGMA integrity_check").fetchone()
        assert check == "ok", check
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        return [connection.execute(query).fetchall() for query in queries]


def _postgres_rows(server, queries):
    with psycopg.connect(server.cluster.url) as connection:
        return [connection.execute(query).fetchall() for query in queries]

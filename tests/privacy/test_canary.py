"""Markers typed into the real site, then looked for on the whole disk it can write to (PRV-01)."""

import http.client
import socket
import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.faults.browser import walk_to_check
from tests.faults.server import Server
from tests.faults.test_cut_connection import press_twice
from tests.privacy.canary import ALLOWED_TABLES, Canaries, FillsEverything
from tests.privacy.faulty_words import EXPLODE


# Any 127.x address is this machine; this one must be found nowhere afterwards.
HOME = "127.77.66.5"
PROXIED = "203.0.113.77"
NUMBERS = frozenset({"times"})
POSTGRES_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request):
    with Server(request.param, application="tests.privacy.faulty:application") as running:
        yield running


class Person(FillsEverything):
    """Comes from an address of its own, behind a browser that tells a lot about itself."""

    def __init__(self, port, canaries):
        names = ("User-Agent", "Referer", "Accept-Language", "X-Unknown")
        headers = {name: canaries.word(name) for name in names} | {"X-Forwarded-For": PROXIED}
        super().__init__(port, canaries, numbers=NUMBERS, headers=headers, timeout=30)

    def connection(self):
        return http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=self.timeout, source_address=(HOME, 0)
        )


def test_what_people_type_is_on_the_disk_only_where_it_belongs(server):
    sent, unsent = Canaries(), Canaries()
    send_everything(server, sent)
    send_nothing(server, unsent)
    explode(server, unsent)

    tables = found_in_tables(server, sent)
    assert set(tables) == allowed_tables(server)
    assert {"child_better", "child_worse", "child_more"} <= set(tables["surveys_answer"])
    assert not {"User-Agent", "Referer", "address", "via"} & set(tables["surveys_answer"])
    assert found_in_tables(server, unsent) == {}
    assert found_elsewhere(server, sent) == {}
    assert found_elsewhere(server, unsent) == {}
    assert_no_addresses(server)
    assert b"RuntimeError" in server.log.read_bytes()  # the fault is reported, without its words


def allowed_tables(server):
    return ALLOWED_TABLES["postgresql" if server.cluster else "sqlite"]


def send_everything(server, canaries):
    person = Person(server.port, canaries)
    page = walk_to_check(person, {})
    assert all(press_twice(person, page))  # the second meets the first one's row


def send_nothing(server, canaries):
    """Everything that people type or ask for and that is not to be kept."""
    walk_to_check(Person(server.port, canaries), {})  # never sent
    person = Person(server.port, canaries)
    for path in ("/s/{}/", "/{}", "/s/help-together/?via={}", "/j/{}/", "/healthz/live?q={}"):
        person.get(path.format(canaries.word("address")))
    person.submit(person.get("/withdraw/"), {})
    person.submit(person.get("/accounts/login/"), {})
    too_long = f"{canaries.word('too long')} " * 3_000
    walked = Person(server.port, canaries)
    walk_to_check(walked, {})
    walked.submit(walked.get("/s/help-together/page-2/"), {"child_better": too_long})
    stranger = Person(server.port, canaries)
    kept = stranger.post("/s/help-together/page-2/", [("a", f"{canaries.word('kept')} words")])
    assert kept.status == 409
    malformed(server, canaries)


def malformed(server, canaries):
    """A request that gunicorn itself refuses."""
    with socket.create_connection(("127.0.0.1", server.port), 10, (HOME, 0)) as line:
        line.sendall(f"GET /{canaries.word('malformed')} NONSENSE\r\n\r\n".encode())
        line.recv(1_000)


def explode(server, canaries):
    person = Person(server.port, canaries)
    words = f"{EXPLODE} {canaries.word('exploded')}"
    page = person.submit(walk_to_check(person, {"child_better": words}), {})
    assert page.status == 500
    assert canaries.found_in(page.body) == []


def found_elsewhere(server, canaries):
    """Search every file the site can write, but for the database's own."""
    folders = [server.log, *server.folder.iterdir()]
    if server.cluster:
        folders.append(server.cluster.log)
    found = canaries.found_in_files(*folders)
    return {path: places for path, places in found.items() if path != str(server.database_file)}


def found_in_tables(server, canaries):
    rows_of = _postgres_rows if server.cluster else _sqlite_rows
    found = {table: canaries.found_in(repr(rows)) for table, rows in rows_of(server)}
    return {table: places for table, places in found.items() if places}


def _sqlite_rows(server):
    with closing(sqlite3.connect(server.database_file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in names.fetchall():
            yield table, connection.execute(f'SELECT * FROM "{table}"').fetchall()


def _postgres_rows(server):
    with psycopg.connect(server.cluster.url) as connection:
        for (table,) in connection.execute(POSTGRES_TABLES).fetchall():
            yield table, connection.execute(f'SELECT * FROM "{table}"').fetchall()
        yield (
            "pg_stat_activity",
            connection.execute(
                "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            ).fetchall(),
        )


def assert_no_addresses(server):
    rows_of = _postgres_rows if server.cluster else _sqlite_rows
    places = {table: repr(rows) for table, rows in rows_of(server)}
    for log in [server.log, *([server.cluster.log] if server.cluster else [])]:
        places[str(log)] = log.read_text()
    known = [place for place, text in places.items() if HOME in text or PROXIED in text]
    assert known == []


def test_sqlite_file_keeps_no_unsent_or_withdrawn_word():
    canaries = Canaries()
    with Server() as server:
        walk_to_check(Person(server.port, canaries), {})
        person = Person(server.port, canaries)
        thanks = person.submit(walk_to_check(person, {}), {})
        assert canaries.found_in(server.database_file.read_bytes())
        done = person.submit(person.get("/withdraw/"), {"code": thanks.receipt})

        assert done.path == "/withdraw/done/"
        assert canaries.found_in(server.database_file.read_bytes()) == []

"""The database keeps what it acknowledges: the settings of running connections, not of files."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from consult.durability import durability_problems, journal_problems


on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="of SQLite")
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="of PostgreSQL")


@pytest.fixture
def sqlite_file(tmp_path, db):
    """Return a connection to a file with the options that the site itself uses."""
    wrapper = DatabaseWrapper({**connection.settings_dict, "NAME": str(tmp_path / "a.sqlite3")})
    yield wrapper
    wrapper.close()


def ask(wrapper, question):
    with wrapper.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()


@on_sqlite
def test_site_connection_to_a_file_has_every_setting(sqlite_file):
    assert durability_problems(sqlite_file) == []
    assert ask(sqlite_file, "PRAGMA journal_mode") == ("delete",)
    assert ask(sqlite_file, "PRAGMA synchronous") == (2,)
    assert ask(sqlite_file, "PRAGMA busy_timeout") == (20_000,)
    assert ask(sqlite_file, "PRAGMA foreign_keys") == (1,)
    assert ask(sqlite_file, "PRAGMA secure_delete") == (1,)


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "problem"),
    [
        ("synchronous=OFF", "synchronous is 0; it must be 2 or 3"),
        ("synchronous=NORMAL", "synchronous is 1; it must be 2 or 3"),
        ("busy_timeout=5000", "busy_timeout is 5000; it must be 20000 or more"),
        ("foreign_keys=OFF", "foreign_keys is 0; it must be 1"),
        ("secure_delete=OFF", "secure_delete is 0; it must be 1"),
        ("journal_mode=TRUNCATE", "journal_mode is truncate; it must be delete"),
    ],
)
def test_drifted_setting_is_named(sqlite_file, pragma, problem):
    ask(sqlite_file, "SELECT 1")
    with sqlite_file.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

    assert durability_problems(sqlite_file) == [problem]


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_write_ahead_log_is_refused_below_the_safe_version(version):
    assert "can corrupt" in journal_problems("wal", version)[0]


@pytest.mark.parametrize(
    ("mode", "version"), [("wal", (3, 51, 3)), ("WAL", (3, 53, 0)), ("delete", (3, 40, 1))]
)
def test_safe_journal_is_accepted(mode, version):
    assert journal_problems(mode, version) == []


@pytest.mark.parametrize("mode", ["off", "truncate", "persist"])
def test_other_journals_are_refused(mode):
    assert journal_problems(mode, (3, 53, 0)) == [f"journal_mode is {mode}; it must be delete"]


@on_postgres
def test_running_server_has_every_setting(db):
    assert durability_problems(connection) == []


@on_postgres
@pytest.mark.parametrize(
    ("name", "value"), [("jit", "off"), ("max_parallel_workers_per_gather", "0")]
)
def test_queries_of_pages_are_neither_compiled_nor_shared_out(db, name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (value,)


@on_postgres
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "SET LOCAL log_min_error_statement = error",
            "log_min_error_statement is error; it must be log or fatal or panic",
        ),
        (
            "SET LOCAL synchronous_commit = off",
            "synchronous_commit is off; it must be on or remote_apply",
        ),
    ],
)
def test_drifted_server_setting_is_named(db, statement, problem):
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert durability_problems(connection) == [problem]


def test_check_passes_on_the_site_as_it_is(db):
    call_command("check", tags=["durability"], stdout=io.StringIO())


def test_check_fails_on_a_wrong_setting(db, monkeypatch):
    monkeypatch.setattr("consult.checks.durability_problems", lambda _: ["synchronous is 0"])

    with pytest.raises(SystemCheckError, match="synchronous is 0"):
        call_command("check", tags=["durability"])


@on_sqlite
def test_check_command_ends_with_an_error_when_the_database_cannot_be_opened(tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/no/such/folder/a.sqlite3"

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--tag", "durability"],
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "the database does not answer (OperationalError)" in done.stderr


def test_ready_says_yes_and_live_says_yes(client, db):
    assert client.get("/healthz/ready").content == b"ready\n"
    assert client.get("/healthz/live").content == b"live\n"


def test_ready_says_no_without_details_when_a_setting_is_wrong(client, db, monkeypatch):
    monkeypatch.setattr("consult.health.durability_problems", lambda _: ["synchronous is 0"])

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert b"synchronous" not in response.content


def test_live_does_not_ask_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/healthz/live")

"""The database under test: SQLite, or a PostgreSQL cluster of this test run's own."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from surveys.triggers import create_statements, drop_statements


def pytest_sessionstart():
    """Stop at once rather than test another database than the one that was asked for."""
    if os.environ.get("CONSULT_TEST_POSTGRES") and connection.vendor != "postgresql":
        pytest.exit("PostgreSQL was asked for, but the settings name another database.", 3)


def pytest_collection_modifyitems(config, items):
    """Leave out, on PostgreSQL, the modules that know no database: they have run beside SQLite."""
    if connection.vendor != "postgresql":
        return
    knowing = {each.path for each in items if _knows_database(each)}
    config.hook.pytest_deselected(items=[each for each in items if each.path not in knowing])
    items[:] = [each for each in items if each.path in knowing]


def _knows_database(item) -> bool:
    return bool(
        item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """A file of this process's own, not memory: a database in memory is gone with its last
    connection, and threads that share it lock each other out of whole tables."""
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        options["TEST"]["NAME"] = str(Path(os.environ["DATA_DIR"]) / "test.sqlite3")
    else:
        options["TEST"]["NAME"] = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture(autouse=True, scope="session")
def _triggers_step_aside_for_emptying():
    """Let the runner empty tables between transactional tests; no test code runs meanwhile."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(self):
        vendor = connection.vendor
        with connection.cursor() as cursor:
            for statement in drop_statements(vendor):
                cursor.execute(statement)
        empty(self)
        with connection.cursor() as cursor:
            for statement in create_statements(vendor):
                cursor.execute(statement)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = empty

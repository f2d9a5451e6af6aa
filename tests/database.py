"""The database under test: SQLite, or a PostgreSQL cluster of this test run's own."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from surveys.triggers import create_statements, drop_statements
from tests.postgres import PostgresCluster


def pytest_configure(config):
    """Start PostgreSQL once, in the process that the workers are children of."""
    if os.environ.get("CONSULT_TEST_POSTGRES") and "DATABASE_URL" not in os.environ:
        cluster = PostgresCluster().start()
        os.environ["DATABASE_URL"] = cluster.url
        os.environ["CONSULT_TEST_POSTGRES_LOG"] = str(cluster.log)
        config.add_cleanup(cluster.remove)


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

"""What every test may lean on: a data folder of its own, named people, a survey made by actions.

DATABASE_URL chooses the database; `CONSULT_TEST_POSTGRES=yes` starts a throw-away PostgreSQL.
The settings module is named here and nowhere else: named in pyproject.toml, pytest-django would
read the settings before this file has said which data folder and which database are meant.
"""

import atexit
import os
import shutil
import tempfile

import django
from hypothesis import settings

from tests.postgres import PostgresCluster


# The same examples each time, so that a change fails for what it changed. To look for new ones:
# CONSULT_EXPLORE=yes make test-sqlite
# No deadline: a busy machine is no fault of the code.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("CONSULT_EXPLORE") else "same")


# Before Django reads its settings: no test may touch a real data folder.
_DATA_DIR = tempfile.mkdtemp(prefix="consult-tests-")
os.environ["DATA_DIR"] = _DATA_DIR
atexit.register(shutil.rmtree, _DATA_DIR, ignore_errors=True)

# Once, in the process that the workers are children of.
if os.environ.get("CONSULT_TEST_POSTGRES") and "DATABASE_URL" not in os.environ:
    _cluster = PostgresCluster().start()
    atexit.register(_cluster.remove)
    os.environ["DATABASE_URL"] = _cluster.url
    os.environ["CONSULT_TEST_POSTGRES_LOG"] = str(_cluster.log)

os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

pytest_plugins = ["tests.database", "tests.people_fixtures"]

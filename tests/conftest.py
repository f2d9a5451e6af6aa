"""What every test may lean on: a data folder of its own, named people, a survey made by actions.

DATABASE_URL chooses the database; `CONSULT_TEST_POSTGRES=yes` starts a throw-away PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile


# Before Django reads its settings: no test may touch a real data folder.
_DATA_DIR = tempfile.mkdtemp(prefix="consult-tests-")
os.environ["DATA_DIR"] = _DATA_DIR
atexit.register(shutil.rmtree, _DATA_DIR, ignore_errors=True)

pytest_plugins = ["tests.database", "tests.people_fixtures"]

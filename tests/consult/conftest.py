"""The environment of a live service, and what the site answers in it."""

import json
import os
import subprocess
import sys

import pytest

from consult.secret_files import make_secret_file


def service_environment(folder):
    """Return an environment in which the site starts as in service."""
    secrets = {name: folder / name.lower() for name in ("SECRET_KEY_FILE", "PEPPER_FILE")}
    for path in secrets.values():
        make_secret_file(path)
    dropped = ("DATABASE_URL", "CONSULT_TEST_POSTGRES")
    return {
        **{name: value for name, value in os.environ.items() if name not in dropped},
        **{name: str(path) for name, path in secrets.items()},
        "DJANGO_SETTINGS_MODULE": "consult.settings",
        "CONSULT_SERVICE": "yes",
        "ALLOWED_HOSTS": "consult.example",
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
    }


@pytest.fixture
def environment(tmp_path):
    return service_environment(tmp_path)


@pytest.fixture(scope="session")
def in_service(tmp_path_factory):
    """Return what the site answered in service, by name, and what it logged as `log`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.consult.service"],
        env=service_environment(tmp_path_factory.mktemp("service")),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout), "log": done.stderr}

"""In service the site refuses to start without what it needs, and says what to do."""

import subprocess
import sys
from pathlib import Path

import pytest


START = "from django.conf import settings; print(settings.SESSION_COOKIE_NAME)"


def start(environment, *command):
    return subprocess.run(
        [sys.executable, *(command or ("-c", START))],
        env=environment,
        capture_output=True,
        text=True,
    )


def test_complete_service_starts(environment):
    assert start(environment).stdout == "__Host-staff\n"


@pytest.mark.parametrize("name", ["SECRET_KEY_FILE", "PEPPER_FILE"])
def test_missing_secret_stops_the_start(environment, name):
    Path(environment[name]).unlink()

    done = start(environment)

    assert done.returncode == 1
    assert f"{name} points to" in done.stderr
    assert "python manage.py make_secrets" in done.stderr
    assert not Path(environment[name]).exists()


@pytest.mark.parametrize("name", ["SECRET_KEY_FILE", "PEPPER_FILE"])
@pytest.mark.parametrize("content", ["", "\n", "change-me"])
def test_empty_or_example_secret_stops_the_start(environment, name, content):
    Path(environment[name]).write_text(content)

    done = start(environment)

    assert done.returncode == 1
    assert "is shorter than 32 characters" in done.stderr


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name your host names"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name your host names"),
        ({"ALLOWED_HOSTS": "consult.example,*"}, "ALLOWED_HOSTS must name your host names"),
        ({"CONSULT_DEBUG": "yes"}, "CONSULT_DEBUG must be off"),
        ({"CONSULT_DEBUG": "maybe"}, "CONSULT_DEBUG is 'maybe'. Set it to yes or no."),
        ({"CONSULT_SERVICE": "ja"}, "CONSULT_SERVICE is 'ja'. Set it to yes or no."),
    ],
)
def test_unsafe_setting_stops_the_start(environment, change, message):
    done = start({**environment, **change})

    assert done.returncode == 1
    assert message in done.stderr


def test_make_secrets_makes_what_is_missing_and_shows_neither(environment):
    for name in ("SECRET_KEY_FILE", "PEPPER_FILE"):
        Path(environment[name]).unlink()

    done = start(environment, "manage.py", "make_secrets")

    assert done.returncode == 0, done.stderr
    for name in ("SECRET_KEY_FILE", "PEPPER_FILE"):
        secret = Path(environment[name])
        assert len(secret.read_text().strip()) >= 32
        assert secret.stat().st_mode & 0o777 == 0o600
        assert secret.read_text().strip() not in done.stdout + done.stderr


def test_make_secrets_keeps_what_is_there(environment):
    before = Path(environment["PEPPER_FILE"]).read_text()

    start(environment, "manage.py", "make_secrets")

    assert Path(environment["PEPPER_FILE"]).read_text() == before


def test_deployment_checks_have_nothing_to_say(environment):
    done = start(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "fault",
    [
        "raise ValueError('zanzibar-marmalade')",
        "import threading; threading.Thread(target=lambda: int('zanzibar-marmalade')).start()",
        "import warnings; warnings.warn('zanzibar-marmalade')",
    ],
)
def test_fault_that_nothing_caught_is_told_without_its_message(environment, fault):
    done = start(environment, "-c", f"import django; django.setup(); {fault}")

    assert "ValueError" in done.stderr or "py.warnings" in done.stderr
    assert "zanzibar-marmalade" not in done.stdout + done.stderr

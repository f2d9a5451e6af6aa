"""The real site on a free port of 127.0.0.1, with a fresh database, for tests that break things."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.postgres import PostgresCluster


ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


class Server:
    """gunicorn in a process group of its own; `database` is "sqlite" or "postgresql"."""

    def __init__(
        self,
        database="sqlite",
        *,
        application="consult.wsgi:application",
        settings=None,
        prepare="tests.faults.prepare",
    ):
        self.prepare = prepare
        self.folder = Path(tempfile.mkdtemp(prefix="consult-faults-"))
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.application = application
        self.cluster = PostgresCluster().start() if database == "postgresql" else None
        self.port = free_port()
        self.process = None
        self.environment = {
            **os.environ,
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.cluster.url if self.cluster else "",
            "DJANGO_SETTINGS_MODULE": "consult.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "TMPDIR": str(self._made("tmp")),
            **(settings or {}),
        }

    def __enter__(self):
        try:
            self.run(self.prepare)
            self.start()
        except Exception:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.kill_group()
        if self.cluster:
            self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _made(self, name):
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path

    def cluster_pid(self):
        """Return the process id of PostgreSQL's own parent of all."""
        return int((self.cluster.data / "postmaster.pid").read_text().splitlines()[0])

    @property
    def database_file(self):
        return self.data / "consult.sqlite3"

    def run(self, module, *arguments):
        """Run one of our Python modules in the site's environment; return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    self.application,
                    "--config",
                    str(ROOT / "consult" / "gunicorn_conf.py"),
                    "--bind",
                    f"127.0.0.1:{self.port}",
                ],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_live()

    def wait_until_live(self):
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(self.url("/healthz/live"), timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def workers(self):
        """Return the process ids of gunicorn's workers, from the kernel's own list."""
        pid = self.process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
            return [int(child) for child in children.split()]
        except OSError:
            return []

    def signal_worker(self, number, what):
        """Send a signal to one worker; return its process id, or None when there is none."""
        workers = self.workers()
        if not workers:
            return None
        pid = workers[number % len(workers)]
        return pid if send_signal(pid, what) else None

    def kill_group(self):
        """Kill master and workers at once, with no chance to finish anything."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def send_signal(pid, what):
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return False
    return True


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

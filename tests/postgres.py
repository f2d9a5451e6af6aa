"""Starts a throw-away PostgreSQL cluster from the machine's own binaries, for tests and CI."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


PLACES = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")
# As docs/operations.md asks of a live server, so that tests see what a live server would log.
CONFIG = """
listen_addresses = ''
unix_socket_directories = '{folder}'
log_min_error_statement = panic
logging_collector = off
fsync = on
synchronous_commit = on
full_page_writes = on
"""


class PostgresCluster:
    """A cluster in a temporary folder, reached by its socket; `log` is its server log."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="consult-pg-"))
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"

    @property
    def url(self):
        return f"postgresql://postgres@/consult?host={self.folder}"

    def start(self):
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run(
            "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
        )
        config = self.data / "postgresql.conf"
        config.write_text(config.read_text() + CONFIG.format(folder=self.folder))
        self.launch()
        self._run("createdb", "-h", self.folder, "-U", "postgres", "consult")
        return self

    def launch(self):
        self._run("pg_ctl", "-D", self.data, "-l", self.log, "-w", "start")

    def stop(self, *, mode="fast"):
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def remove(self):
        self.stop(mode="immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments):
        command = [find_binary(program), *map(str, arguments)]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)


def find_binary(name: str) -> str:
    """Return the path of a PostgreSQL program, or raise with what to install."""
    for place in PLACES:
        if (Path(place) / name).exists():
            return str(Path(place) / name)
    found = shutil.which(name)
    if not found:
        raise FileNotFoundError(f"{name} is missing: install Debian's package postgresql")
    return found

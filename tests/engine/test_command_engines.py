"""`python -m insights.engine --engine …`: the same bytes wherever the texts are read."""

import csv

import pytest

from insights.engine import dask_backend
from insights.engine.__main__ import main
from tests.engine.answers import clear_answers


@pytest.fixture
def command(tmp_path):
    """Return a call that writes the themes of made-up answers and gives (status, bytes)."""
    path, out = tmp_path / "answers.csv", tmp_path / "themes.json"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Words",), *((each.text,) for each in clear_answers())])

    def run(*more):
        words = [str(path), "--text", "Words", "--out", str(out), "--encoder", "use", *more]
        return main(words), out.read_bytes() if out.exists() else b""

    return run


@pytest.mark.enable_socket  # the scheduler and its workers speak over 127.0.0.1
def test_a_cluster_gives_the_bytes_of_this_process(command):
    with dask_backend.local_cluster(2) as cluster:
        there = command("--engine", "dask", "--scheduler", cluster.scheduler_address)

    here = command("--engine", "here")
    assert here[0] == 0
    assert there == here


@pytest.mark.enable_socket
def test_local_processes_give_the_bytes_of_this_process(command):
    assert command("--engine", "processes") == command()


def test_a_cluster_without_address_says_what_to_give(command, capsys):
    assert command("--engine", "dask") == (2, b"")
    assert "--scheduler" in capsys.readouterr().err

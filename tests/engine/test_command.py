"""`python -m insights.engine`: the same bytes anywhere, and clear words when it cannot."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from insights.engine.__main__ import main
from tests.engine.answers import AWKWARD, clear_answers


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rows():
    texts = [document.text for document in clear_answers()]
    storable = [text for text in AWKWARD if text.isprintable()]
    return [(f"p{number}", text) for number, text in enumerate([*texts, *storable])]


@pytest.fixture
def csv_file(tmp_path, rows):
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("id", "What would help?"), *rows])
    return path


@pytest.fixture
def xlsx_file(tmp_path, rows):
    path = tmp_path / "answers.xlsx"
    workbook = openpyxl.Workbook()
    for number, row in enumerate([("id", "What would help?"), *rows], 1):
        for column, value in enumerate(row, 1):
            workbook.active.cell(number, column, value).data_type = "s"
    workbook.save(path)
    return path


def run(path, out, *more):
    return main([str(path), "--text", "What would help?", "--out", str(out), *more])


def test_same_bytes_in_two_processes(csv_file, tmp_path):
    """Another process, with another order of its sets and dictionaries."""
    there, here = tmp_path / "there.json", tmp_path / "here.json"
    words = [str(csv_file), "--text", "What would help?", "--id", "id", "--encoder", "tfidf"]
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"

    subprocess.run(
        [sys.executable, "-m", "insights.engine", *words, "--out", str(there)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for _ in range(2):  # nor does it matter what this process did before
        assert main([*words, "--out", str(here)]) == 0
        assert there.read_bytes() == here.read_bytes()

    assert len(json.loads(here.read_text(encoding="utf-8"))["themes"]) > 1


def test_workbook_and_csv_give_the_same_themes(csv_file, xlsx_file, tmp_path):
    outs = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, out in zip((csv_file, xlsx_file), outs, strict=True):
        assert run(path, out, "--id", "id", "--encoder", "tfidf") == 0

    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_rows_without_ids_are_numbered(csv_file, tmp_path):
    out = tmp_path / "themes.json"

    assert run(csv_file, out, "--encoder", "tfidf") == 0

    names = {
        m["document"] for theme in json.loads(out.read_text())["themes"] for m in theme["members"]
    }
    assert "1" in names
    assert all(name.isdigit() for name in names)


def test_it_says_how_many_and_no_words(csv_file, tmp_path, capsys):
    run(csv_file, tmp_path / "themes.json", "--encoder", "tfidf")

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().endswith("themes written to themes.json")


FAULTS = {
    "missing.csv": (None, "There is no file missing.csv."),
    "empty.csv": (b"", "empty.csv is empty. Give a file with a heading row."),
    "other.csv": (b"id,Answer\n1,x\n", "The columns are: id, Answer"),
    "latin.csv": ("id,What would help?\n1,caf\xe9\n".encode("latin-1"), "is not UTF-8 text"),
    "twice.csv": (b"id,What would help?\n1,x\n1,y\n", "Row 2 repeats the id of an earlier row."),
    "broken.xlsx": (b"not a workbook", "broken.xlsx is damaged"),
    "zip.xlsx": (b"PK\x05\x06" + b"\0" * 18, "zip.xlsx is damaged"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_said_clearly(name, tmp_path, capsys):
    content, message = FAULTS[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert run(tmp_path / name, tmp_path / "out.json", "--id", "id", "--encoder", "tfidf") == 2

    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said
    assert not (tmp_path / "out.json").exists()


def test_folder_instead_of_a_file_and_no_folder_to_write_to(csv_file, tmp_path, capsys):
    assert run(tmp_path, tmp_path / "out.json") == 2
    assert run(csv_file, tmp_path / "nowhere" / "out.json") == 2
    assert "There is no folder" in capsys.readouterr().err


def test_only_headings_and_short_rows(tmp_path):
    path = tmp_path / "few.csv"
    out = tmp_path / "out.json"
    for content in ("id,What would help?\n", "id,What would help?\n1\n2,They listened\n\n"):
        path.write_text(content, encoding="utf-8")
        assert run(path, out, "--encoder", "tfidf") == 0
        assert "themes" in json.loads(out.read_text())

"""manage.py export and manage.py find_themes, as a person calls them."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insights.models import Export
from tests.factories import make_response, make_survey
from tests.insights.exports.oracle import check_workbook, read_with_openpyxl, table_of


ROOT = Path(__file__).resolve().parents[3]
ANSWERS = """name,What helps?
a,Someone who listens to me
b,=1+1
c,dont know
d,"They listen to me, and visit at home"
e,More visits at home
f,
g,Someone who listens to us
"""


@pytest.fixture(autouse=True)
def _export_dir(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def find_themes(*arguments):
    out = io.StringIO()
    call_command("find_themes", *map(str, arguments), "--encoder", "tfidf", stdout=out)
    return out.getvalue()


def test_export_writes_the_file_and_keeps_a_row(db, tmp_path):
    survey = make_survey()
    make_response(survey, answers={"child_better": "More time"})
    out = io.StringIO()

    call_command("export", survey.slug, "--out", str(tmp_path / "a.xlsx"), stdout=out)

    check_workbook(tmp_path / "a.xlsx")
    rows = table_of(read_with_openpyxl(tmp_path / "a.xlsx")["Coded answers"])
    assert [row["Answer"] for row in rows] == ["More time"]
    assert "1 people" in out.getvalue()
    assert Export.objects.downloadable().get().purpose == "Made at the command line"


def test_export_says_what_is_wrong(db, tmp_path):
    make_survey()

    with pytest.raises(CommandError, match="The surveys are: help-together"):
        call_command("export", "other", "--out", str(tmp_path / "a.xlsx"))
    with pytest.raises(CommandError, match="no folder"):
        call_command("export", "help-together", "--out", str(tmp_path / "b" / "a.xlsx"))


def test_find_themes_writes_the_same_kind_of_workbook(answers, tmp_path):
    said = find_themes(
        answers, "--text", "What helps?", "--id", "name", "--out", tmp_path / "a.xlsx"
    )

    check_workbook(tmp_path / "a.xlsx")
    sheets = read_with_openpyxl(tmp_path / "a.xlsx")
    assert list(sheets) == [
        "Cover",
        "Notes",
        "Themes",
        "Coded answers",
        "Beside the themes",
        "Codebook",
        "Run settings",
        "Left out",
    ]
    settings = {row["Setting"]: row["Value"] for row in table_of(sheets["Run settings"])}
    assert "encoder" in settings
    rows = table_of(sheets["Coded answers"])
    assert [row["Person"] for row in rows] >= list("abcdefg")
    assert {row["Answer"] for row in rows if row["Person"] == "b"} == {"=1+1"}
    assert "does not say who allowed their words" in str(sheets["Notes"])
    assert "7 answers" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "answers.csv"]


def test_find_themes_names_rows_by_number(answers, tmp_path):
    find_themes(answers, "--text", "What helps?", "--out", tmp_path / "a.xlsx")

    rows = table_of(read_with_openpyxl(tmp_path / "a.xlsx")["Coded answers"])
    assert {row["Person"]: row["Answer"] for row in rows}["1"] == "Someone who listens to me"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--text", "Wat"], "There is no column “Wat”. The columns are: “name”, “What helps?”."),
        (["--text", "What helps?", "--id", "nom"], "There is no column “nom”"),
    ],
)
def test_find_themes_says_what_is_wrong(answers, tmp_path, arguments, words):
    with pytest.raises(CommandError) as found:
        find_themes(answers, *arguments, "--out", tmp_path / "a.xlsx")

    assert words in str(found.value)
    assert not (tmp_path / "a.xlsx").exists()


def test_find_themes_refuses_two_rows_with_one_id(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,a\n1,b\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Rows 2 and 3 have the same id"):
        find_themes(tmp_path / "a.csv", "--text", "text", "--id", "id", "--out", tmp_path / "b")


def test_find_themes_needs_no_database(answers, tmp_path):
    """In a process of its own, with a database that cannot be opened."""
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/db.sqlite3",
    }
    command = [
        sys.executable,
        "manage.py",
        "find_themes",
        str(answers),
        "--text",
        "What helps?",
        "--encoder",
        "tfidf",
        "--out",
        str(tmp_path / "a.xlsx"),
    ]

    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    check_workbook(tmp_path / "a.xlsx")

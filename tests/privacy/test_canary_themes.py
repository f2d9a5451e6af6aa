"""Markers in imported answers, followed through themes, files and faults (PRV-01, PRV-04)."""

import csv
import json
import random
import string
import subprocess
import sys
import zipfile

import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from insights.exports.writers import WRITERS
from tests.faults.server import ROOT, Server
from tests.privacy.canary import Canaries
from tests.privacy.test_canary import (
    _postgres_rows,
    _sqlite_rows,
    allowed_tables,
    found_in_tables,
)


# Words that two people wrote may become the name of a theme, and then stand in the decision on it
# and in what is kept of its first version.
SUGGESTED = frozenset({"insights_suggestion"})
ACCEPTED = SUGGESTED | {"insights_theme", "insights_themeversion", "insights_decision"}
MAPPING = {
    "id": "Id",
    "audience": {"column": "Who", "values": {"Child": "child"}},
    "questions": {
        "child_better": {"column": "Better"},
        "child_worse": {"column": "Worse"},
        "helper": {"column": "Helper"},
    },
    "permissions": {
        "take_part": {"column": "OK", "granted": ["Yes"]},
        "quote_anon": {"column": "Quote", "granted": ["Yes"]},
    },
}
HEADINGS = ("Id", "OK", "Quote", "Who", "Helper", "Better", "Worse", "Not asked for")
ABOUT = (
    "The queue at {shared} is far too long, {own}",  # nothing else names it, so the word does
    "We waited months in a line at {shared}. {own} {own} {own}",
    "A shorter wait at {shared} would help {own}",
    "A kind teacher listened to {own}",
    "My teacher listened and that helped, {own}",
    "I want a teacher who is kind: {own}",
)

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


class Words(Canaries):
    """Markers of letters only, which the engine takes for words that could name a theme."""

    def word(self, where):
        word = "canary" + "".join(random.choices(string.ascii_lowercase, k=16))
        self.by_word[word] = where
        return word

    def found_in(self, content):
        return super().found_in(
            content.lower() if isinstance(content, bytes) else str(content).casefold()
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request):
    with Server(request.param) as running:
        yield running


@pytest.fixture
def words():
    """Return markers by what becomes of them: one person's, three people's, nobody's to keep."""
    return {kind: Words() for kind in ("own", "shared", "left out")}


@pytest.fixture
def table(tmp_path, words):
    """Return a file of answers. Its name, ids and other columns are not to be kept either."""
    path = tmp_path / f"{words['left out'].word('file name')}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows_of(words))
    (tmp_path / "mapping.json").write_text(json.dumps(MAPPING))
    return path


def rows_of(words):
    own, out, shared = words["own"].word, words["left out"].word, words["shared"].word("shared")
    for number in range(len(ABOUT) * 3):
        better = ABOUT[number % len(ABOUT)].format(own=own("better"), shared=shared)
        yield [out("id"), "Yes", "Yes", "Child", "teacher", better, own("worse"), out("column")]
    yield [out("id"), "No", "No", "Child", "teacher", out("a No"), out("a No"), out("column")]
    yield [out("id"), "Yes", "No", "Child", out("bad cell"), out("bad row"), "", ""]
    yield [out("id"), "Yes", "No", out("bad reader"), "teacher", out("bad row"), "", ""]


def command(server, *arguments, module="django"):
    """Run a command as on the site's own machine; return all that it said."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env=server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


def import_answers(server, table):
    return command(
        server,
        "import_responses",
        table,
        "--survey=help-together",
        f"--mapping={table.parent / 'mapping.json'}",
        "--skip-bad-rows",
    )


def parts_of(path):
    """Yield the bytes of a file, and what is packed into it: a workbook is a zip.

    A .sav file cuts texts into eights, so that its words are whole only when it is read.
    """
    yield path.read_bytes()
    if path.suffix == ".sav":
        cases, about = pyreadstat.read_sav(path, output_format="dict")
        yield repr((cases, vars(about))).encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def files_with(server, canaries):
    """Return {file: places} for all that the site can write, but for the database's own file."""
    folders = [server.folder, *([server.cluster.log] if server.cluster else [])]
    files = [each for top in folders for each in ([top] if top.is_file() else top.rglob("*"))]
    found = {}
    for path in files:
        if path.is_file() and path != server.database_file:
            places = {place for part in parts_of(path) for place in canaries.found_in(part)}
            if places:
                found[path] = places
    return found


# Kinds of file with the names of themes and no words of answers.
WORDLESS = (".sav", ".qdc")


def is_published(path):
    """Tell whether a file is one that may be published: workbooks, by their sheet of contents."""
    if path.suffix in (".xlsx", ".ods"):
        return "Contents" in CalamineWorkbook.from_path(path).sheet_names
    return path.suffix == ".html"


def rows_in(server, table):
    rows_of = _postgres_rows if server.cluster else _sqlite_rows
    return dict(rows_of(server))[table]


def assert_only_in(server, words, *, named=frozenset(), files=frozenset()):
    """See that words stand with the answers; those of several people in the tables `named` too.

    Of `files`, a .sav and a .qdc have the names of themes, and nothing that one person wrote.
    """
    assert set(found_in_tables(server, words["own"])) == allowed_tables(server)
    assert set(found_in_tables(server, words["shared"])) == allowed_tables(server) | named
    assert found_in_tables(server, words["left out"]) == {}
    own = {path for path in files if path.suffix not in WORDLESS}
    assert set(files_with(server, words["own"])) == own
    assert set(files_with(server, words["shared"])) == set(files)
    assert files_with(server, words["left out"]) == {}


def assert_quiet(words, *said):
    for each in words.values():
        assert each.found_in("\n".join(said)) == []


def test_words_stay_in_answers_themes_and_files(server, table, words):
    said = [import_answers(server, table)]
    assert_only_in(server, words)

    said.append(command(server, "themes", module="tests.privacy.asking"))
    said.append(command(server, "work", "--once"))
    assert_only_in(server, words, named=SUGGESTED)

    said.append(command(server, "accept", module="tests.privacy.asking"))
    said.append(command(server, "files", module="tests.privacy.asking"))
    said.append(command(server, "work", "--once"))
    exports = set((server.data / "exports").iterdir())
    assert sorted(path.suffix for path in exports) == sorted(
        kind.suffix for kind in WRITERS.values()
    )
    assert_only_in(server, words, named=ACCEPTED, files=exports)
    places = files_with(server, words["own"])
    for path in exports:
        # What may be published holds own words as quotes alone, and not every theme has any.
        wanted = {"better"} if is_published(path) else {"better", "worse"}
        assert path.suffix in WORDLESS or places[path] >= wanted
    kinds = [kind for kind in WRITERS.values() if kind.is_public]
    assert sum(map(is_published, exports)) == len(kinds)
    assert_quiet(words, *said)
    assert "theme run done" in said[2]


def test_faults_keep_no_word_of_answers(server, table, words):
    import_answers(server, table)
    for what in ("themes", "files"):
        command(server, what, module="tests.privacy.asking")

    said = command(server, module="tests.privacy.faulty_work")

    assert_only_in(server, words)
    assert_quiet(words, said)
    assert said.count("RuntimeError") >= 5  # each job says that it failed
    for job in ("insights_themerun", "insights_export"):
        assert all("RuntimeError" in row for row in rows_in(server, job)), job


def test_themes_for_a_spreadsheet_stand_in_the_file_asked_for(server, table, words, tmp_path):
    out = tmp_path / "themes.xlsx"

    said = command(server, "find_themes", table, "--text=Better", f"--out={out}", "--encoder=tfidf")

    found = {place for part in parts_of(out) for place in words["own"].found_in(part)}
    assert found == {"better"}
    assert files_with(server, words["own"]) == files_with(server, words["shared"]) == {}
    assert found_in_tables(server, words["own"]) == found_in_tables(server, words["shared"]) == {}
    assert_quiet(words, said)
    assert {path.name for path in tmp_path.iterdir()} == {
        out.name,
        table.name,
        "mapping.json",
    }

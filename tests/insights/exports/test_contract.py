"""What every sheet and every kind of file promises, whatever the source."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import pytest

from insights.engine import Document, Member, Result, Theme
from insights.exports.cells import CellReport
from insights.exports.csv_files import OPENERS, guarded
from insights.exports.file_source import FileSource
from insights.exports.names import sheet_name
from insights.exports.ods import OdsWriter
from insights.exports.table import Column, Table
from insights.exports.workbook import WorkbookWriter
from insights.exports.writers import WRITERS, write_export
from insights.forms_exports import KINDS
from tests.insights.exports.opendocument import check_ods
from tests.insights.exports.oracle import check_workbook, read_with_calamine, read_with_openpyxl
from tests.insights.exports.payloads import FORMULAS, HOSTILE


class DecidedSource(FileSource):
    """A themed spreadsheet whose themes a person has decided on: only those are published."""

    def themes(self):
        return [replace(one, is_decided=True) for one in super().themes()]


def source_of(texts, *, title="t.csv", column="What helps?"):
    documents = [Document(str(number), text) for number, text in enumerate(texts, 1)]
    members = tuple(Member(one.id, 0, len(one.text), 0.9) for one in documents if one.text)
    theme = Theme("1", None, texts[0] if texts else "Theme", ("key", "word"), 0.8, members)
    result = Result((theme,), (), (), run={"digest": "d" * 64})
    return DecidedSource(documents, result, title=title, column=column)


SOURCES = {
    "nothing": source_of([]),
    "one": source_of(["More time"]),
    "same": source_of(["More time"] * 300),
    "hostile": source_of(HOSTILE, title="=1+1 [a]/\x0b", column="=cmd|' /C calc'!A0"),
    "long": source_of(["x" * 20_000, "_x000B_" * 9_000, "👍" * 20_000]),
}


# What has no place in a file that knows no permission and no audience, or nothing at all.
MAY_BE_MISSING = {
    "agreement",
    "recommendations",
    "commitments",
    "quotes",
    "themes_by_group",
    "joins",
    "responses",
    "variables",
    "closed",
    "ways",
    "reach",
    "representativeness",
    "changelog",
    "licence",
}
MAY_BE_EMPTY = {"themes", "charts"}
# Kinds made of tables; the others write themselves.
TABLES = [kind for kind in WRITERS if kind not in ("qdpx", "qdc", "sav", "report")]


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, key) for kind in TABLES for key in WRITERS[kind].sheets]
)
@pytest.mark.parametrize("name", SOURCES)
def test_sheet_is_one_whole_table(kind, key, name):
    source, sheet = SOURCES[name], WRITERS[kind].sheets[key]
    manifest = source.manifest()
    table = sheet.build(WRITERS[kind].facts(source), manifest)
    if table is None:
        assert key in MAY_BE_MISSING | (MAY_BE_EMPTY if name == "nothing" else set())
        return

    assert table.name == sheet.name
    assert table.title
    assert table.explanation.endswith(".")
    headings = [column.heading for column in table.columns]
    assert len(set(headings)) == len(headings)
    assert all(len(row) == len(headings) for row in table.rows)


# Sheets that are about the file itself: cover and notes, and contents.
FRONT = {"workbook": 2, "publication": 3, "publication_ods": 3}
STAGES = {
    "qdpx": {"Coded answers"},
    "qdc": {"Codebook"},
    "sav": {"Responses"},
    "report": {"Report"},
} | {kind: {str(sheet.name) for sheet in WRITERS[kind].sheets.values()} for kind in TABLES}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", SOURCES)
def test_writer_writes_any_source(tmp_path, kind, name):
    path, stages = tmp_path / "out", []

    manifest = write_export(
        SOURCES[name], kind=kind, path=path, progress=lambda *stage: stages.append(stage)
    )

    assert [each.name for each in tmp_path.iterdir()] == ["out"]
    if kind in ("workbook", "csv", "jsonl"):
        answers = len(SOURCES[name]._documents)
        assert manifest.rows["Coded answers"] == max(1, answers) or name == "nothing"
    assert {stage[0] for stage in stages} == STAGES[kind]
    assert all(0 <= done <= max(total, done) for _stage, done, total in stages)
    if kind in FRONT:
        {".xlsx": check_workbook, ".ods": check_ods}[WRITERS[kind].suffix](path)
        assert len(read_with_calamine(path)) == len(manifest.rows) + FRONT[kind]


@pytest.mark.parametrize("kind", WRITERS)
def test_writer_that_fails_leaves_only_what_it_was_given(tmp_path, kind):
    source = source_of(["More time"])
    source.coded = source.questions = lambda: (_ for _ in ()).throw(ValueError("half-way"))

    with pytest.raises(ValueError, match="half-way"):
        write_export(source, kind=kind, path=tmp_path / "out", progress=lambda *_stage: None)

    assert {each.name for each in tmp_path.iterdir()} <= {"out"}


def test_every_writer_can_be_chosen():
    assert set(WRITERS) == {kind for kind, _words in KINDS}


@pytest.mark.parametrize("kind", ["workbook", "publication"])
def test_workbook_is_laid_out_for_everyone(tmp_path, kind):
    write_export(
        source_of(["More time"] * 40),
        kind=kind,
        path=tmp_path / "a.xlsx",
        progress=lambda *_stage: None,
    )

    sheets = read_with_openpyxl(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(sheets)[0] == "Cover"
    assert list(sheets)[FRONT[kind] - 1] == "Notes"
    for name, rows in sheets.items():
        assert rows[0][0], name
        assert sum(value is not None for value in rows[0]) == 1, name
        assert not any(all(value is None for value in row) for row in rows), name
    everything = "".join(parts.values())
    for way in ("mergeCell", 'hidden="1"', "headerFooter"):
        assert way not in everything
    for way in ("<pane", "<autoFilter"):
        assert (way in everything) == (kind == "workbook")
    drawn = [name for name, part in parts.items() if "<drawing" in part]
    assert len(drawn) == (kind == "publication")  # the sheet of charts, and no other
    assert "<dc:title>t.csv</dc:title>" in parts["docProps/core.xml"]
    assert "<dc:language>en</dc:language>" in parts["docProps/core.xml"]
    assert sum(name.startswith("xl/tables/") for name in parts) == len(sheets)


@pytest.mark.parametrize("kind", [WorkbookWriter, OdsWriter])
def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path, kind):
    path = tmp_path / f"a{kind.suffix}"
    writer = kind(path, source_of([]), max_rows=13)
    writer.reserve("a", "Answers")
    writer.reserve("b", "Codebook")
    columns = (Column("Number"),)
    numbers = ((number,) for number in range(25))
    writer.add("a", Table("Answers", "Answers", "All.", columns, numbers), lambda done: None)
    writer.add("b", Table("Codebook", "Codebook", "None.", columns, []), lambda done: None)
    writer.close()
    writer.discard()

    {".xlsx": check_workbook, ".ods": check_ods}[kind.suffix](path)
    sheets = read_with_calamine(path)
    assert list(sheets) == ["Answers", "Answers 2", "Answers 3", "Codebook"]
    assert [len(rows) - 3 for rows in sheets.values()] == [10, 10, 5, 0]


def test_rows_are_as_high_as_their_words(tmp_path):
    write_export(
        source_of(["short", "x" * 950, "a\nb\nc", "y" * 9_000]),
        kind="workbook",
        path=tmp_path / "a.xlsx",
        progress=lambda *_stage: None,
    )

    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        [coded] = [
            part for name in names if "x" * 950 in (part := archive.read(name).decode())
            and "Coded answers" in part
        ]  # fmt: skip
    heights = dict(re.findall(r'<row r="(\d+)" ht="(\d+)" customHeight="1">', coded))
    assert [heights.get(str(row)) for row in range(4, 8)] == [None, "150", "45", "409"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("A/B:*?[]", "A B"),
        ("x" * 40, "x" * 31),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History 2"),
        ("taken", "taken 2"),
        ("👍" * 20, "👍" * 15),
        ("\x0b\ud800", "Sheet"),
    ],
)
def test_sheet_names_are_legal_and_unique(wanted, name):
    assert sheet_name(wanted, {"taken"}) == name


def test_csv_guards_every_opener(tmp_path):
    write_export(
        source_of(FORMULAS), kind="csv", path=tmp_path / "a.zip", progress=lambda *_stage: None
    )

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        raw = archive.read("coded_answers.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    for row, text in zip(rows, FORMULAS, strict=True):
        plain = text.replace("\r", "\n")
        assert row["Answer"] in (plain, f"'{plain}")
        assert row["Answer"].lstrip(" \u200b\ufeff")[:1] not in OPENERS
    assert guarded("plain", CellReport()) == "plain"

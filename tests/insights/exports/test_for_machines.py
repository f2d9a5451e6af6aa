"""The files for other programs: CSV with its metadata, and JSON lines, read as programs do."""

import csv
import io
import json
import re
import zipfile

import pytest

from insights.exports.csvw import SeenColumn
from insights.exports.writers import write_export
from tests.factories import make_response, make_survey
from tests.insights.exports.payloads import HOSTILE
from tests.insights.exports.test_contract import SOURCES
from tests.insights.exports.test_export_action import code, export_of, file_path, theme_of


# RFC 6570's varname, which CSVW asks of a column's name; it may not start with "_".
NAME = re.compile("[A-Za-z0-9][A-Za-z0-9_.]*")
PARSERS = {"string": str, "integer": int, "number": float}


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    survey = make_survey(organisation=team)
    theme = theme_of(survey)
    for number in range(12):
        answers = {"child_better": f"More time {number}", "helper": ("teacher", "A teacher")}
        code(theme, make_response(survey, answers=answers))
    make_response(survey, answers={"child_better": "[c]"}, audience="parent")
    return survey


def described(path):
    """Check a zip of .csv files against its metadata; return tables by name, parsed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    metadata = json.loads(parts.pop("metadata.json"))
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    assert metadata["dialect"]["encoding"] == "utf-8"
    assert [table["url"] for table in metadata["tables"]] != []
    assert {table["url"] for table in metadata["tables"]} == set(parts)
    return {table["url"]: parsed(table, parts[table["url"]]) for table in metadata["tables"]}


def parsed(table, raw):
    columns = table["tableSchema"]["columns"]
    assert table["dc:title"]
    names = [column["name"] for column in columns]
    assert len(set(names)) == len(names)
    assert all(NAME.fullmatch(name) for name in names)
    headings, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert headings == [column["titles"] for column in columns]
    return [
        {one["name"]: value_of(one, cell) for one, cell in zip(columns, row, strict=True)}
        for row in rows
    ]


def value_of(column, cell):
    return None if cell in column["null"] else PARSERS[column["datatype"]](cell)


@pytest.mark.parametrize("name", SOURCES)
def test_metadata_is_true_of_every_file(tmp_path, name):
    write_export(SOURCES[name], kind="csv", path=tmp_path / "a", progress=lambda *_stage: None)

    tables = described(tmp_path / "a")

    assert "coded_answers.csv" in tables


def test_metadata_knows_numbers_and_reasons_for_no_answer(survey):
    tables = described(file_path(export_of(survey, kind="csv")))

    [theme] = tables["themes.csv"]
    assert (theme["people"], theme["people_who_answered"]) == (12, 13)
    assert isinstance(theme["share"], float)
    groups = {(one["told_apart_by"], one["group"]): one for one in tables["themes_by_group.csv"]}
    assert groups["Audience", "I am a child"]["people"] == 12
    assert groups["Audience", "I am a parent"]["people"] == 0
    assert groups["helper", "A teacher"]["share"] == 1
    people = tables["responses.csv"]
    assert {one["helper"] for one in people} == {"teacher", None}
    assert "[c]" in {one["answer"] for one in tables["coded_answers.csv"]}


@pytest.mark.parametrize(
    ("values", "nulls", "datatype"),
    [
        ([1, None, 3], (), "integer"),
        ([1, 0.5], (), "number"),
        ([12, "[c]"], ("[c]",), "integer"),
        (["a", "[c]"], (), "string"),
        ([-9, "teacher"], ("-9",), "string"),
        ([-9, 4], ("-9",), "integer"),
        ([1, "many"], (), "string"),
        ([], (), "string"),
    ],
)
def test_type_of_a_column_is_what_stood_in_it(values, nulls, datatype):
    column = SeenColumn("A", nulls)
    for value in values:
        column.see(value)

    said = column.described("a")
    assert (said["datatype"], said["null"]) == (datatype, ["", *nulls])


def test_json_lines_hold_every_text_as_it_was_typed(tmp_path):
    write_export(
        SOURCES["hostile"], kind="jsonl", path=tmp_path / "a", progress=lambda *_stage: None
    )

    with zipfile.ZipFile(tmp_path / "a") as archive:
        lines = archive.read("coded_answers.jsonl").decode("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    typed = {re.sub("[\ud800-\udfff]", "", text) for text in HOSTILE}
    assert {row["Answer"] for row in rows} == typed
    placed = [row for row in rows if row["To character"] is not None]
    assert placed
    assert all(row["To character"] <= len(row["Answer"]) + 1 for row in placed)


def test_json_lines_keep_numbers_and_nothing_apart(survey):
    with zipfile.ZipFile(file_path(export_of(survey, kind="jsonl"))) as archive:
        rows = {
            name: [json.loads(line) for line in archive.read(name).decode().splitlines()]
            for name in archive.namelist()
        }

    [theme] = rows["themes.jsonl"]
    assert (theme["People"], theme["Stability"]) == (12, None)
    assert {row["helper"] for row in rows["responses.jsonl"]} == {"teacher", -1}

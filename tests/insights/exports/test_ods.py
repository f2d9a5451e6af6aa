"""The OpenDocument file: texts as they were typed, and the same tables as the workbook."""

import re
import zipfile

import pytest
from defusedxml import ElementTree

from insights.exports.ods import OdsWriter
from insights.exports.table import Column, small_table
from insights.exports.writers import WRITERS, write_export
from tests.insights.exports.opendocument import OFFICE, TABLE, check_ods, words_of
from tests.insights.exports.oracle import read_with_calamine
from tests.insights.exports.payloads import HOSTILE
from tests.insights.exports.test_contract import SOURCES, source_of


# What both XML and spreadsheets can hold; newlines alone end lines.
LEGAL = re.compile(
    "[\t\n\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd\U000e0000-\U000efffd]*"
)


def written(tmp_path, texts):
    rows = [(text, number) for number, text in enumerate(texts)]
    table = small_table("A", "A", "All.", [Column("Words"), Column("Number")], rows)
    writer = OdsWriter(tmp_path / "a.ods", source_of([]))
    writer.reserve("a", "A")
    writer.add("a", table, lambda done: None)
    writer.close()
    check_ods(tmp_path / "a.ods")
    with zipfile.ZipFile(tmp_path / "a.ods") as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
    [sheet] = content.iter(f"{TABLE}table")
    return sheet.findall(f"{TABLE}table-row")[2:], writer.report


def test_every_text_stands_as_it_was_typed(tmp_path):
    legal = [one for one in HOSTILE if LEGAL.fullmatch(one)]

    rows, report = written(tmp_path, legal)

    assert len(legal) > 70
    assert [words_of(row[0]) for row in rows] == legal
    assert all(row[0].get(f"{OFFICE}value-type") == "string" for row in rows)
    assert report.dropped_characters == 0


def test_a_long_text_goes_on_in_the_next_cell(tmp_path):
    text = "👍" * 32_768

    [row], report = written(tmp_path, [text])

    parts = [words_of(cell) for cell in row][:-1]
    assert "".join(parts) == text
    assert [len(part) for part in parts] == [16_383, 16_383, 2]
    assert report.split_cells == 1


@pytest.mark.parametrize("name", ["nothing", "one", "same"])
def test_the_same_tables_stand_in_the_workbook(tmp_path, name):
    books = []
    for kind in ("publication", "publication_ods"):
        path = tmp_path / f"a{WRITERS[kind].suffix}"
        write_export(SOURCES[name], kind=kind, path=path, progress=lambda *_one: None)
        books.append(read_with_calamine(path))

    assert list(books[0]) == list(books[1])
    assert books[0] == books[1]


def test_language_and_title_are_said(tmp_path):
    source = source_of(["Mwy o amser"], title="Gyda’n gilydd")
    source.language = "cy"
    write_export(source, kind="publication_ods", path=tmp_path / "a", progress=lambda *_one: None)

    with zipfile.ZipFile(tmp_path / "a") as archive:
        meta, styles = (archive.read(f"{name}.xml").decode() for name in ("meta", "styles"))

    assert "<dc:title>Gyda’n gilydd</dc:title>" in meta
    assert "<dc:language>cy</dc:language>" in meta
    assert 'fo:language="cy"' in styles

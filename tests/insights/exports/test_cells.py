"""Cells: whatever a person typed stands in the file as text, whole, and every change is counted."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights.exports.cells import CellReport, parts_needed, text_parts, units_of
from insights.exports.tables import Column, Table
from insights.exports.workbook import SheetTooNarrow, WorkbookWriter
from tests.insights.exports.oracle import (
    check_workbook,
    joined,
    read_with_calamine,
    read_with_openpyxl,
    table_of,
)
from tests.insights.exports.payloads import HOSTILE


ABOUT = SimpleNamespace(title="Title", author="Team", language="en")
DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef]|[\ufffe\uffff]")


def kept(text):
    """Return what must stand in the file, worked out in another way than the writer's."""
    text = DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(letter for letter in text if ord(letter) & 0xFFFE != 0xFFFE)


def write(path: Path, texts, *, parts=1):
    writer = WorkbookWriter(path, ABOUT)
    writer.reserve("a", "Answers")
    columns = (Column("Number"), Column("Answer", parts=parts))
    rows = ((number, text) for number, text in enumerate(texts))
    writer.add("a", Table("Answers", "Answers", "All.", columns, rows), lambda done: None)
    writer.close()
    writer.discard()
    return writer.report


def assert_holds(path, texts):
    check_workbook(path)
    for read in (read_with_openpyxl, read_with_calamine):
        rows = table_of(read(path)["Answers"])
        assert [int(row["Number"]) for row in rows] == list(range(len(texts)))
        for row, text in zip(rows, texts, strict=True):
            found = joined(row, "Answer")
            if kept(text).strip():
                assert found == kept(text)
            else:  # a cell of nothing but spaces is shown as empty by any program
                assert not found.strip()


def test_hostile_texts_stand_as_they_were_typed(tmp_path):
    write(tmp_path / "a.xlsx", HOSTILE)

    assert_holds(tmp_path / "a.xlsx", HOSTILE)


def test_every_change_is_counted(tmp_path):
    report = write(tmp_path / "a.xlsx", ["a\x0bb\ud800", "a\r\nb", "_x000B_ and _x0041_", "plain"])

    assert report.counts() == {
        "dropped_characters": 2,
        "folded_newlines": 1,
        "escaped_codes": 2,
        "split_cells": 0,
        "prefixed_cells": 0,
    }


@pytest.mark.parametrize(
    ("length", "parts"),
    [(10_000, 1), (32_767, 1), (32_768, 2), (40_000, 2), (100_000, 4)],
)
def test_long_texts_go_on_in_further_columns(tmp_path, length, parts):
    text = ("abc def " * (length // 8 + 1))[: length - 1] + "!"

    assert parts_needed([text]) == parts
    report = write(tmp_path / "a.xlsx", ["short", text], parts=parts)

    assert_holds(tmp_path / "a.xlsx", ["short", text])
    assert report.split_cells == (parts > 1)


@pytest.mark.parametrize("unit", ["👍", "_x000B_", "é"])
def test_long_texts_are_cut_as_excel_counts(tmp_path, unit):
    text = unit * (40_000 // len(unit))

    write(tmp_path / "a.xlsx", [text], parts=parts_needed([text]))

    assert_holds(tmp_path / "a.xlsx", [text])


def test_a_text_is_never_cut_to_fit(tmp_path):
    with pytest.raises(SheetTooNarrow, match="Answer"):
        write(tmp_path / "a.xlsx", ["x" * 32_768], parts=1)


# Surrogates by hand: Hypothesis leaves them out unless asked.
ANY_TEXT = st.text(
    alphabet=st.one_of(st.characters(), st.characters(categories=["Cs", "Cc", "Co"])), max_size=60
) | st.sampled_from(HOSTILE)


SAME_FOLDER = [HealthCheck.function_scoped_fixture]


@settings(max_examples=25, deadline=None, suppress_health_check=SAME_FOLDER)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=12))
def test_any_texts_stand_as_they_were_typed(tmp_path, texts):
    write(tmp_path / "a.xlsx", texts)

    assert_holds(tmp_path / "a.xlsx", texts)


@given(text=ANY_TEXT, times=st.integers(1, 3000))
@settings(max_examples=50, deadline=None)
def test_parts_lose_nothing_and_fit(text, times):
    parts = text_parts(text * times, CellReport())

    assert all(units_of(part) <= 32_767 for part in parts)
    plain = [re.sub("_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", part) for part in parts]
    assert "".join(plain) == kept(text * times)

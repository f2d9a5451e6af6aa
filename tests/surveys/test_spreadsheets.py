import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from surveys import spreadsheets
from surveys.spreadsheets import SpreadsheetProblem, read_content, read_spreadsheet


TABLE = "Who,Words\nChild,Hello\nParent,Café\n"


def csv_sheet(text, *, encoding="utf-8"):
    return read_content(text.encode(encoding), suffix=".csv")


def workbook(rows, **sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def problem_of(content, suffix=".xlsx", **options):
    with pytest.raises(SpreadsheetProblem) as caught:
        read_content(content, suffix=suffix, **options)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_unicode_is_read_without_a_note(encoding):
    sheet = csv_sheet(TABLE, encoding=encoding)

    assert sheet.headings == ("Who", "Words")
    assert sheet.rows[1].cells == {"Who": "Parent", "Words": "Café"}
    assert sheet.notes == ()


def test_csv_from_windows_is_read_with_a_note():
    sheet = csv_sheet(TABLE, encoding="cp1252")

    assert sheet.rows[1].cells["Words"] == "Café"
    assert "cp1252" in sheet.notes[0]


def test_csv_that_no_encoding_fits_says_how_to_save_it():
    assert "CSV UTF-8" in problem_of(b"Who,Words\nChild,\x81\xff\n", ".csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiter_is_found(delimiter):
    assert csv_sheet(TABLE.replace(",", delimiter)).headings == ("Who", "Words")


def test_rows_are_numbered_as_a_spreadsheet_program_numbers_them():
    sheet = csv_sheet('Who,Words\nChild,"two\nlines"\n\n,\nParent,x\n')

    assert [row.number for row in sheet.rows] == [2, 5]


def test_short_rows_are_filled_and_long_ones_cut():
    sheet = csv_sheet("Who,Words\nChild\nParent,x,more\n")

    assert sheet.rows[0].cells == {"Who": "Child", "Words": ""}
    assert sheet.rows[1].cells == {"Who": "Parent", "Words": "x"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "first row is empty"),
        ("Who,Words\n", "no rows under them"),
        ("Who,Who\na,b\n", "Two columns are headed"),
        ('Who,Words\nChild,"open\n', "quotation mark"),
    ],
)
def test_csv_that_is_no_table_is_refused_in_words(text, words):
    assert words in problem_of(text.encode(), ".csv")


def test_other_kinds_of_file_are_refused():
    assert "Only .csv and .xlsx" in problem_of(b"x", ".ods")


def test_missing_file_says_why(tmp_path):
    with pytest.raises(SpreadsheetProblem, match="cannot be opened"):
        read_spreadsheet(tmp_path / "none.csv")


def test_file_over_the_size_limit_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "answers.csv"
    path.write_text(TABLE)
    monkeypatch.setattr(spreadsheets, "MAX_BYTES", 10)

    with pytest.raises(SpreadsheetProblem, match="Split it"):
        read_spreadsheet(path)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 1)

    assert "larger than" in problem_of(TABLE.encode(), ".csv")


def test_xlsx_cells_become_the_text_a_reader_sees():
    sheet = read_content(
        workbook([["When", "How many", "Yes"], [date(2026, 3, 2), 3.0, True], ["x", 2.5, None]]),
        suffix=".xlsx",
    )

    assert list(sheet.rows[0].cells.values()) == ["2026-03-02", "3", "TRUE"]
    assert list(sheet.rows[1].cells.values()) == ["x", "2.5", ""]


def test_xlsx_reads_the_named_sheet_and_says_when_it_chose():
    content = workbook([["A"], ["first"]], Other=[["A"], ["second"]])

    assert read_content(content, suffix=".xlsx").notes
    other = read_content(content, suffix=".xlsx", sheet_name="Other")
    assert other.rows[0].cells == {"A": "second"}
    assert "no sheet “None”" in problem_of(content, sheet_name="None")


def test_xlsx_formula_is_never_more_than_its_stored_value():
    sheet = read_content(workbook([["A", "B"], ["=1+1", "x"]]), suffix=".xlsx")

    assert sheet.rows[0].cells["A"] in {"", "0", "=1+1"}


def test_damaged_workbook_is_refused():
    content = workbook([["A"], ["x"]])

    assert "whole .xlsx" in problem_of(content[: len(content) // 2])
    assert "whole .xlsx" in problem_of(b"not a zip at all")


def zip_of(name, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def test_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_of("xl/worksheets/sheet1.xml", b"0" * 20_000_000)

    assert len(bomb) < 50_000
    assert "unpacks to far more" in problem_of(bomb)


def test_zip_that_lies_about_its_size_is_refused():
    honest = zip_of("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    size = (20_000_000).to_bytes(4, "little")

    assert "whole .xlsx" in problem_of(honest.replace(size, (1_000).to_bytes(4, "little")))


@pytest.mark.parametrize("place", ["XFD1048576", "XFD2", "A1048576"])
def test_two_cells_far_apart_do_not_fill_the_memory(place):
    book = Workbook()
    book.active["A1"] = "A"
    book.active[place] = "far away"
    content = io.BytesIO()
    book.save(content)

    assert "larger than" in problem_of(content.getvalue())

"""Reads documents out of a spreadsheet, for the command line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine

from insights.engine.types import Document


LONGEST_CELL = 10_000_000  # csv's own limit of 131,072 would refuse a long answer


class SpreadsheetError(ValueError):
    """The file cannot be used; the message says what to do."""


def read_documents(path: Path, *, text: str, id_column: str | None = None) -> list[Document]:
    """Return a document for each row; named by `id_column`, else by its row number from 1.

    Raises SpreadsheetError for a missing or empty file, an unknown column, a repeated id.
    """
    rows = list(_rows(path))
    if not rows:
        raise SpreadsheetError(f"{path.name} is empty. Give a file with a heading row.")
    headings = [str(cell).strip() for cell in rows[0]]
    text_at = _column(headings, text)
    id_at = None if id_column is None else _column(headings, id_column)
    documents = [
        Document(str(number) if id_at is None else _cell(row, id_at), _cell(row, text_at))
        for number, row in enumerate(rows[1:], 1)
    ]
    seen: set[str] = set()
    for number, document in enumerate(documents, 1):
        if document.id in seen:
            raise SpreadsheetError(f"Row {number} repeats the id of an earlier row.")
        seen.add(document.id)
    return documents


def _rows(path: Path) -> Iterator[Sequence[object]]:
    if not path.is_file():
        raise SpreadsheetError(f"There is no file {path.name}.")
    if path.suffix.lower() == ".xlsx":
        yield from _first_sheet(path)
        return
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except UnicodeDecodeError as error:
        raise SpreadsheetError(
            f"{path.name} is not UTF-8 text. Save it as “CSV UTF-8” or .xlsx."
        ) from error
    except csv.Error as error:
        raise SpreadsheetError(f"{path.name} cannot be read as CSV: {error}.") from error


def _first_sheet(path: Path) -> Sequence[Sequence[object]]:
    try:
        return (
            python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        )
    except (python_calamine.CalamineError, OSError) as error:
        raise SpreadsheetError(
            f"{path.name} is damaged, locked with a password, or no workbook."
        ) from error


def _column(headings: Sequence[str], name: str) -> int:
    if name not in headings:
        raise SpreadsheetError(
            f"There is no column “{name}”. The columns are: {', '.join(headings)}"
        )
    return headings.index(name)


def _cell(row: Sequence[object], place: int) -> str:
    value = row[place] if place < len(row) else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)

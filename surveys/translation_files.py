"""Translation sheets as CSV files: what a translator opens in a spreadsheet and sends back."""

import csv
import io
from pathlib import Path

from surveys.problems import Problem
from surveys.translation import SheetRow, sheet_rows, with_translation


HEADINGS = ("place", "reader", "original", "translation", "status")
GUARDED, MISSING, THERE = "check: permission or safety", "missing", "there"
# What a spreadsheet would take for a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_BYTES = 5_000_000


class SheetProblem(ValueError):
    """A file that is no translation sheet; the message says what to do."""


def csv_of_sheet(rows: list[SheetRow]) -> str:
    """Return the rows as CSV, with a mark that spreadsheets read as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        cells = (row.place, row.reader, row.original, row.translation, status_of(row))
        writer.writerow([_safe(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def status_of(row: SheetRow) -> str:
    """Return what a translator has to know of a row in one word or two."""
    state = THERE if row.translation else MISSING
    return f"{state}, {GUARDED}" if row.is_guarded else state


def read_sheet(path: Path) -> list[SheetRow]:
    """Return the rows of a sheet; SheetProblem when it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SheetProblem(f"{path.name} cannot be read ({error.strerror}).") from error
    if len(content) > MOST_BYTES:
        raise SheetProblem(f"{path.name} is too large for a translation sheet.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path.name} is not in UTF-8. Save it as “CSV UTF-8”."
        raise SheetProblem(message) from error
    return rows_of(text, path.name)


def rows_of(text: str, name: str) -> list[SheetRow]:
    """Return the rows in the text of a sheet."""
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        needed = HEADINGS[:4]
        if not set(needed) <= set(reader.fieldnames or ()):
            raise SheetProblem(
                f"{name} lacks a column. Its first row has to hold: {', '.join(needed)}."
            )
        return [
            SheetRow(*(_plain(row[heading] or "") for heading in needed))
            for row in reader
            if row["place"]
        ]
    except csv.Error as error:
        raise SheetProblem(f"{name} cannot be read as CSV: {error}.") from error


def with_sheets(data: dict, folder: Path) -> tuple[dict, list[Problem]]:
    """Return the document with every machine draft of a folder: `<slug>.<language>.csv`."""
    problems = []
    for path in sorted(folder.glob(f"{data['slug']}.*.csv")):
        language = path.stem.removeprefix(f"{data['slug']}.")
        data, found = with_translation(data, read_sheet(path), language=language)
        problems += [Problem(f"{path.name}, {p.place}", p.message, p.remedy) for p in found]
    return data, problems


def sheet_of(data: dict, language: str) -> str:
    """Return the whole translation sheet of a document as CSV."""
    return csv_of_sheet(sheet_rows(data, language))


def _safe(cell):
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def _plain(cell):
    is_marked = cell.startswith("'") and cell[1:].startswith(STARTS_A_FORMULA)
    return (cell[1:] if is_marked else cell).replace("\r\n", "\n")

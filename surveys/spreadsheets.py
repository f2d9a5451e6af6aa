"""Reads a .csv or .xlsx file from any other tool into headings and rows of plain text.

Knows nothing about surveys. Files come from outside, so size, rows, columns and what is hidden in
a zip are limited before anything is taken apart; each refusal says what to do about it.
"""

import csv
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook


MAX_BYTES = 50_000_000
MAX_UNZIPPED_BYTES = 400_000_000
# Real workbooks unpack to 5-30 times their size; a bomb to a thousand times and more.
MAX_UNZIPPED_RATIO = 200
RATIO_MATTERS_FROM = 10_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
# The reader lays a sheet out as one full grid, so two cells far apart would fill the memory.
MAX_CELLS = 20_000_000
DELIMITERS = ",;\t|"
CELL_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
BLOCK = 1 << 20
LONGEST_PLACE = 32


class SpreadsheetProblem(Exception):
    """The file cannot be read; the message says why and what to do, without any cell's words."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet program shows it, and its cells by heading."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table: headings, rows with something in them, and what the reader had to guess."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sha256: str
    notes: tuple[str, ...] = ()


def read_spreadsheet(path: Path, *, sheet_name: str | None = None) -> Sheet:
    """Return the table in a .csv or .xlsx file, or raise SpreadsheetProblem."""
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SpreadsheetProblem(
                _("The file is larger than %(limit)d MB. Split it and import the parts in turn.")
                % {"limit": MAX_BYTES // 1_000_000}
            )
        content = path.read_bytes()
    except OSError as error:
        raise SpreadsheetProblem(
            _("The file cannot be opened (%(reason)s). Check its name and who may read it.")
            % {"reason": error.strerror}
        ) from error
    return read_content(content, suffix=path.suffix, sheet_name=sheet_name)


def read_content(content: bytes, *, suffix: str, sheet_name: str | None = None) -> Sheet:
    """Return the table in the bytes of a file whose name ends in `suffix`."""
    readers = {".csv": _read_csv, ".txt": _read_csv, ".tsv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(suffix.lower())
    if reader is None:
        raise SpreadsheetProblem(
            _("Only .csv and .xlsx files can be read. Save the table as one of these.")
        )
    table, notes = reader(content, sheet_name)
    headings = _headings_of(table)
    rows = tuple(
        Row(number, dict(zip(headings, _padded(cells, len(headings)), strict=True)))
        for number, cells in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in cells)
    )
    if not rows:
        raise SpreadsheetProblem(_("The file has headings but no rows under them."))
    return Sheet(headings, rows, hashlib.sha256(content).hexdigest(), tuple(notes))


def _headings_of(table):
    if not table or not any(cell.strip() for cell in table[0]):
        raise SpreadsheetProblem(
            _("The first row is empty. Put one heading over each column in row 1.")
        )
    if len(table) - 1 > MAX_ROWS or len(table[0]) > MAX_COLUMNS:
        raise _too_large()
    headings = []
    for place, cell in enumerate(table[0], start=1):
        # Mapping files are typed by hand, so line breaks and double spaces must not matter.
        heading = heading_of(cell) or _("column %(place)d") % {"place": place}
        if heading in headings:
            raise SpreadsheetProblem(
                _("Two columns are headed “%(heading)s”. Give each column its own heading.")
                % {"heading": heading}
            )
        headings.append(heading)
    return tuple(headings)


def heading_of(text: str) -> str:
    """Return a heading as it is compared: one line, single spaces."""
    return " ".join(text.split())


def _padded(cells, width):
    return [*cells[:width], *[""] * (width - len(cells))]


def _too_large():
    return SpreadsheetProblem(
        _(
            "The table is larger than %(rows)d rows by %(columns)d columns. Remove what is not "
            "needed (cells far to the right or below count too), or split the file."
        )
        % {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
    )


# --- .csv ---


def _read_csv(content, _sheet_name):
    text, notes = decode(content)
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SpreadsheetProblem(
            _(
                "The file is not well-formed CSV: a quotation mark is left open, or one cell holds "
                "more than 131,072 characters. Open it in a spreadsheet program and save it again."
            )
        ) from error
    return table, notes


def decode(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a file and what had to be guessed about it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, notes = "utf-16", []
    elif _decodes(content, "utf-8-sig"):
        encoding, notes = "utf-8-sig", []
    else:
        encoding = "cp1252"
        notes = [
            _(
                "The file is not UTF-8, so it was read as Windows text (cp1252). If letters with "
                "accents look wrong, save it as “CSV UTF-8” and try again."
            )
        ]
    try:
        return content.decode(encoding), notes
    except UnicodeDecodeError as error:
        raise SpreadsheetProblem(
            _("The letters in the file cannot be read. Save it as “CSV UTF-8” and try again.")
        ) from error


def _decodes(content, encoding):
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


# --- .xlsx ---


def _read_xlsx(content, sheet_name):
    _check_zip(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = book.sheet_names
            name = sheet_name or (names[0] if names else "")
            if name not in names:
                raise SpreadsheetProblem(
                    _("The workbook has no sheet “%(name)s”. Its sheets are: %(names)s.")
                    % {"name": name, "names": ", ".join(names)}
                )
            table = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise SpreadsheetProblem(
            _("The workbook is damaged or locked with a password. Open it and save it again.")
        ) from error
    notes = []
    if sheet_name is None and len(names) > 1:
        notes = [
            _("The workbook has %(count)d sheets; only “%(name)s” was read.")
            % {"count": len(names), "name": name}
        ]
    return [[_cell_text(value) for value in cells] for cells in table], notes


def _check_zip(content):
    """Refuse a bomb before the fast reader, which trusts what it is given, unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unzipped = sum(member.file_size for member in archive.infolist())
            if unzipped > MAX_UNZIPPED_BYTES or (
                unzipped > RATIO_MATTERS_FROM and unzipped > MAX_UNZIPPED_RATIO * len(content)
            ):
                raise SpreadsheetProblem(
                    _("The workbook unpacks to far more than its size. Save only the table anew.")
                )
            for member in archive.infolist():
                with archive.open(member) as part:
                    _check_places(part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise SpreadsheetProblem(
            _("The file is not a whole .xlsx workbook. Open it and save it again.")
        ) from error


def _check_places(part):
    """Read a part to its end (which proves its declared size) and refuse far-away cells."""
    tail, last_row, last_column = b"", 0, 0
    while block := part.read(BLOCK):
        for letters, number in CELL_PLACE.findall(tail + block):
            last_row = max(last_row, int(number))
            last_column = max(last_column, _column_number(letters))
        tail = block[-LONGEST_PLACE:]
    if last_row > MAX_ROWS + 1 or last_column > MAX_COLUMNS or last_row * last_column > MAX_CELLS:
        raise _too_large()


def _column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell_text(value):
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)

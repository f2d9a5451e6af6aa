"""The .xlsx writer: openpyxl in write-only mode, so memory stays flat whatever the number of rows.

Laid out as the Analysis Function's accessibility checklist asks: title in A1, one sentence, one
header row, one table a sheet marked as a table, nothing merged, hidden, frozen or below it. A
chart stands right of the table whose figures it repeats. Printed, a sheet is as wide as the paper.
"""

from datetime import datetime, time
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as MarkedTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from insights.exports.cells import CellReport, clean_text, goes_as_it_is, text_cell, text_parts
from insights.exports.charts import add_charts
from insights.exports.names import part_heading, sheet_name, unique_headings


MAX_ROWS = 1_048_576
ROWS_ABOVE_DATA = 3
PROGRESS_EVERY = 200
# Narrower columns hold ids and names. openpyxl takes twice as long over a cell with a style.
WRAPPED_FROM = 50


# What a line of words takes, and the most that a row may have, in points.
LINE_POINTS, MOST_POINTS = 15, 409


class SheetTooNarrow(Exception):
    """A text needs more cells than its column was given: better no file than words cut off."""


class WorkbookWriter:
    """Writes tables as sheets of one .xlsx workbook."""

    suffix = ".xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, path: Path, source, *, max_rows: int = MAX_ROWS):
        self.path = path
        self.report = CellReport()
        self._max_rows = max_rows
        self._book = Workbook(write_only=True)
        self._taken: set[str] = set()
        self._sheets: dict = {}
        self._parts: list[Path] = []
        self._describe(source)

    def _describe(self, source):
        properties = self._book.properties
        properties.title = clean_text(source.title, self.report)
        properties.creator = properties.lastModifiedBy = clean_text(source.author, self.report)
        properties.language = source.language
        # To the day: a file says no more about time than its manifest does.
        midnight = datetime.combine(timezone.localdate(), time())
        properties.created = properties.modified = midnight

    def reserve(self, key, name):
        self._sheets[key] = self._new_sheet(name)

    def add(self, key, table, progress):
        sheet = self._sheets.pop(key)
        filled = self._fill(sheet, table, title=table.title)
        written = 0
        for written, row in enumerate(table.rows, start=1):  # noqa: B007 - the count outlives it
            if filled.last_row == self._max_rows:
                filled.finish()
                more = self._new_sheet(table.name, after=filled.sheet)
                filled = self._fill(more, table, title=more.title)
            filled.append(row)
            if written % PROGRESS_EVERY == 0:
                progress(written)
        filled.finish()
        if table.charts:
            add_charts(filled.sheet, table, list(table.rows), first_row=ROWS_ABOVE_DATA + 1)
        return written

    def close(self):
        for sheet in self._sheets.values():
            self._book.remove(sheet)
        self._sheets = {}
        self._book.active = 0
        self._book.save(self.path)

    def discard(self):
        for part in self._parts:
            if str(part) in ALL_TEMP_FILES:
                ALL_TEMP_FILES.remove(str(part))
            part.unlink(missing_ok=True)

    def _new_sheet(self, name, *, after=None):
        place = None if after is None else self._book.index(after) + 1
        return self._book.create_sheet(sheet_name(name, self._taken), place)

    def _fill(self, sheet, table, *, title):
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        filled = _FilledSheet(sheet, table, self.report)
        self._spool(sheet)  # after the widths, which stand above the rows in the file
        filled.write_top(title, table.explanation)
        return filled

    def _spool(self, sheet):
        """Have openpyxl spool the sheet beside the file instead of in the machine's /tmp.

        People's words then stand only in the export folder, which is swept after a crash.
        """
        part = self.path.with_name(f"{self.path.name}.{len(self._parts)}.xml")
        self._parts.append(part)
        ALL_TEMP_FILES.append(str(part))
        sheet._writer = WorksheetWriter(sheet, out=str(part))
        sheet._writer.write_top()


class _FilledSheet:
    """One sheet while its rows are written."""

    def __init__(self, sheet, table, report):
        self.sheet, self._report = sheet, report
        self._columns = table.columns
        self._headings = [text_parts(heading, report)[0] for heading in _headings_of(table)]
        self._styles = _styles_of(sheet)
        self._column_styles = [
            self._styles["wrapped"] if column.width >= WRAPPED_FROM else None
            for column in self._columns
        ]
        self._wrapped = [
            (place, column.width)
            for place, column in enumerate(self._columns)
            if column.width >= WRAPPED_FROM
        ]
        # In a table of many rows a style for each cell would take too long.
        self._is_small = isinstance(table.rows, list)
        self._set_widths()
        self.last_row = 0

    def write_top(self, title, explanation):
        self._append_texts(text_parts(title, self._report), self._styles["title"])
        self._append_texts(text_parts(explanation, self._report), None)
        wide = [column.width for column in self._columns for _one in range(column.parts)]
        lines = max(lines_of(*one) for one in zip(self._headings, wide, strict=True))
        self._append_texts(self._headings, self._styles["heading"], lines)

    def append(self, row):
        cells: list = []
        for column, style, value in zip(self._columns, self._column_styles, row, strict=True):
            if isinstance(value, str) and value:
                if style is None and column.parts == 1 and goes_as_it_is(value):
                    cells.append(value)
                else:
                    cells += self._text_cells(value, column, style)
            else:
                cells.append(None if value == "" else value)
                if column.parts > 1:
                    cells += [None] * (column.parts - 1)
        lines = max((lines_of(row[at], wide) for at, wide in self._wrapped), default=1)
        self._append(self._on_top(cells) if lines > 1 and self._is_small else cells, lines)

    def _on_top(self, cells):
        """Set short words and numbers beside the first line of long ones."""
        return [
            value if value is None or isinstance(value, Cell) else self._top_cell(value)
            for value in cells
        ]

    def _top_cell(self, value):
        cell = WriteOnlyCell(self.sheet, value)
        cell._style = self._styles["top"]
        return cell

    def finish(self):
        """Mark the table as one; a table with no row under its headings would be illegal."""
        if self.last_row <= ROWS_ABOVE_DATA:
            return
        end = get_column_letter(len(self._headings))
        name = "_".join(["table", *self.sheet.title.split()])
        mark = MarkedTable(
            displayName="".join(letter for letter in name if letter.isalnum() or letter == "_"),
            ref=f"A{ROWS_ABOVE_DATA}:{end}{self.last_row}",
            tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
        )
        mark.tableColumns = [
            TableColumn(id=number, name=heading)
            for number, heading in enumerate(self._headings, start=1)
        ]
        # Not add_table(), which warns that write-only sheets need their columns given, as here.
        self.sheet.tables.add(mark)

    def _text_cells(self, value, column, style):
        parts = text_parts(value, self._report)
        if len(parts) > column.parts:
            raise SheetTooNarrow(column.heading)
        cells = [text_cell(self.sheet, part, style) for part in parts]
        return cells + [None] * (column.parts - len(parts))

    def _append_texts(self, texts, style, lines=1):
        self._append([text_cell(self.sheet, text, style) for text in texts], lines)

    def _append(self, cells, lines):
        """Write a row as high as its words: not every program works that out for itself."""
        self.last_row += 1
        if lines == 1:
            self.sheet.append(cells)
            return
        height = {"ht": str(min(lines * LINE_POINTS, MOST_POINTS)), "customHeight": "1"}
        # openpyxl asks for the row's attributes while it writes it, and never again.
        self.sheet.row_dimensions[self.last_row] = height
        self.sheet.append(cells)
        del self.sheet.row_dimensions[self.last_row]

    def _set_widths(self):
        widths = [column.width for column in self._columns for _ in range(column.parts)]
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width


def lines_of(words, width: int) -> int:
    """Return how many lines words take in a cell that is so many characters wide.

    >>> lines_of("one", 10), lines_of("ten letter words", 10), lines_of(None, 10)
    (1, 2, 1)
    """
    if not isinstance(words, str) or (len(words) <= width and "\n" not in words):
        return 1
    return sum(max(1, -(-len(line) // width)) for line in words.split("\n"))


def _headings_of(table):
    return unique_headings(
        [
            part_heading(column.heading, part)
            for column in table.columns
            for part in range(1, column.parts + 1)
        ]
    )


def _styles_of(sheet):
    """Return openpyxl's style numbers, looked up once: a style set on each cell is slow."""
    looks = {
        "title": {"font": Font(bold=True, size=14)},
        "heading": {"font": Font(bold=True), "alignment": Alignment(wrap_text=True)},
        "top": {"alignment": Alignment(vertical="top")},
        "wrapped": {"alignment": Alignment(wrap_text=True, vertical="top")},
    }
    styles = {}
    for name, look in looks.items():
        cell = WriteOnlyCell(sheet)
        for attribute, value in look.items():
            setattr(cell, attribute, value)
        styles[name] = cell._style
    return styles

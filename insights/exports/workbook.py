"""The .xlsx writer: rows are spooled as they come, so memory stays flat whatever their number.

Laid out as the Analysis Function's accessibility checklist asks: title in A1, one sentence, one
header row, one table a sheet marked as a table, nothing merged, hidden, frozen or below it. A
chart stands right of the table whose figures it repeats. Printed, a sheet is as wide as the paper,
which is A4, and every page has the headings.
"""

import zipfile
from datetime import datetime, time
from itertools import repeat
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import ALL_TEMP_FILES
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as MarkedTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from insights.exports.cells import CellReport, clean_text, text_parts
from insights.exports.charts import add_charts
from insights.exports.names import part_heading, sheet_name, unique_headings
from insights.exports.sheet_rows import SheetRows, cell_opening, number_xml, text_xml, words_xml
from insights.exports.table import WRAPPED_FROM


MAX_ROWS = 1_048_576
PROGRESS_EVERY = 200
A4, MARGIN_INCHES = 9, 0.5
# What fits one page in letters that can be read: a wider sheet is printed on several side by side.
PAGE_CHARACTERS = 300
CHARTS_A_PAGE = 3
# With more columns, the first says whose row it is when it has moved out of sight.
MANY_COLUMNS = 10

# What a line of words takes, and the most that a row may have, in points.
LINE_POINTS, MOST_POINTS = 15, 409
# Characters, and how many different such texts of a sheet are remembered as written.
SHORT, MOST_KNOWN = 40, 10_000


class SheetTooNarrow(Exception):
    """A text needs more cells than its column was given: better no file than words cut off."""


class WorkbookWriter:
    """Writes tables as sheets of one .xlsx workbook."""

    suffix = ".xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    # Whether headings stay in sight and rows can be filtered.
    is_for_work = False

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
            add_charts(filled.sheet, table, list(table.rows), first_row=table.heading_row + 1)
        return written

    def close(self):
        for sheet in self._sheets.values():
            self._book.remove(sheet)
        self._sheets = {}
        self._book.active = 0
        # Not save(), which writes the second of saving over the day.
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            ExcelWriter(self._book, archive).save()

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
        sheet.page_setup.paperSize = A4
        sheet.page_margins = PageMargins(*[MARGIN_INCHES] * 4)
        sheet.print_title_rows = f"{table.heading_row}:{table.heading_row}"
        wide = sum(column.width * column.parts for column in table.columns)
        if table.charts:
            sheet.page_setup.fitToHeight = -(-len(table.charts) // CHARTS_A_PAGE)
        elif wide > PAGE_CHARACTERS:
            sheet.page_setup.fitToWidth = -(-wide // PAGE_CHARACTERS)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if self.is_for_work:
            first = "B" if len(table.columns) > MANY_COLUMNS else "A"
            sheet.freeze_panes = f"{first}{table.heading_row + 1}"
        filled = _FilledSheet(sheet, table, self.report, out=self._part())
        filled.write_top(title, table.explanation)
        return filled

    def _part(self) -> str:
        """Return where a sheet is spooled: beside the file instead of in the machine's /tmp.

        People's words then stand only in the export folder, which is swept after a crash.
        """
        part = self.path.with_name(f"{self.path.name}.{len(self._parts)}.xml")
        self._parts.append(part)
        ALL_TEMP_FILES.append(str(part))
        return str(part)


class TeamWorkbookWriter(WorkbookWriter):
    """The same for who works with the rows: headings stay in sight, and rows can be filtered.

    What is published has neither: guidance on accessible spreadsheets advises against both.
    """

    is_for_work = True


class _FilledSheet:
    """One sheet while its rows are written."""

    def __init__(self, sheet, table, report, *, out: str):
        self.sheet, self._report, self._heading_row = sheet, report, table.heading_row
        self._columns = table.columns
        self._headings = [text_parts(heading, report)[0] for heading in _headings_of(table)]
        self._widths = [column.width for column in table.columns for _part in range(column.parts)]
        self._letters = [get_column_letter(number + 1) for number in range(len(self._widths))]
        self._styles = _styles_of(sheet)
        self._cells = list(self._cells_of_columns())
        self._set_widths()
        self._rows = SheetRows(sheet, out=out)
        self._known: dict[str, str] = {}
        self.last_row = 0

    def _cells_of_columns(self):
        """Yield for each column its letters, its style, and its width where its words wrap.

        Then what stands before and after the number of the row in its first cell.
        """
        start = 0
        for column in self._columns:
            letters = self._letters[start : start + column.parts]
            start += column.parts
            is_wrapped = column.width >= WRAPPED_FROM
            style = self._styles[_look_of(column)]
            opening = cell_opening(letters[0], style)
            yield letters, style, column.width if is_wrapped else None, *opening

    def write_top(self, title, explanation):
        self._append_texts(text_parts(title, self._report), repeat(self._styles["title"]))
        for line in explanation.split("\n"):
            self._append_texts(text_parts(line, self._report), repeat(0))
        lines = max(lines_of(*one) for one in zip(self._headings, self._widths, strict=True))
        self._append_texts(self._headings, self._heading_styles(), lines)

    def _heading_styles(self):
        """Yield a style for each heading: it stands where what is under it stands."""
        for column in self._columns:
            name = "heading_of_figures" if column.is_figures else "heading"
            yield from [self._styles[name]] * column.parts

    def append(self, row):
        number, lines, known = self.last_row + 1, 1, self._known
        cells: list[str] = []
        for (letters, style, wraps, start, middle), value in zip(self._cells, row, strict=True):
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                shown = self._styles["among_words"] if wraps else style
                cells.append(number_xml(f"{letters[0]}{number}", shown, value))
                continue
            # Most cells: put together here, since a call for each takes as long as its words.
            words = known.get(value)
            if words is not None:
                cells.append(f"{start}{number}{middle}{words}")
            else:
                cells += self._text_cells(value, letters, number, style)
            if wraps and (len(value) > wraps or "\n" in value):
                lines = max(lines, lines_of(value, wraps))
        self._write(cells, lines)

    def _text_cells(self, value, letters, number, style):
        parts = text_parts(value, self._report)
        if len(parts) == 1:
            # Codes, labels and names of themes come again and again.
            if parts[0] is value and len(value) <= SHORT and len(self._known) < MOST_KNOWN:
                self._known[value] = words_xml(value)
            return (text_xml(f"{letters[0]}{number}", style, parts[0]),) if parts[0] else ()
        if len(parts) > len(letters):
            place = self._letters.index(letters[0])
            raise SheetTooNarrow(self._headings[place])
        return [
            text_xml(f"{letter}{number}", style, part)
            for letter, part in zip(letters, parts, strict=False)
            if part
        ]

    def _append_texts(self, texts, styles, lines=1):
        number = self.last_row + 1
        placed = zip(self._letters, texts, styles, strict=False)
        self._write([text_xml(f"{one}{number}", style, text) for one, text, style in placed], lines)

    def _write(self, cells, lines):
        """Write a row as high as its words: not every program works that out for itself."""
        self.last_row += 1
        points = min(lines * LINE_POINTS, MOST_POINTS) if lines > 1 else 0
        self._rows.write(self.last_row, cells, points=points)

    def finish(self):
        """Mark the table as one; a table with no row under its headings would be illegal."""
        if self.last_row <= self._heading_row:
            return
        end = get_column_letter(len(self._headings))
        name = "_".join(["table", *self.sheet.title.split()])
        mark = MarkedTable(
            displayName="".join(letter for letter in name if letter.isalnum() or letter == "_"),
            ref=f"A{self._heading_row}:{end}{self.last_row}",
            tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
        )
        mark.tableColumns = [
            TableColumn(id=number, name=heading)
            for number, heading in enumerate(self._headings, start=1)
        ]
        if self.sheet.freeze_panes:
            mark.autoFilter = AutoFilter(ref=mark.ref)
        # Not add_table(), which warns that write-only sheets need their columns given, as here.
        self.sheet.tables.add(mark)

    def _set_widths(self):
        for letter, width in zip(self._letters, self._widths, strict=True):
            self.sheet.column_dimensions[letter].width = width


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


def _look_of(column) -> str:
    if column.is_figures:
        return "figures"
    return "wrapped" if column.width >= WRAPPED_FROM else "top"


def _styles_of(sheet):
    """Return the numbers of the styles, as cells name them."""
    looks = {
        "title": {"font": Font(bold=True, size=14)},
        "heading": {"font": Font(bold=True), "alignment": Alignment(wrap_text=True)},
        "heading_of_figures": {
            "font": Font(bold=True),
            "alignment": Alignment(wrap_text=True, horizontal="right"),
        },
        "top": {"alignment": Alignment(vertical="top")},
        "figures": {"alignment": Alignment(vertical="top", horizontal="right")},
        "among_words": {"alignment": Alignment(vertical="top", horizontal="left")},
        "wrapped": {"alignment": Alignment(wrap_text=True, vertical="top")},
    }
    styles = {}
    for name, look in looks.items():
        cell = WriteOnlyCell(sheet)
        for attribute, value in look.items():
            setattr(cell, attribute, value)
        styles[name] = cell.style_id
    return styles

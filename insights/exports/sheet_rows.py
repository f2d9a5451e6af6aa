"""Rows of a sheet as XML, written straight to where openpyxl spools the sheet.

openpyxl builds an element for each cell, which takes most of the time of a large file. Everything
else of a sheet is openpyxl's. A text is always an inline string, so it stays what was typed.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from et_xmlfile import xmlfile
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.xml.constants import SHEET_MAIN_NS


_MARKUP = frozenset("&<>")


class _Writer(WorksheetWriter):
    """openpyxl's writer over its own small XML library, whatever other is installed."""

    def get_stream(self):
        with xmlfile(self.out) as stream, stream.element("worksheet", xmlns=SHEET_MAIN_NS):
            try:
                while True:
                    element = yield
                    if element is True:
                        yield stream
                    elif element is not None:
                        stream.write(element)
            except GeneratorExit:
                pass


class SheetRows:
    """Where the rows of one sheet go. Make it when all that stands above the rows is set."""

    def __init__(self, sheet, *, out: str):
        sheet._writer = _Writer(sheet, out=out)
        sheet._writer.write_top()
        # openpyxl closes this when the book is saved, and goes on below the rows.
        sheet._rows = self._spool = _spooled(sheet._writer)
        next(self._spool)

    def write(self, number: int, cells: Sequence[str], *, points: int = 0) -> None:
        """Write a row of `text_xml` and `number_xml`; its height where it has one of its own."""
        height = f' ht="{points}" customHeight="1"' if points else ""
        self._spool.send(f'<row r="{number}"{height}>{"".join(cells)}</row>')


def _spooled(writer):
    stream = writer.xf.send(True)
    with stream.element("sheetData"):
        try:
            while True:
                stream._file((yield))
        except GeneratorExit:
            pass
    writer.xf.send(None)


def cell_opening(letters: str, style: int) -> tuple[str, str]:
    """Return what stands before and after a row's number in a cell of a column, before words."""
    return f'<c r="{letters}', f'" s="{style}" '


def text_xml(place: str, style: int, words: str) -> str:
    """Return the cell at a place such as "A1" with words, one of `text_parts`."""
    return f'<c r="{place}" s="{style}" {words_xml(words)}'


def words_xml(words: str) -> str:
    """Return the rest of a cell after its place and style: the same wherever the words stand."""
    if not _MARKUP.isdisjoint(words):
        words = escape(words)
    is_kept = words[:1].isspace() or words[-1:].isspace() or "\n" in words
    keep = ' xml:space="preserve"' if is_kept else ""
    return f't="inlineStr"><is><t{keep}>{words}</t></is></c>'


def number_xml(place: str, style: int, number: int | float) -> str:
    """Return the cell at a place with a number."""
    return f'<c r="{place}" s="{style}" t="n"><v>{number!r}</v></c>'

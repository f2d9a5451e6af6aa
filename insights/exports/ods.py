"""The .ods writer (OpenDocument 1.3), for people with no Excel: the same sheets, small ones.

A zip of XML parts, built in memory: it is for tables of counts. The row of headings is marked as
one, each table is a named range with headings, and the language and title are said.
"""

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import XMLGenerator

from insights.exports.cells import CELL_LIMIT, CellReport, clean_text, units_of
from insights.exports.names import part_heading, sheet_name, unique_headings


MAX_ROWS = 1_048_576
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "xmlns:office": f"{_URN}office:1.0",
    "xmlns:table": f"{_URN}table:1.0",
    "xmlns:text": f"{_URN}text:1.0",
    "xmlns:style": f"{_URN}style:1.0",
    "xmlns:meta": f"{_URN}meta:1.0",
    "xmlns:manifest": f"{_URN}manifest:1.0",
    "xmlns:fo": f"{_URN}xsl-fo-compatible:1.0",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "office:version": "1.3",
}
# Runs of spaces, and tabs, which XML would fold into one space.
_FOLDED = re.compile("\t|^ +| +$|(?<= ) +")
CM_A_CHARACTER = 0.2
# Looks: name, and the properties of text, of cell and of paragraph.
_BOLD, _WRAPPED = {"fo:font-weight": "bold"}, {"fo:wrap-option": "wrap"}
_TOP = {"style:vertical-align": "top", "style:text-align-source": "fix"}
LOOKS = {
    "title": (_BOLD | {"fo:font-size": "14pt"}, {}, {}),
    "heading": (_BOLD, _WRAPPED, {}),
    "heading_of_figures": (
        _BOLD,
        _WRAPPED | {"style:text-align-source": "fix"},
        {"fo:text-align": "end"},
    ),
    "words": ({}, _WRAPPED | {"style:vertical-align": "top"}, {}),
    "figures": ({}, _TOP, {"fo:text-align": "end"}),
    "among_words": ({}, _TOP, {"fo:text-align": "start"}),
}
# Printed, a sheet is as wide as the paper, and as long as it takes.
PAPER = {
    "style:print-orientation": "landscape",
    "fo:page-width": "29.7cm",
    "fo:page-height": "21cm",
    "fo:margin": "1.27cm",
    "style:scale-to-X": "1",
    "style:scale-to-Y": "0",
}


def plain_parts(text: str, report: CellReport) -> list[str]:
    """Return `text` cleaned, as the pieces that fit one cell each.

    >>> [len(part) for part in plain_parts("x" * 40_000, CellReport())]
    [32767, 7233]
    """
    text = clean_text(text, report)
    parts = []
    while units_of(text) > CELL_LIMIT:
        size = CELL_LIMIT
        while (over := units_of(text[:size]) - CELL_LIMIT) > 0:
            size -= max(1, over // 2)
        parts.append(text[:size])
        text = text[size:]
    report.split_cells += bool(parts)
    return [*parts, text]


class OdsWriter:
    """Writes tables as sheets of one .ods file."""

    suffix = ".ods"
    content_type = MIMETYPE

    def __init__(self, path: Path, source, *, max_rows: int = MAX_ROWS):
        self.path, self._source, self._max_rows = path, source, max_rows
        self.report = CellReport()
        self._taken: set[str] = set()
        # The sheets of each key, in the order of the file: more than one where rows go on.
        self._sheets: dict[str, list[_Sheet]] = {}

    def reserve(self, key, name):
        self._sheets[key] = []

    def add(self, key, table, progress):
        sheets = self._sheets[key]
        name = sheet_name(table.name, self._taken)
        sheets.append(_Sheet(name, table, table.title, self.report))
        written = 0
        for written, row in enumerate(table.rows, start=1):  # noqa: B007 - the count outlives it
            if sheets[-1].last_row == self._max_rows:
                name = sheet_name(table.name, self._taken)
                sheets.append(_Sheet(name, table, name, self.report))
            sheets[-1].append(row)
        for sheet in sheets:
            sheet.finish()
        progress(written)
        return written

    def close(self):
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            # First and unpacked, so that programs know the file by its first bytes.
            archive.writestr("mimetype", MIMETYPE, compress_type=zipfile.ZIP_STORED)
            archive.writestr("content.xml", self._content())
            archive.writestr("styles.xml", self._styles())
            archive.writestr("meta.xml", self._meta())
            archive.writestr("META-INF/manifest.xml", _manifest())

    def discard(self):
        """Nothing is written before the file is closed."""

    # --- parts ---

    def _content(self):
        sheets = [sheet for several in self._sheets.values() for sheet in several]
        xml = _Part("office:document-content")
        xml.open("office:automatic-styles")
        for width in sorted({width for sheet in sheets for width in sheet.widths}):
            xml.open("style:style", {"style:name": f"w{width}", "style:family": "table-column"})
            wide = f"{width * CM_A_CHARACTER:.1f}cm"
            xml.empty("style:table-column-properties", {"style:column-width": wide})
            xml.close("style:style")
        xml.open("style:style", {"style:name": "row", "style:family": "table-row"})
        # As high as its words.
        xml.empty("style:table-row-properties", {"style:use-optimal-row-height": "true"})
        xml.close("style:style")
        master = {"style:master-page-name": "Default"}
        xml.empty("style:style", {"style:name": "sheet", "style:family": "table"} | master)
        xml.close("office:automatic-styles")
        xml.open("office:body")
        xml.open("office:spreadsheet")
        for sheet in sheets:
            xml.raw(sheet.text())
        xml.open("table:database-ranges")
        for number, sheet in enumerate(sheets, start=1):
            if sheet.last_row > sheet.heading_row:
                xml.empty("table:database-range", sheet.range(number))
        xml.close("table:database-ranges")
        xml.close("office:spreadsheet")
        xml.close("office:body")
        return xml.whole()

    def _styles(self):
        language, _dash, country = self._source.language.partition("-")
        xml = _Part("office:document-styles")
        xml.open("office:styles")
        xml.open("style:default-style", {"style:family": "table-cell"})
        spoken = {"fo:language": language, "fo:country": country.upper() or "none"}
        xml.empty("style:text-properties", spoken)
        xml.close("style:default-style")
        for name, (text, cell, paragraph) in LOOKS.items():
            xml.open("style:style", {"style:name": name, "style:family": "table-cell"})
            xml.empty("style:table-cell-properties", cell)
            if paragraph:
                xml.empty("style:paragraph-properties", paragraph)
            xml.empty("style:text-properties", text)
            xml.close("style:style")
        xml.close("office:styles")
        xml.open("office:automatic-styles")
        xml.open("style:page-layout", {"style:name": "wide"})
        xml.empty("style:page-layout-properties", PAPER)
        xml.close("style:page-layout")
        xml.close("office:automatic-styles")
        xml.open("office:master-styles")
        page = {"style:name": "Default", "style:page-layout-name": "wide"}
        xml.empty("style:master-page", page)
        xml.close("office:master-styles")
        return xml.whole()

    def _meta(self):
        xml = _Part("office:document-meta")
        xml.open("office:meta")
        for tag, words in (
            ("dc:title", clean_text(self._source.title, self.report)),
            ("dc:creator", clean_text(self._source.author, self.report)),
            ("dc:language", self._source.language),
        ):
            xml.words(tag, words)
        xml.close("office:meta")
        return xml.whole()


class _Part:
    """One XML part while it is written."""

    def __init__(self, root: str | None = None):
        self._buffer, self._root = io.StringIO(), root
        self._xml = XMLGenerator(self._buffer, encoding="utf-8", short_empty_elements=True)
        if root:
            self._xml.startDocument()
            self.open(root, SPACES)

    def open(self, tag, attributes=None):
        self._xml.startElement(tag, attributes or {})

    def close(self, tag):
        self._xml.endElement(tag)

    def empty(self, tag, attributes=None):
        self.open(tag, attributes)
        self.close(tag)

    def words(self, tag, words):
        self.open(tag)
        self._xml.characters(words)
        self.close(tag)

    def paragraph(self, line):
        """Write a line with its spaces and tabs as they stand."""
        self.open("text:p")
        place = 0
        for found in _FOLDED.finditer(line):
            self._xml.characters(line[place : found.start()])
            if found[0] == "\t":
                self.empty("text:tab")
            else:
                self.empty("text:s", {"text:c": str(len(found[0]))})
            place = found.end()
        self._xml.characters(line[place:])
        self.close("text:p")

    def raw(self, text):
        self._xml.ignorableWhitespace(text)

    def whole(self) -> str:
        if self._root:
            self.close(self._root)
            self._xml.endDocument()
        return self._buffer.getvalue()


class _Sheet:
    """One sheet while its rows are written."""

    def __init__(self, name, table, title, report):
        self.name, self._columns, self._report = name, table.columns, report
        self.last_row, self.heading_row = 0, table.heading_row
        self.widths = [column.width for column in table.columns for _one in range(column.parts)]
        self._xml = _Part()
        self._xml.open("table:table", {"table:name": name, "table:style-name": "sheet"})
        for width in self.widths:
            self._xml.empty("table:table-column", {"table:style-name": f"w{width}"})
        self._row([title], ["title"])
        for line in table.explanation.split("\n"):
            self._row([line], [""])
        self._xml.open("table:table-header-rows")
        self._row(self._headings(table), list(self._looks("heading", "heading_of_figures")))
        self._xml.close("table:table-header-rows")

    def _headings(self, table):
        wanted = [
            part_heading(clean_text(column.heading, self._report), part)
            for column in table.columns
            for part in range(1, column.parts + 1)
        ]
        return unique_headings(wanted)

    def _looks(self, words, figures):
        for column in self._columns:
            yield from [figures if column.is_figures else words] * column.parts

    def append(self, row):
        cells: list = []
        for column, value in zip(self._columns, row, strict=True):
            parts = plain_parts(value, self._report) if isinstance(value, str) else [value]
            cells += parts + [None] * (column.parts - len(parts))
        looks = self._looks("words", "figures")
        shown = [
            "among_words" if look == "words" and isinstance(cell, (int, float)) else look
            for cell, look in zip(cells, looks, strict=True)
        ]
        self._row(cells, shown)

    def finish(self):
        self._xml.close("table:table")

    def text(self) -> str:
        return self._xml.whole()

    def range(self, number) -> dict:
        """Return what marks the table as one with headings."""
        end = f"{_letters(len(self.widths))}{self.last_row}"
        name = "'{}'".format(self.name.replace("'", "''"))
        return {
            "table:name": f"table_{number}",
            "table:target-range-address": f"{name}.A{self.heading_row}:{name}.{end}",
            "table:contains-header": "true",
        }

    def _row(self, cells, styles):
        self._xml.open("table:table-row", {"table:style-name": "row"})
        for cell, style in zip(cells, styles, strict=True):
            self._cell(cell, {"table:style-name": style} if style else {})
        self._xml.close("table:table-row")
        self.last_row += 1

    def _cell(self, value, about):
        if value is None or value == "":
            self._xml.empty("table:table-cell", about)
            return
        if not isinstance(value, str):
            said = {"office:value-type": "float", "office:value": str(value)}
            self._xml.open("table:table-cell", about | said)
            self._xml.paragraph(str(value))
        else:
            self._xml.open("table:table-cell", about | {"office:value-type": "string"})
            for line in clean_text(value, self._report).split("\n"):
                self._xml.paragraph(line)
        self._xml.close("table:table-cell")


def _letters(number: int) -> str:
    """Return the name of a column.

    >>> _letters(1), _letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _manifest() -> str:
    xml = _Part("manifest:manifest")
    for path, kind in (
        ("/", MIMETYPE),
        ("content.xml", "text/xml"),
        ("styles.xml", "text/xml"),
        ("meta.xml", "text/xml"),
    ):
        xml.empty("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
    return xml.whole()

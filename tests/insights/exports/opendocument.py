"""The judge of every .ods file: whole, laid out for everyone, and nothing in it does anything.

It reads the parts with a hardened parser and knows nothing of the writer.
"""

import zipfile
from pathlib import Path

from defusedxml import ElementTree


URN = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE = (f"{{{URN}{name}:1.0}}" for name in ("table", "text", "office"))
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
KNOWN = {"mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"}
PASSIVE = {
    f"{TABLE}{name}"
    for name in (
        "table", "table-column", "table-row", "table-header-rows", "table-cell",
        "database-ranges", "database-range",
    )
} | {f"{TEXT}{name}" for name in ("p", "s", "tab")}  # fmt: skip


def check_ods(path: Path) -> None:
    """Raise AssertionError for anything in the file that should not be there."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == KNOWN
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == MIMETYPE
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in KNOWN - {"mimetype"}}
    assert "".join(parts["meta.xml"].itertext()).strip()
    sheets = parts["content.xml"].find(f"{OFFICE}body/{OFFICE}spreadsheet")
    assert {element.tag for element in sheets.iter()} - {sheets.tag} <= PASSIVE
    for sheet in sheets.iter(f"{TABLE}table"):
        _check_sheet(sheet)


def words_of(cell) -> str:
    """Return what a cell says, spaces and lines as they were typed."""
    return "\n".join(_line(line) for line in cell.iter(f"{TEXT}p"))


def _line(line):
    words = line.text or ""
    for part in line:
        words += "\t" if part.tag == f"{TEXT}tab" else " " * int(part.get(f"{TEXT}c", "1"))
        words += part.tail or ""
    return words


def _check_sheet(sheet):
    columns = len(sheet.findall(f"{TABLE}table-column"))
    [headings] = sheet.findall(f"{TABLE}table-header-rows/{TABLE}table-row")
    words = [words_of(cell) for cell in headings]
    assert len(words) == len({each.casefold() for each in words}) == columns
    rows = sheet.findall(f"{TABLE}table-row")
    above = 3 if len(rows) > 2 and len(rows[2]) == 1 < columns else 2
    assert [len(row) for row in rows[:above]] == [1] * above  # the title and lines about it
    assert all(len(row) == columns for row in rows[above:])
    for cell in sheet.iter(f"{TABLE}table-cell"):
        kind = cell.get(f"{OFFICE}value-type")
        assert kind in (None, "string", "float")
        assert not (cell.attrib.keys() & {f"{TABLE}formula", f"{TABLE}number-columns-spanned"})
        if kind == "float":
            assert float(cell.get(f"{OFFICE}value")) == float(words_of(cell))
        assert len(words_of(cell).encode("utf-16-le")) // 2 <= 32_767

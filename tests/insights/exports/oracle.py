"""The judge of every .xlsx file: whole, legal, within limits, and nothing in it does anything.

Built on readers that the writer does not use: the zip, a hardened XML parser, python-calamine.
"""

import re
import zipfile
from itertools import zip_longest
from pathlib import Path

from defusedxml import ElementTree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAX_CELL, MAX_ROW, MAX_COLUMN, MAX_NAME = 32_767, 1_048_576, 16_384, 31
ACTIVE_PARTS = re.compile(r"vba|macro|externalLink|activeX|ctrlProps|customUI|embeddings|\.bin$")
ACTIVE_WORDS = re.compile(r"hyperlink|externalLink|oleObject|attachedTemplate|ddeLink", re.I)
# XML 1.0 Char, written apart from the writer's own list.
LEGAL = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
PRINTED = re.compile(r"'.*'!\$\d+:\$\d+")


class FoundActive(AssertionError):
    """The file holds something that does more than stand there."""


def check_workbook(path: Path) -> None:
    """Raise AssertionError for anything in the file that should not be there."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if ACTIVE_PARTS.search(name):
                raise FoundActive(name)
            _check_part(name, ElementTree.fromstring(archive.read(name)))
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        _check_sheet_name(name)


def _check_part(name, root):
    for element in root.iter():
        for text in (element.text or "", element.tail or "", *element.attrib.values()):
            assert LEGAL.fullmatch(text), name
        if element.tag in (f"{MAIN}f", f"{MAIN}hyperlink"):
            raise FoundActive(f"{element.tag} in {name}")
        # Rows that every printed page repeats, and rows that are filtered, are names too.
        if element.tag == f"{MAIN}definedName" and not PRINTED.fullmatch(element.text):
            raise FoundActive(f"{element.tag} in {name}")
        if element.tag == RELATION:
            _check_relation(name, element)
        if element.tag == f"{MAIN}c":
            _check_cell(name, element)


def _check_relation(name, element):
    if element.get("TargetMode") == "External" or ACTIVE_WORDS.search(element.get("Type", "")):
        raise FoundActive(f"relation in {name}")


def _check_cell(name, element):
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", element.get("r")).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    assert int(number) <= MAX_ROW, name
    assert column <= MAX_COLUMN, name
    assert element.get("t", "n") in ("n", "inlineStr", "b"), f"{element.attrib} in {name}"
    for text in element.iter(f"{MAIN}t"):
        assert len((text.text or "").encode("utf-16-le")) // 2 <= MAX_CELL, name


def _check_sheet_name(name):
    assert 0 < len(name.encode("utf-16-le")) // 2 <= MAX_NAME
    assert not re.search(r"[\[\]:*?/\\]", name)
    assert name == name.strip("' ")
    assert name.casefold() != "history"


def read_with_openpyxl(path: Path) -> dict[str, list[list]]:
    """Return each sheet's rows, with character codes read as Excel reads them."""
    book = load_workbook(path, read_only=True)
    sheets = {
        sheet.title: [[_shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }
    book.close()
    return sheets


def read_with_calamine(path: Path) -> dict[str, list[list]]:
    """Return each sheet's rows as another program reads them."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [
            [value if value != "" else None for value in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def table_of(rows: list[list]) -> list[dict]:
    """Return a sheet's table: under the title and the lines about it, by heading."""
    place = heading_place(rows)
    # A reader may leave out empty cells at the end of a row.
    return [dict(zip_longest(rows[place], row)) for row in rows[place + 1 :]]


def heading_place(rows: list[list]) -> int:
    """Return in which row the headings stand: the first that has more than one cell."""
    return next(n for n, row in enumerate(rows) if sum(each is not None for each in row) > 1)


def joined(row: dict, heading: str) -> str:
    """Return a text that may go on in further columns."""
    parts = [row.get(heading) or ""]
    while (part := row.get(f"{heading} (part {len(parts) + 1})")) is not None:
        parts.append(part)
    return "".join(parts)


def _shown(value):
    if not isinstance(value, str):
        return value
    return CODE.sub(lambda code: chr(int(code[1], 16)), value)

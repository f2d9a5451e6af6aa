"""The one place where a value becomes a cell: nothing a person typed can turn into anything else.

A text always becomes an inline string, so `=1+1` stays four characters and an address stays
words. What a spreadsheet cannot hold is dropped or split and counted, never cut in silence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields


# Excel's limit, counted as Excel counts: in UTF-16 code units.
CELL_LIMIT = 32_767
# Two units for each character outside the basic plane is the worst growth there is (an escape
# adds 6 to 7): a text up to here fits one cell whatever it holds.
SURELY_ONE_CELL = CELL_LIMIT // 2
# XML 1.0's Char production leaves these out, and Unicode's noncharacters mean nothing to anyone.
ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)
)
_ILLEGAL = re.compile(f"[{ILLEGAL}]")
# An XML reader turns a carriage return into a newline on its own: better done here, and counted.
_NEWLINES = re.compile("\r\n?")
# Excel reads `_x000B_` as a character's code (ECMA-376, ST_Xstring), so one that a person typed
# needs its first underscore written as a code itself.
_LOOKS_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NEEDS_WORK = re.compile(f"[\r{ILLEGAL}]|_x[0-9A-Fa-f]{{4}}_")


@dataclass
class CellReport:
    """What was done to texts on their way into a file; every count is a row of the cover."""

    dropped_characters: int = 0
    folded_newlines: int = 0
    escaped_codes: int = 0
    split_cells: int = 0
    prefixed_cells: int = 0

    def counts(self) -> dict[str, int]:
        """Return every count by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def clean_text(text: str, report: CellReport) -> str:
    """Return `text` with newlines folded and without what no spreadsheet can hold; count both."""
    if not _NEEDS_WORK.search(text):
        return text
    text, folded = _NEWLINES.subn("\n", text)
    text, dropped = _ILLEGAL.subn("", text)
    report.folded_newlines += folded
    report.dropped_characters += dropped
    return text


def escape_codes(text: str) -> str:
    """Return `text` so that Excel shows what was typed where it looks like a character's code.

    >>> escape_codes("a _x000B_ b")
    'a _x005F_x000B_ b'
    """
    return _LOOKS_LIKE_A_CODE.sub("_x005F_", text)


def units_of(text: str) -> int:
    """Return the length of `text` as Excel counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_parts(text: str, report: CellReport) -> list[str]:
    """Return `text` as the pieces that fit one cell each, cleaned and escaped; "" gives one."""
    if len(text) <= SURELY_ONE_CELL and not _NEEDS_WORK.search(text):
        return [text]
    text = clean_text(text, report)
    report.escaped_codes += len(_LOOKS_LIKE_A_CODE.findall(text))
    parts = list(_pieces(text)) or [""]
    if len(parts) > 1:
        report.split_cells += 1
    return parts


def parts_needed(texts: Iterable[str]) -> int:
    """Return how many cells the longest of `texts` takes."""
    uncounted = CellReport()
    return max((len(text_parts(text, uncounted)) for text in texts), default=1)


def _pieces(text):
    """Cut by the escaped length: both Excel and openpyxl then find no piece too long."""
    start = 0
    while start < len(text):
        size = min(CELL_LIMIT, len(text) - start)
        piece = escape_codes(text[start : start + size])
        while (over := units_of(piece) - CELL_LIMIT) > 0:
            size -= max(1, over // 2)
            piece = escape_codes(text[start : start + size])
        yield piece
        start += size

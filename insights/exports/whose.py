"""Which file a copy was made from: by the names in it, or by the order of its rows. Pure.

Each file names people anew and shuffles its rows anew, by a key that only its export has. A copy
that has neither a name nor a cover left still has the order of its answers.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook


# Fewer rows than this can be in some file's order by chance: 12 are, once in 479,001,600 files.
ENOUGH_ROWS = 12
# A few rows may have been moved; of another file's rows half are in order.
IN_ORDER = 0.9


@dataclass(frozen=True)
class Match:
    """How far a copy fits one file: names of its people, and neighbours in its order."""

    names: int
    pairs: int
    in_order: int

    @property
    def is_it(self) -> bool:
        by_order = self.pairs >= ENOUGH_ROWS and self.in_order >= IN_ORDER * self.pairs
        return self.names > 0 or by_order


class UnknownFile(Exception):  # noqa: N818 - it is news, not a fault
    """The copy is of no kind that rows can be read from."""


def rows_of(path: Path) -> list[list[str]]:
    """Return the words of every row of a copy, in order; sheet after sheet."""
    try:
        if path.suffix in (".xlsx", ".ods", ".xlsm", ".xls"):
            book = CalamineWorkbook.from_path(str(path))
            sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
            return [[str(cell) for cell in row] for sheet in sheets for row in sheet]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if name != "metadata.json"]
                return [row for name in names for row in _rows(archive.read(name), name)]
        return _rows(path.read_bytes(), path.name)
    except (OSError, ValueError, CalamineError) as error:
        raise UnknownFile(str(path)) from error


def _rows(raw: bytes, name: str) -> list[list[str]]:
    text = raw.decode("utf-8-sig", "replace")
    if name.endswith(".jsonl"):
        return [[str(each) for each in json.loads(line).values()] for line in text.splitlines()]
    if name.endswith(".csv"):
        return list(csv.reader(io.StringIO(text, newline="")))
    return [[line] for line in text.splitlines()]


def words_in(rows: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return each cell's words with the row they first stand in.

    >>> words_in([["a", "b"], ["b"]])
    {'a': 0, 'b': 0}
    """
    found: dict[str, int] = {}
    for number, row in enumerate(rows):
        for words in row:
            found.setdefault(words.strip().removeprefix("'"), number)
    return found


def match_of(words: Mapping[str, int], names: Iterable[str], places: Mapping[str, bytes]) -> Match:
    """Return how far the words of a copy fit a file with these names, and texts in these places.

    `places` is of texts that only one person wrote: others have no place of their own.
    """
    known = sorted((words[text], places[text]) for text in places if text in words)
    pairs = list(zip(known, known[1:], strict=False))
    in_order = sum(first[1] < second[1] for first, second in pairs)
    return Match(sum(name in words for name in names), len(pairs), in_order)

"""The kinds of file an export can be: one class each in WRITERS, tested by one contract test."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Protocol

from insights.exports.cells import CellReport
from insights.exports.csv_files import CsvWriter
from insights.exports.facts import Manifest, Source
from insights.exports.tables import SHEETS, Table
from insights.exports.workbook import WorkbookWriter


Progress = Callable[[str, int, int], None]


class Writer(Protocol):
    """Writes tables to one file. `add` may be called in any order, `close` puts them in order."""

    suffix: ClassVar[str]
    content_type: ClassVar[str]
    report: CellReport

    def reserve(self, key: str, name: str) -> None:
        """Keep this sheet's place in the file."""

    def add(self, key: str, table: Table, progress: Callable[[int], None]) -> int:
        """Write a table into its place; return the number of its rows."""

    def close(self) -> None:
        """Finish the file."""

    def discard(self) -> None:
        """Leave nothing behind, whether finished or not."""


WRITERS: dict[str, type[Writer]] = {"workbook": WorkbookWriter, "csv": CsvWriter}


def write_export(source: Source, *, kind: str, path: Path, progress: Progress) -> Manifest:
    """Write every sheet of `source` to `path` and return what the file holds and leaves out."""
    manifest = source.manifest()
    writer = WRITERS[kind](path, source)
    try:
        for key, sheet in SHEETS.items():
            writer.reserve(key, str(sheet.name))
        for key in sorted(SHEETS, key=lambda key: SHEETS[key].filled_last):
            _write_sheet(writer, key, source, manifest, progress=progress)
        writer.close()
    finally:
        writer.discard()
    return manifest


def _write_sheet(writer, key, source, manifest, *, progress):
    name = str(SHEETS[key].name)
    progress(name, 0, 0)
    manifest.texts = writer.report.counts()
    table = SHEETS[key].build(source, manifest)
    if table is None:
        return
    total = manifest.answers if key == "coded_answers" else 0
    rows = writer.add(key, table, lambda done: progress(name, done, total))
    if not SHEETS[key].filled_last:
        manifest.rows[name] = rows

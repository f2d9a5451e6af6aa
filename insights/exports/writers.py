"""The kinds of file an export can be: one entry each in WRITERS, tested by one contract test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from insights.exports.cells import CellReport
from insights.exports.codebook_file import CodebookKind
from insights.exports.csv_files import CsvWriter
from insights.exports.facts import Manifest, Source
from insights.exports.json_lines import JsonLinesWriter
from insights.exports.observed import Observed
from insights.exports.ods import OdsWriter
from insights.exports.project import ProjectKind
from insights.exports.publication import PUBLISHED
from insights.exports.published import Published
from insights.exports.report import ReportKind
from insights.exports.sav import SavKind
from insights.exports.table import Sheet, Table
from insights.exports.tables import SHEETS
from insights.exports.workbook import TeamWorkbookWriter, WorkbookWriter


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


def _all_of_it(source: Source) -> Source:
    return source


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its writer, its sheets, and what of the source the sheets are given."""

    writer: type[Writer]
    sheets: Mapping[str, Sheet]
    facts: Callable[[Source], object] = _all_of_it
    # Whether anybody may read it: no row about one person, and small numbers hidden.
    is_public: bool = False

    @property
    def has_people(self) -> bool:
        """Tell whether the file has rows about single people."""
        return not self.is_public

    @property
    def suffix(self) -> str:
        return self.writer.suffix

    @property
    def content_type(self) -> str:
        return self.writer.content_type

    def write(self, source: Source, manifest: Manifest, *, path: Path, progress: Progress) -> None:
        """Write every sheet to `path`, and leave nothing else there."""
        facts = self.facts(source)
        writer = self.writer(path, source)
        try:
            for key, sheet in self.sheets.items():
                writer.reserve(key, str(sheet.name))
            for key in sorted(self.sheets, key=self._turn_of):
                _write_sheet(writer, key, self.sheets[key], facts, manifest, progress=progress)
            writer.close()
        finally:
            writer.discard()

    def _turn_of(self, key) -> tuple[bool, int]:
        return self.sheets[key].filled_last, self.sheets[key].turn


WRITERS: dict[str, FileKind | ProjectKind | CodebookKind | ReportKind | SavKind] = {
    "publication": FileKind(WorkbookWriter, PUBLISHED, Published, is_public=True),
    "publication_ods": FileKind(OdsWriter, PUBLISHED, Published, is_public=True),
    "workbook": FileKind(TeamWorkbookWriter, SHEETS, Observed),
    "csv": FileKind(CsvWriter, SHEETS, Observed),
    "jsonl": FileKind(JsonLinesWriter, SHEETS, Observed),
    "report": ReportKind(),
    "sav": SavKind(),
    "qdpx": ProjectKind(),
    "qdc": CodebookKind(),
}


def write_export(source: Source, *, kind: str, path: Path, progress: Progress) -> Manifest:
    """Write `source` to `path` and return what the file holds and leaves out."""
    manifest = source.manifest()
    WRITERS[kind].write(source, manifest, path=path, progress=progress)
    return manifest


def _write_sheet(writer, key, sheet, facts, manifest, *, progress):
    name = str(sheet.name)
    progress(name, 0, 0)
    manifest.texts = writer.report.counts()
    table = sheet.build(facts, manifest)
    if table is None:
        return
    total = manifest.answers if key == "coded_answers" else 0
    rows = writer.add(key, table, lambda done: progress(name, done, total))
    if not sheet.filled_last:
        manifest.rows[name] = rows

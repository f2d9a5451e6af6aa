"""The .csv writer: one file a sheet, in one zip, for programs that read no workbook.

A spreadsheet program takes a cell of a .csv file that starts like a formula for one, whatever the
quotes around it. Such cells get a leading apostrophe, counted on the cover (ASVS 5.0 V1.2.10,
and full-width twins of the signs, which some programs fold). The workbook needs no such mark.
"""

import csv
import io
import zipfile
from pathlib import Path

from insights.exports.cells import CellReport, clean_text
from insights.exports.csvw import FORMS, SeenColumn, described_table, metadata
from insights.exports.names import unique_headings


OPENERS = frozenset("=+-@\t\r\n|%＝＋－＠")  # noqa: RUF001 - the full-width twins are meant
# Characters that show nothing, so that a program may look for the opener behind them.
INVISIBLE = " \u00a0\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
PROGRESS_EVERY = 200


def guarded(text: str, report: CellReport) -> str:
    """Return `text`, with a leading apostrophe when a program could take it for a formula.

    >>> guarded("=1+1", CellReport())
    "'=1+1"
    """
    start = text.lstrip(INVISIBLE)
    if not start or start[0] not in OPENERS:
        return text
    report.prefixed_cells += 1
    return f"'{text}"


class CsvWriter:
    """Writes tables as .csv files (UTF-8, all but numbers quoted, in the form asked) in one zip.

    Beside them stands metadata.json, which says what each column is.
    """

    suffix = ".zip"
    content_type = "application/zip"

    def __init__(self, path: Path, source):
        self.path = path
        self.report = CellReport()
        self._source, self._form = source, FORMS[source.csv_form]
        self._described: dict[str, dict] = {}
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)  # noqa: SIM115 - close()

    def reserve(self, key, name):
        """Keep the order of the sheets for metadata.json; a zip has none that anybody sees."""
        self._described[key] = {}

    def add(self, key, table, progress):
        headings = unique_headings([column.heading for column in table.columns])
        seen = [
            SeenColumn(heading, column.nulls)
            for heading, column in zip(headings, table.columns, strict=True)
        ]
        # Straight into the zip: no file with people's words stands beside it.
        with (
            self._archive.open(f"{key}.csv", "w", force_zip64=True) as raw,
            io.TextIOWrapper(raw, encoding=self._form.encoding, newline="") as text,
        ):
            rows = csv.writer(
                text, quoting=csv.QUOTE_NONNUMERIC, lineterminator=self._form.line_end
            )
            rows.writerow(headings)
            written = 0
            for written, row in enumerate(table.rows, start=1):  # noqa: B007 - used after
                for column, value in zip(seen, row, strict=True):
                    column.see(value)
                rows.writerow([self._cell(value) for value in row])
                if written % PROGRESS_EVERY == 0:
                    progress(written)
        self._described[key] = described_table(f"{key}.csv", table, seen)
        return written

    def close(self):
        tables = [table for table in self._described.values() if table]
        # Opened as the others are: writestr() would put the second of writing beside its name.
        with self._archive.open("metadata.json", "w") as raw:
            raw.write(metadata(self._source, tables).encode())
        self._archive.close()

    def discard(self):
        self._archive.close()

    def _cell(self, value):
        if not isinstance(value, str):
            return "" if value is None else value
        return guarded(clean_text(value, self.report), self.report)

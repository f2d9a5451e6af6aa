"""The .jsonl writer: one file a sheet, one row a line, in one zip, for people who write programs.

Texts stand as they were typed, with what a spreadsheet cannot hold: JSON can, and the places of
themes fit them to the character. Half of a character, which UTF-8 cannot hold, is dropped.
"""

import io
import json
import re
import zipfile
from pathlib import Path

from insights.exports.cells import CellReport
from insights.exports.names import unique_headings


PROGRESS_EVERY = 200
_HALVES = re.compile("[\ud800-\udfff]")
# Legal in JSON, but many programs end a line at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


class JsonLinesWriter:
    """Writes tables as .jsonl files (UTF-8, one object a line, keys are headings) in one zip."""

    suffix = ".zip"
    content_type = "application/zip"

    def __init__(self, path: Path, source):
        self.report = CellReport()
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)  # noqa: SIM115 - close()

    def reserve(self, key, name):
        """A zip has no order that anybody sees."""

    def add(self, key, table, progress):
        headings = unique_headings([self._whole(column.heading) for column in table.columns])
        with (
            self._archive.open(f"{key}.jsonl", "w", force_zip64=True) as raw,
            io.TextIOWrapper(raw, encoding="utf-8", newline="") as text,
        ):
            written = 0
            for written, row in enumerate(table.rows, start=1):  # noqa: B007 - used after
                text.write(self._line(dict(zip(headings, row, strict=True))))
                if written % PROGRESS_EVERY == 0:
                    progress(written)
        return written

    def close(self):
        self._archive.close()

    def discard(self):
        self._archive.close()

    def _line(self, row):
        cells = {
            heading: self._whole(value) if isinstance(value, str) else value
            for heading, value in row.items()
        }
        return json.dumps(cells, ensure_ascii=False).translate(_LINE_ENDS) + "\n"

    def _whole(self, text):
        whole, dropped = _HALVES.subn("", text)
        self.report.dropped_characters += dropped
        return whole

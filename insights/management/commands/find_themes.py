"""manage.py find_themes FILE --text COLUMN --out FILE [--id COLUMN]"""

import os
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from insights.engine import Document, ThemeFinder
from insights.engine.encoders import ENCODERS
from insights.exports.file_source import FileSource
from insights.exports.writers import WRITERS, write_export
from surveys.spreadsheets import SpreadsheetProblem, heading_of, read_spreadsheet
from surveys.terminal import printable


class Command(BaseCommand):
    """Reads and writes files only: it works with no site and no database."""

    help = "Find themes in one column of a .csv or .xlsx file and write a workbook."
    # The checks would open the database, which need not be there.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the .csv or .xlsx file, headings in row 1")
        parser.add_argument("--text", required=True, help="the column with the answers")
        parser.add_argument("--out", type=Path, required=True, help="the workbook to write")
        parser.add_argument("--id", help="the column with each answer's id (else the row number)")
        parser.add_argument("--encoder", choices=["auto", *ENCODERS], default="auto")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--kind", choices=list(WRITERS), default="workbook")

    def handle(self, *args, **options):
        out = options["out"].absolute()
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first.")
        documents = self._documents(options["file"], options["text"], options["id"])
        finder = ThemeFinder(encoder=options["encoder"], random_state=options["seed"])
        with closing(StageBars()) as bars:
            result = finder.find(documents, progress=bars.show)
            source = FileSource(
                documents, result, title=options["file"].name, column=options["text"]
            )
            _write(source, options["kind"], out, bars.show)
        if result.is_reading_order:
            self.stdout.write(
                "So few answers can be sorted: take the themes as an order to read them in, "
                "not as a statistic."
            )
        self.stdout.write(
            f"{options['out']}: {len(documents)} answers, {len(result.themes)} themes, "
            f"{len(result.set_aside)} set aside, {len(result.ungrouped)} in no theme"
        )

    def _documents(self, path, text, id_column):
        try:
            sheet = read_spreadsheet(path)
        except SpreadsheetProblem as error:
            raise CommandError(printable(error)) from error
        for note in sheet.notes:
            self.stdout.write(printable(note))
        text = _column(sheet, text)
        id_column = id_column and _column(sheet, id_column)
        documents, seen = [], {}
        for row in sheet.rows:
            # The row under the headings is 1, as the engine's own command line counts.
            name = row.cells[id_column] if id_column else str(row.number - 1)
            if name in seen:
                raise CommandError(
                    f"Rows {seen[name]} and {row.number} have the same id. Give each its own, "
                    "or leave out --id."
                )
            seen[name] = row.number
            documents.append(Document(name, row.cells[text]))
        return documents


def _column(sheet, name):
    wanted = heading_of(name)
    if wanted not in sheet.headings:
        columns = ", ".join(f"“{heading}”" for heading in sheet.headings)
        message = f"There is no column “{name}”. The columns are: {columns}."
        raise CommandError(printable(message))
    return wanted


class StageBars:
    """One bar after the other for the engine's and the writer's stages; none without a screen."""

    def __init__(self):
        self._stage, self._bar = None, None

    def show(self, stage, done, total):
        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = tqdm(total=total or None, desc=stage, disable=None, leave=False)
        self._bar.update(done - self._bar.n)

    def close(self):
        if self._bar is not None:
            self._bar.close()


def _write(source, kind, out, progress):
    """Write beside the place, then rename: a file that is there is whole."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        write_export(source, kind=kind, path=part, progress=progress)
        os.replace(part, out)
    except OSError as error:
        raise CommandError(f"{out} cannot be written ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)

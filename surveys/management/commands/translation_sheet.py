"""`manage.py translation_sheet FILE --language pl --out SHEET`: what a translator fills in."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from surveys.languages import LANGUAGES
from surveys.management.documents import read_document
from surveys.terminal import printable
from surveys.translation import missing_rows
from surveys.translation_files import sheet_of


class Command(BaseCommand):
    help = "Write every text of a survey document beside its words in a language, as CSV."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the survey document (JSON)")
        parser.add_argument("--language", required=True, choices=sorted(LANGUAGES))
        parser.add_argument("--out", required=True, type=Path, help="the sheet to write (CSV)")

    def handle(self, *args, **options):
        data = read_document(options["file"])
        try:
            options["out"].write_text(sheet_of(data, options["language"]), encoding="utf-8")
        except OSError as error:
            message = f"{printable(options['out'])} cannot be written ({error.strerror})."
            raise CommandError(message) from error
        missing = len(missing_rows(data, options["language"]))
        self.stdout.write(f"{printable(options['out'])}: {missing} texts without words.")

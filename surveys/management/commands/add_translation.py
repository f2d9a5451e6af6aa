"""`manage.py add_translation FILE --sheet SHEET --language pl --out NEW`: a sheet come back."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from surveys.languages import DRAFT, LANGUAGES, STATUSES
from surveys.management.documents import read_document
from surveys.terminal import printable
from surveys.translation import missing_rows, with_translation
from surveys.translation_files import SheetProblem, read_sheet
from surveys.validation import problems_of


class Command(BaseCommand):
    help = "Put the words of a translation sheet into a survey document; every problem is listed."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the survey document (JSON)")
        parser.add_argument("--sheet", required=True, type=Path, help="the filled sheet (CSV)")
        parser.add_argument("--language", required=True, choices=sorted(LANGUAGES))
        parser.add_argument("--status", choices=STATUSES, default=DRAFT)
        parser.add_argument("--out", required=True, type=Path, help="the document to write")

    def handle(self, *args, **options):
        data, language = read_document(options["file"]), options["language"]
        try:
            rows = read_sheet(options["sheet"])
        except SheetProblem as error:
            raise CommandError(printable(str(error))) from error
        made, problems = with_translation(data, rows, language=language, status=options["status"])
        problems += problems_of(made)
        if problems:
            listed = "\n".join(f"  {printable(str(problem))}" for problem in problems)
            raise CommandError(f"Nothing was written. The sheet has problems:\n{listed}")
        options["out"].write_text(
            json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        missing = len(missing_rows(made, language))
        self.stdout.write(
            f"{printable(options['out'])}: {missing} texts without words. The language is not "
            "offered; docs/how-to/languages.md says what comes next."
        )

"""manage.py import_responses FILE --survey SLUG --mapping FILE [--dry-run] [--skip-bad-rows]"""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from surveys.actions.imports import import_responses
from surveys.documents import document_of
from surveys.importing import plan_import
from surveys.mapping import MappingError, parse_mapping
from surveys.models import Survey
from surveys.spreadsheets import SpreadsheetProblem, read_spreadsheet
from surveys.terminal import printable


class Command(BaseCommand):
    """Names rows and columns only: what people wrote is never printed."""

    help = "Bring in answers from a .csv or .xlsx file. docs/how-to/import.md explains the mapping."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the .csv or .xlsx file, headings in row 1")
        parser.add_argument(
            "--survey", required=True, help="the survey's address, such as help-together"
        )
        parser.add_argument(
            "--mapping", required=True, type=Path, help="which column is which (JSON)"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="list every problem, write nothing"
        )
        parser.add_argument(
            "--skip-bad-rows", action="store_true", help="leave out rows with problems"
        )

    def handle(self, *args, **options):
        survey, document = _survey_and_document(options["survey"])
        wanted = _json_of(options["mapping"])
        sheet_name = wanted.get("sheet") if isinstance(wanted, dict) else None
        try:
            sheet = read_spreadsheet(options["file"], sheet_name=sheet_name)
        except SpreadsheetProblem as error:
            raise CommandError(printable(error)) from error
        for note in sheet.notes:
            self.stdout.write(printable(note))
        try:
            mapping = parse_mapping(wanted, document=document, headings=sheet.headings)
        except MappingError as error:
            raise CommandError(f"The mapping has problems.\n{printable(error)}") from error
        plan = plan_import(sheet, mapping=mapping, document=document)
        self._say_plan(plan)
        if not options["dry_run"]:
            self._import(survey, plan, options["skip_bad_rows"])

    def _say_plan(self, plan):
        for problem in plan.problems:
            self.stdout.write(printable(problem))
        bad = len({problem.row for problem in plan.problems})
        self.stdout.write(
            f"{len(plan.rows)} rows: {len(plan.ready)} ready, {bad} with problems, "
            f"{len(plan.without_permission)} without a Yes to taking part (left out)."
        )
        if plan.off_route:
            self.stdout.write(
                f"{plan.off_route} answers are left out: the survey would not have asked these "
                "people that question."
            )

    def _import(self, survey, plan, skip_bad_rows):
        with tqdm(total=len(plan.ready), unit=" people", disable=None, file=self.stderr) as bar:
            try:
                batch = import_responses(
                    survey=survey,
                    plan=plan,
                    skip_bad_rows=skip_bad_rows,
                    on_row=bar.update,
                    by=None,
                )
            except ValidationError as error:
                raise CommandError(
                    f"{' '.join(error.messages)} Nothing was written. "
                    "(--skip-bad-rows leaves rows with problems out.)"
                ) from error
        self.stdout.write(
            f"Imported {batch.imported} people. {batch.already_here} were already here. "
            f"{batch.refused} rows left out."
        )


def _survey_and_document(slug):
    survey = Survey.objects.filter(slug=slug).first()
    version = survey and survey.published_version()
    if version is None:
        raise CommandError(
            f"There is no published survey at “{slug}”. Load one with: manage.py load_survey FILE"
        )
    return survey, document_of(str(version.pk))


def _json_of(path):
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"The mapping file cannot be opened ({error.strerror}).") from error
    except ValueError as error:
        raise CommandError(
            "The mapping file is not JSON. Check it for a missing comma, quotation mark or bracket."
        ) from error

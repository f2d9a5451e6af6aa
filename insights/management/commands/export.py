"""manage.py export SURVEY --kind KIND --out FILE [--purpose TEXT]"""

import shutil
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from insights import jobs
from insights.actions.export import Wanted, file_path, request_export, run_export
from insights.exports.writers import WRITERS
from insights.models import Export
from surveys.models import Survey


class Command(BaseCommand):
    """Makes the same file as the page, with a row of its own, so a withdrawal finds it."""

    help = "Write what people answered, and the themes, to a file."

    def add_arguments(self, parser):
        parser.add_argument("survey", help="the survey's address, such as help-together")
        parser.add_argument("--kind", choices=list(WRITERS), default="workbook")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument(
            "--purpose", default="Made at the command line", help="what the file is for"
        )

        parser.add_argument("--recipients", default="", help="who gets the file")
        parser.add_argument(
            "--outside", action="store_true", help="they are not of the team: enough must be alike"
        )
        parser.add_argument(
            "--leave-out", action="append", default=[], metavar="NAME", help="such as region"
        )
        parser.add_argument(
            "--csv-form", choices=Export.CsvForm.values, default=Export.CsvForm.CRLF_MARK
        )

    def handle(self, *args, **options):
        survey = Survey.objects.filter(slug=options["survey"]).first()
        if survey is None:
            known = ", ".join(Survey.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(
                f"There is no survey “{options['survey']}”. The surveys are: {known or 'none'}."
            )
        out = options["out"]
        if not out.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {out.absolute().parent}. Make it first.")
        wanted = Wanted(
            options["recipients"], options["outside"], options["leave_out"], options["csv_form"]
        )
        export = self._make(survey, options["kind"], options["purpose"], wanted)
        try:
            shutil.copyfile(file_path(export), out)
        except OSError as error:
            raise CommandError(f"{out} cannot be written ({error.strerror}).") from error
        self.stdout.write(f"{out}: {export.manifest['people']} people, export {export.pk}")
        self.stdout.write("This copy is yours to delete when someone in it takes answers back.")

    def _make(self, survey, kind, purpose, wanted):
        try:
            export = request_export(
                survey=survey, kind=kind, purpose=purpose, wanted=wanted, by=None
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        token = jobs.claim(export)
        if token is None:
            raise CommandError("A worker was faster and makes this file: see the exports page.")
        run_export(export=export, token=token)
        export.refresh_from_db()
        return export

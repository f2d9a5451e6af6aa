"""manage.py load_recommendations FILE --survey SLUG"""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from insights.actions.recommendations import load_recommendations
from surveys.models import Survey
from surveys.terminal import printable


class Command(BaseCommand):
    """Adds the recommendations of a file; those the survey knows by key are brought up to date."""

    help = "Load recommendations that themes can be linked to."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--survey", required=True, help="such as help-together")

    def handle(self, *args, **options):
        document = self._read(options["file"])
        survey = Survey.objects.filter(slug=options["survey"]).first()
        if survey is None:
            known = ", ".join(Survey.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(
                f"There is no survey “{printable(options['survey'])}”. "
                f"The surveys are: {known or 'none'}."
            )
        try:
            loaded = load_recommendations(survey=survey, document=document, by=None)
        except ValidationError as error:
            listed = "\n".join(f"  {printable(each)}" for each in error.messages)
            raise CommandError(f"The file cannot be used:\n{listed}") from error
        self.stdout.write(f"{survey.slug}: {', '.join(each.key for each in loaded)}.")

    def _read(self, path):
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{printable(path)} cannot be read ({error.strerror}).") from error
        except ValueError as error:
            raise CommandError(f"{printable(path)} is not JSON: {error}.") from error

"""`manage.py load_survey FILE`: publish a survey document as the survey's next version."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.models import Organisation
from surveys.actions.survey import create_survey, open_survey, publish_version
from surveys.definition import parse_document
from surveys.helping import with_helping
from surveys.languages import language_of
from surveys.models import Survey
from surveys.permission_advice import permission_advice
from surveys.problems import DocumentError
from surveys.reading_report import reading_advice, unjudged_languages
from surveys.routes.advice import route_advice
from surveys.routes.listing import routes_of
from surveys.terminal import printable
from surveys.translation_files import SheetProblem, with_sheets
from surveys.validation import problems_of
from surveys.wording import Reader, text_of


# A survey written without a thought of it would fill the screen.
MOST_TOLD = 20


class Command(BaseCommand):
    help = "Check a survey document, publish it as the next version, and open the survey if asked."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", help="short name of the organisation that asks")
        parser.add_argument(
            "--translations", type=Path, help="a folder of translation sheets, taken as drafts"
        )
        parser.add_argument("--open", action="store_true", help="let people answer at once")

    def handle(self, *args, **options):
        document = self._read(options["file"])
        if options["translations"]:
            document = self._translated(document, options["translations"])
        try:
            with transaction.atomic():
                survey = self._survey(document, options["organisation"])
                version = publish_version(survey=survey, document=document, by=None)
                if options["open"]:
                    open_survey(survey=survey, by=None)
        except DocumentError as error:
            problems = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"The document cannot be used:\n{printable(problems)}") from error
        except ValidationError as error:
            raise CommandError(printable(" ".join(error.messages))) from error
        self.stdout.write(f"{survey.slug}: version {version.number}, {survey.status}.")
        parsed = parse_document(document)
        self._tell_of_routes(parsed)
        self._tell_of_reading(parsed)

    def _tell_of_routes(self, document):
        routes = routes_of(document)
        for each in routes:
            self.stdout.write(f"  {_summed_up(each)}")
        for problem in (*permission_advice(document), *route_advice(document, routes)):
            self.stdout.write(f"  Worth a look: {printable(str(problem))}")

    def _tell_of_reading(self, document):
        hard = list(reading_advice(document))
        for problem in hard[:MOST_TOLD]:
            self.stdout.write(f"  Hard to read: {printable(str(problem))}")
        if len(hard) > MOST_TOLD:
            self.stdout.write(
                f"  {len(hard) - MOST_TOLD} more texts are hard to read; the survey's page "
                "“Reading level” lists all."
            )
        for code in unjudged_languages(document):
            self.stdout.write(f"  Not judged for reading: {language_of(code).english} texts.")

    def _translated(self, document, folder):
        problems = problems_of(document)
        if not problems:
            try:
                document, problems = with_sheets(with_helping(document), folder)
            except SheetProblem as error:
                raise CommandError(printable(str(error))) from error
        if problems:
            listed = "\n".join(f"  {printable(str(problem))}" for problem in problems)
            raise CommandError(f"The translations cannot be used:\n{listed}")
        return document

    def _read(self, path):
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{printable(path)} cannot be read ({error.strerror}).") from error
        except ValueError as error:
            raise CommandError(f"{printable(path)} is not JSON: {error}.") from error

    def _survey(self, document, organisation_slug):
        slug = document.get("slug", "") if isinstance(document, dict) else ""
        survey = Survey.objects.filter(slug=slug).first()
        if survey:
            return survey
        organisation = Organisation.objects.filter(slug=organisation_slug or "").first()
        if organisation is None:
            known = ", ".join(Organisation.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"Say who asks with --organisation. Known: {known}.")
        title = text_of(document.get("title"), Reader("", "", "en", "standard"))
        return create_survey(
            organisation=organisation, slug=slug, title=title[:200] or slug, by=None
        )


def _summed_up(routes) -> str:
    """Return one line about the routes of one kind of reader."""
    who = f"{routes.audience} ({routes.age_band})"
    longest = f"{routes.longest.questions} questions, about {routes.longest.minutes:g} minutes"
    if routes.shortest is None:
        return f"{who}: more routes than can be followed; at most {longest}."
    if routes.count == 1:
        return f"{who}: 1 route, {longest}."
    shortest = f"{routes.shortest.questions} questions, about {routes.shortest.minutes:g} minutes"
    return f"{who}: {routes.count} routes, from {shortest}, to {longest}."

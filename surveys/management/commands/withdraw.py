"""`manage.py withdraw CODE`: take one response out, for somebody who asked by phone or letter."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from surveys.actions.imports import receipt_of_imported
from surveys.actions.withdrawal import withdraw_response
from surveys.models import Survey


class Command(BaseCommand):
    help = (
        "Delete one response and all that was made from it: by its receipt code, or, when it was "
        "imported and nobody has its code, by the id its row had in the file."
    )

    def add_arguments(self, parser):
        # Words with spaces are one receipt, quoted or not.
        parser.add_argument("code", nargs="*")
        parser.add_argument("--survey", help="with --imported-id: the survey's slug")
        parser.add_argument("--imported-id", help="what the file's id column said of this person")

    def handle(self, *args, **options):
        by_id = options["survey"] and options["imported_id"]
        code = " ".join(options["code"])
        if bool(code) == bool(by_id):
            raise CommandError("Give a receipt code, or --survey together with --imported-id.")
        receipt = code or _receipt_of(options["survey"], options["imported_id"])
        try:
            withdraw_response(receipt=receipt)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("The response is deleted.")


def _receipt_of(slug, identifier):
    survey = Survey.objects.filter(slug=slug).first()
    if survey is None:
        raise CommandError("There is no survey with that slug.")
    return receipt_of_imported(survey=survey, identifier=identifier)

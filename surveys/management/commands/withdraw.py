"""`manage.py withdraw CODE`: take one response out, for somebody who asked by phone or letter."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from surveys.actions.withdrawal import withdraw_response


class Command(BaseCommand):
    help = "Delete the response with this receipt code and all that was made from it."

    def add_arguments(self, parser):
        parser.add_argument("code")

    def handle(self, *args, **options):
        try:
            withdraw_response(receipt=options["code"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("The response is deleted.")

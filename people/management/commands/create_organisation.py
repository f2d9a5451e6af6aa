"""Makes an organisation from the command line: the first team, or a partner."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from people.actions.users import create_organisation
from people.models import Organisation


class Command(BaseCommand):
    help = "Make an organisation: the team that runs consultations, or a partner."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="a short name of small letters, digits and hyphens")
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", choices=Organisation.Kind.values, default="team")

    def handle(self, *args, **options):
        try:
            organisation = create_organisation(
                name=options["name"], slug=options["slug"], kind=options["kind"], by=None
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Made {organisation.name}.")

"""For somebody who lost both phone and recovery codes. Make sure first that it is they who ask."""

from django.core.management.base import BaseCommand, CommandError

from people.actions.second_factor import remove_second_factor
from people.models import User


class Command(BaseCommand):
    help = "Remove a person's authenticator app, so that they can set up another."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, **options):
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this e-mail address.")
        remove_second_factor(user=user, by=None)
        self.stdout.write("Removed. At the next sign-in they are asked to set up an app.")

"""Makes an account. The password is never an argument: anybody on the machine can list those."""

import getpass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.actions.users import add_membership, create_user
from people.models import Organisation, Role


class Command(BaseCommand):
    help = "Make a person who can sign in, with a role in an organisation."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--organisation", required=True, help="the organisation's short name")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", default="", help="the person's name, as colleagues see it")
        parser.add_argument("--password-file", type=Path, help="a file that holds the password")

    def handle(self, *args, **options):
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            known = ", ".join(Organisation.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no such organisation. Known: {known}.")
        try:
            self.make_person(organisation, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Made {options['email']}, {options['role']} of {organisation.name}.")

    @transaction.atomic  # both or neither
    def make_person(self, organisation, options):
        user = create_user(
            email=options["email"],
            name=options["name"],
            password=self.read_password(options["password_file"]),
            by=None,
        )
        add_membership(user=user, organisation=organisation, role=options["role"], by=None)

    def read_password(self, path):
        if path:
            try:
                return path.read_text(encoding="utf-8").strip("\r\n")
            except OSError as error:
                raise CommandError(f"{path} cannot be read ({error.strerror}).") from error
        first = getpass.getpass("Password (15 characters or more): ")
        if first != getpass.getpass("Again: "):
            raise CommandError("The two passwords differ.")
        return first

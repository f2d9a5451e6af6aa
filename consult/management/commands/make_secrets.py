"""Says where the secret files are. Settings make the missing ones when they see this command."""

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make the files of SECRET_KEY_FILE, PEPPER_FILE and CONTACT_KEY_FILE where missing."
    # The checks open the database, which may not be there yet.
    requires_system_checks = ()

    def handle(self, *args, **options):
        for name in ("SECRET_KEY_FILE", "PEPPER_FILE", "CONTACT_KEY_FILE"):
            self.stdout.write(f"{name}: {getattr(settings, name)}")
        self.stdout.write("Keep copies apart from the database and its back-ups.")

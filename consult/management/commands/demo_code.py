"""`manage.py demo_code`: what an authenticator app would show for a sample reviewer."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from consult.demo import REVIEWER, log_ins_file


STEP_SECONDS = 30  # RFC 6238


class Command(BaseCommand):
    help = "Print a sample reviewer's current sign-in code. For the demo only."

    def add_arguments(self, parser):
        parser.add_argument("--email", default=REVIEWER)

    def handle(self, *args, **options):
        path = log_ins_file()
        if settings.IN_SERVICE or not path.exists():
            raise CommandError("There is no demo here. Make one with: make demo")
        for line in path.read_text(encoding="utf-8").splitlines():
            email, _password, *secret = line.split()
            if secret and email == options["email"]:
                code = hotp_value(secret[0], int(time.time()) // STEP_SECONDS)
                self.stdout.write(format_hotp_value(code))
                return
        raise CommandError(f"No sample log-in with a sign-in code is called {options['email']}.")

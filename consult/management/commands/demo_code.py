"""`manage.py demo_code`: what an authenticator app would show for the sample reviewer."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from consult.demo import log_ins_file


STEP_SECONDS = 30  # RFC 6238


class Command(BaseCommand):
    help = "Print the sample reviewer's current sign-in code. For the demo only."

    def handle(self, *args, **options):
        path = log_ins_file()
        if settings.IN_SERVICE or not path.exists():
            raise CommandError("There is no demo here. Make one with: make demo")
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split()
            if len(parts) == 3:
                code = hotp_value(parts[2], int(time.time()) // STEP_SECONDS)
                self.stdout.write(format_hotp_value(code))

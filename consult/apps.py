"""Tells Django about the consult package."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register

from consult.checks import DURABILITY, check_durability
from consult.reporting import keep_quiet


class ConsultConfig(AppConfig):
    name = "consult"

    def ready(self):
        register(check_durability, DURABILITY)
        if settings.IN_SERVICE:
            keep_quiet()

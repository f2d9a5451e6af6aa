"""Tells Django about the consult package."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register

from consult.checks import DURABILITY, LANGUAGES_TAG, check_durability, check_languages
from consult.reporting import keep_quiet


class ConsultConfig(AppConfig):
    name = "consult"

    def ready(self):
        register(check_durability, DURABILITY)
        register(check_languages, LANGUAGES_TAG)
        if settings.IN_SERVICE:
            keep_quiet()

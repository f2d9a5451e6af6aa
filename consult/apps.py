"""Tells Django about the consult package."""

from django.apps import AppConfig
from django.core.checks import register

from consult.checks import DURABILITY, check_durability


class ConsultConfig(AppConfig):
    name = "consult"

    def ready(self):
        register(check_durability, DURABILITY)

"""Tells Django about the insights package, and the survey package what to do at a withdrawal."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


# Called by surveys.actions.withdrawal, which may not know this package.
CLEANERS = ("insights.actions.export.supersede_exports_holding",)


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self):
        register = import_string("surveys.actions.withdrawal.register_cleaner")
        for cleaner in CLEANERS:
            register(import_string(cleaner))

"""Tells Django about the insights package, and the survey package what to do at a withdrawal."""

from functools import partial

from django.apps import AppConfig
from django.utils.module_loading import import_string


# Called inside surveys.actions.withdrawal, which may not know this package.
CLEANERS = (
    "insights.actions.withdrawal.forget_response",
    "insights.actions.export.supersede_exports_holding",
)


def clean_up(name: str, *, response) -> None:
    """Call the cleaner of this name: found at need, so that no web process loads all it uses."""
    import_string(name)(response=response)


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self):
        register = import_string("surveys.actions.withdrawal.register_cleaner")
        for name in CLEANERS:
            register(partial(clean_up, name))

"""System checks of our own: `manage.py check --tag durability`, and before every command."""

from django.conf import settings
from django.core.checks import Error
from django.db import DatabaseError, connection

from consult.durability import durability_problems
from surveys.languages import LANGUAGES


DURABILITY, LANGUAGES_TAG = "durability", "languages"


def check_durability(app_configs, **kwargs):
    """Find database settings under which an acknowledged answer could be lost."""
    try:
        problems = durability_problems(connection)
    except DatabaseError as error:
        problems = [f"the database does not answer ({type(error).__name__})"]
    return [
        Error(problem, hint="docs/operations.md lists the settings.", id="consult.E001")
        for problem in problems
    ]


def check_languages(app_configs, **kwargs):
    """Find languages said to be checked that the site has no words in."""
    spoken = [code for code, each in LANGUAGES.items() if each.has_interface]
    return [
        Error(
            f"CHECKED_LANGUAGES names '{code}', which the site has no words in.",
            hint=f"Take it out. It has words in {', '.join(spoken)}.",
            id="consult.E002",
        )
        for code in settings.CHECKED_LANGUAGES
        if code not in spoken
    ]

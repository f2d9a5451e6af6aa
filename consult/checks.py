"""System checks of our own: `manage.py check --tag durability`, and before every command."""

from django.core.checks import Error
from django.db import DatabaseError, connection

from consult.durability import durability_problems


DURABILITY = "durability"


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

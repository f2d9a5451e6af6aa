"""Reads survey documents for the commands that work on files."""

import json

from django.core.management.base import CommandError

from surveys.helping import with_helping
from surveys.terminal import printable
from surveys.validation import problems_of


def read_document(path) -> dict:
    """Return a sound document, or say everything that is wrong with it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{printable(path)} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise CommandError(f"{printable(path)} is not JSON: {error}.") from error
    problems = problems_of(data)
    if problems:
        listed = "\n".join(f"  {printable(str(problem))}" for problem in problems)
        raise CommandError(f"The document cannot be used:\n{listed}")
    return with_helping(data)  # as it is published: the standard pages have words too

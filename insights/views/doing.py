"""What becomes of an act that a button does: done and said, or refused and said why."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError


def do_and_tell(request, done: str | Callable[[object], str], change: Callable) -> None:
    """Do one change; the next page says `done`, or why it could not be.

    `done` is what to say, or tells it from what `change` returned.
    """
    try:
        result = change()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, done(result) if callable(done) else done)

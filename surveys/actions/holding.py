"""Releases an answer that was held for safeguarding: a person read it and let it go on."""

from collections.abc import Callable

from django.db import transaction

from people.actions.audit import record_event
from surveys.models import Answer, Survey


# Packages above this one keep counts. Each registers one function, called as
# follower(response=…) in the same transaction, when an answer begins to count.
_FOLLOWERS: list[Callable] = []


def register_follower(follower: Callable) -> None:
    """Have `follower(response=…)` run whenever a held answer is released."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


@transaction.atomic
def release_answer(*, answer: Answer, by) -> bool:
    """Let a held answer be used for what its writer allowed; return False when it was not held."""
    # The survey's row is held, as in a withdrawal: nobody keeps a count meanwhile without it.
    Survey.objects.select_for_update(no_key=True).get(responses=answer.response_id)
    held = Answer.objects.held().filter(pk=answer.pk)
    if not held.update(is_held=False):
        return False
    for follower in _FOLLOWERS:
        follower(response=answer.response)
    record_event(event="answer released", target=answer, by=by)
    return True

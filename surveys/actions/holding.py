"""Releases an answer that was held for safeguarding: a person read it and let it go on."""

from django.db import transaction

from people.actions.audit import record_event
from surveys.models import Answer


@transaction.atomic
def release_answer(*, answer: Answer, by) -> bool:
    """Let a held answer be used for what its writer allowed; return False when it was not held."""
    held = Answer.objects.held().filter(pk=answer.pk)
    if not held.update(is_held=False):
        return False
    record_event(event="answer released", target=answer, by=by)
    return True

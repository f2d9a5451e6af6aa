"""Writes the record of what staff did and read, in the same transaction as the act."""

from django.db import transaction

from people.models import AccessEvent, AuditEvent


@transaction.atomic
def record_event(*, event: str, target: object, detail: dict | None = None, by) -> AuditEvent:
    """Record one act. `detail` takes ids and counts only; `by` may be None for the machine."""
    return AuditEvent.objects.create(
        event=event,
        actor_id=str(by.pk) if by else "",
        target_type=type(target).__name__,
        target_id=str(target.pk),
        detail=detail or {},
    )


@transaction.atomic
def record_access(*, purpose: str, survey_id, view: str, count: int, by) -> AccessEvent:
    """Record that `by` is about to be shown `count` raw answers; when this fails, show nothing."""
    return AccessEvent.objects.create(
        actor_id=str(by.pk), purpose=purpose, survey_id=str(survey_id), view=view, count=count
    )

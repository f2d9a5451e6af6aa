"""Takes a No: the draft goes, and where a child and an adult both have a say, a number grows."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from surveys.models import Draft, RefusalCount, Survey


@transaction.atomic
def refuse(*, token_hash: str, version_id, audience: str, said_by: str) -> bool:
    """Delete the draft and count its No; return False when it was gone, and so counted, already.

    Whoever deletes the row counts: a second press or a second tab finds nothing to delete.
    """
    removed, _ = Draft.objects.filter(token_hash=token_hash).delete()
    if not removed:
        return False
    today = timezone.localdate()
    place = {
        "survey": Survey.objects.get(versions=version_id),
        "audience": audience,
        "week": today - timedelta(days=today.weekday()),
        "said_by": said_by,
    }
    # Made first if it is not there, then raised in the database: no count is lost between two.
    RefusalCount.objects.bulk_create([RefusalCount(**place)], ignore_conflicts=True)
    RefusalCount.objects.filter(**place).update(people=F("people") + 1)
    return True

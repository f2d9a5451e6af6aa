"""Takes in, settles and removes requests for another way to answer."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from people.actions.audit import record_event
from surveys.models import WayRequest
from surveys.sealing import seal, unseal


PURPOSE = "way request"


@dataclass(frozen=True)
class Wish:
    """What somebody wrote: whom to ask for, how to reach them, and what would help."""

    name: str
    contact: str
    words: str


@transaction.atomic
def ask_for_way(*, survey, kind: str, wish: Wish) -> WayRequest:
    """Keep a request, sealed under a key that is a file outside the database."""
    sealed = seal(vars(wish), secret=_key(), purpose=PURPOSE, context=str(survey.pk))
    return WayRequest.objects.create(
        survey=survey, kind=kind, ciphertext=sealed, asked_day=timezone.localdate()
    )


def wish_of(request: WayRequest) -> Wish:
    """Return what a request says."""
    context = str(request.survey_id)
    return Wish(
        **unseal(bytes(request.ciphertext), secret=_key(), purpose=PURPOSE, context=context)
    )


@transaction.atomic
def settle_way(*, request: WayRequest, by) -> bool:
    """Note that somebody has seen to it; False when somebody had before."""
    changed = WayRequest.objects.new().filter(pk=request.pk)
    if not changed.update(done_at=timezone.now(), done_by=by):
        return False
    record_event(event="way request settled", target=request, by=by)
    return True


@transaction.atomic
def delete_way(*, request: WayRequest, by) -> None:
    """Remove a request, as the person who made it may ask at any time."""
    record_event(event="way request deleted", target=request, by=by)
    request.delete()


@transaction.atomic
def purge_settled_ways() -> int:
    """Remove what was settled as long ago as is promised; return how many there were."""
    removed, _each = WayRequest.objects.outlived().delete()
    return removed


def _key():
    return settings.PEPPER.encode()

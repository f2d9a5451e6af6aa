"""Who said yes or no, how, and proof that the record of it was not altered.

Each event of a response carries a keyed hash over itself and the event before it. The triggers
refuse a change already; the hashes show one that was made past them, in a file or a back-up. The
key is not in the database. There is no chain through all responses: everybody who sends at the
same moment would wait for the same row.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable

from django.conf import settings

from surveys.models import Channel, ConsentEvent
from surveys.permission_purposes import ADULT_PERMISSION


ACTORS = ConsentEvent.Actor
YOUNG_BANDS = ("12_15", "16_17")
# What an adult can say they are to the child. Work makes them a practitioner, family a parent.
AT_WORK = ("social_worker", "school", "worker")
FAMILY = ("parent_carer", "relative")
_MODES = {
    Channel.Mode.PAPER: ConsentEvent.Mode.PAPER,
    Channel.Mode.PHONE: ConsentEvent.Mode.PHONE,
    Channel.Mode.EVENT: ConsentEvent.Mode.IN_PERSON,
    Channel.Mode.IMPORT: ConsentEvent.Mode.IMPORTED,
}


def actor_of(key: str, *, voice: str, age_band: str, relationship: str = "") -> str:
    """Return who speaks in an event: the adult for a child, or the reader themselves.

    >>> str(actor_of("take_part", voice="child", age_band="12_15"))
    'young_person'
    """
    if key == ADULT_PERMISSION:
        return _adult(relationship)
    by_voice = {
        "parent_self": ACTORS.PARENT,
        "parent_on_behalf": ACTORS.PARENT,
        "practitioner": ACTORS.PRACTITIONER,
        "organisation": ACTORS.PRACTITIONER,
    }
    if voice in by_voice:
        return by_voice[voice]
    if age_band == "adult":
        return ACTORS.YOUNG_PERSON if voice == "young_person" else ACTORS.ADULT
    return ACTORS.YOUNG_PERSON if age_band in YOUNG_BANDS else ACTORS.CHILD


def _adult(relationship):
    if relationship in AT_WORK:
        return ACTORS.PRACTITIONER
    return ACTORS.PARENT if relationship in FAMILY else ACTORS.ADULT


def mode_of(channel) -> str:
    """Return how a response's permissions were given."""
    return _MODES.get(channel.mode if channel else "", ConsentEvent.Mode.WEB)


def chained(events: Iterable[ConsentEvent], *, after: str = "") -> list[ConsentEvent]:
    """Return unsaved events of one response, each bound to the one before it."""
    bound = []
    for event in events:
        event.prev_hash = after
        after = event.hash = hash_of(event)
        bound.append(event)
    return bound


def last_hash_of(response) -> str:
    """Return the hash that the next event of this response follows."""
    return response.consent_events.order_by("pk").values_list("hash", flat=True).last() or ""


def broken_events_of(response) -> list[ConsentEvent]:
    """Return the events that do not fit their hash or the event before; empty when all are sound.

    Events from before there were hashes have none, and can only stand before all others.
    """
    broken, before = [], ""
    for event in response.consent_events.order_by("pk"):
        is_old = not event.hash and not before
        is_sound = event.prev_hash == before and hmac.compare_digest(event.hash, hash_of(event))
        if not is_old and not is_sound:
            broken.append(event)
        before = event.hash or before
    return broken


def hash_of(event: ConsentEvent) -> str:
    said = [event.key, event.kind, event.value, event.actor, event.relationship, event.mode]
    where = [str(event.response_id), event.statement_id, event.sequence]
    content = json.dumps([event.prev_hash, *where, *said, event.recorded_day.isoformat()])
    pepper = settings.PEPPER.encode()
    return hmac.new(pepper, b"permission event|" + content.encode(), hashlib.sha256).hexdigest()

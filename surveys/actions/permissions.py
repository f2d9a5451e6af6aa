"""Changes what a person allows, after sending: a further event, never a changed one.

The events themselves are the record of who allowed what and when. There is no audit event: it
would outlive the response, and name it.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.contacts import ASK, link_of
from surveys.evidence import actor_of, chained, last_hash_of
from surveys.models import ConsentEvent, ContactDetail, Response, Survey
from surveys.own_answers import document_for, permissions_now, reader_of
from surveys.permission_purposes import PURPOSES
from surveys.searching import forget_deleted_words
from surveys.statements import statement_ids_of


TAKEN_BACK = ConsentEvent.Value.WITHDRAWN
# Packages above this one keep files made under a permission. Each registers one function, called
# as follower(response=…) in the same transaction, when a Yes becomes a No.
_FOLLOWERS: list[Callable] = []
# And things made from single answers. Each registers one function, called in the same transaction
# as forgetter(response=…, keys=…), while the answers to these questions are still there.
_FORGETTERS: list[Callable] = []


def register_follower(follower: Callable) -> None:
    """Have `follower(response=…)` run whenever a permission is taken back."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def register_forgetter(forgetter: Callable) -> None:
    """Have `forgetter(response=…, keys=…)` run before answers that needed a permission go."""
    if forgetter not in _FORGETTERS:
        _FORGETTERS.append(forgetter)


@transaction.atomic
def change_permission(*, response: Response, key: str, is_granted: bool) -> bool:
    """Append what a person now says to one permission; return False when nothing changed.

    Raises ValidationError for a permission they were not asked, and for one without which nothing
    is sent: saying No to that is a withdrawal, and a Yes to it is there already.
    """
    permission = _permission(response, key)
    # The survey's row is held, as in a withdrawal: no file is published meanwhile with what is
    # being taken back.
    Survey.objects.select_for_update(no_key=True).get(pk=response.survey_id)
    row = Response.objects.select_for_update().filter(pk=response.pk).first()
    if row is None:
        raise ValidationError(_("These answers were taken back."), code="withdrawn")
    was_granted = permissions_now(row).get(key) == ConsentEvent.Value.GRANTED
    if was_granted == is_granted:
        return False
    add_event(row, permission, ConsentEvent.Value.GRANTED if is_granted else TAKEN_BACK)
    if not is_granted:
        _forget_what_needed_it(row, key)
    for follower in () if is_granted else _FOLLOWERS:
        follower(response=row)
    return True


def add_event(row, permission, value):
    """Append what holds now of one permission; nobody speaks where it has only run out."""
    newest = row.consent_events.filter(key=permission.key).order_by("-sequence").first()
    voice = document_for(row).audience(row.audience).voice
    has_run_out = value == ConsentEvent.Value.EXPIRED
    event = ConsentEvent(
        response=row,
        statement_id=statement_ids_of(str(row.version_id), reader_of(row))[permission.key],
        key=permission.key,
        kind=PURPOSES[permission.settings["purpose"]].kind,
        value=value,
        actor="" if has_run_out else actor_of(permission.key, voice=voice, age_band=row.age_band),
        mode="" if has_run_out else ConsentEvent.Mode.WEB,
        sequence=newest.sequence + 1 if newest else 1,
        recorded_day=timezone.localdate(),
    )
    ConsentEvent.objects.bulk_create(chained([event], after=last_hash_of(row)))


def _forget_what_needed_it(row, key):
    """Delete the answers, and the address, that were asked for only because of a Yes to this."""
    needing = [
        question.key
        for page in document_for(row).pages
        for question in page.questions
        if key in (page.needs, question.needs)
    ]
    if needing:
        for forgetter in _FORGETTERS:
            forgetter(response=row, keys=needing)
        row.answers.filter(question__key__in=needing).delete()
        forget_deleted_words()
    now = permissions_now(row)
    if key in ASK and not any(now.get(each) == ConsentEvent.Value.GRANTED for each in ASK):
        ContactDetail.objects.filter(link=link_of(row.pk)).delete()


def _permission(response, key):
    asked = document_for(response).permissions_for(response.audience)
    permission = next((each for each in asked if each.key == key), None)
    if permission is None or PURPOSES[permission.settings["purpose"]].ends_survey:
        raise ValidationError(_("This cannot be changed here."), code="unknown_permission")
    return permission

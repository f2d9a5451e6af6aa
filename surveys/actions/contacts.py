"""Keeps, ends and removes contact details."""

from django.db import transaction

from surveys.actions.permissions import add_event
from surveys.contacts import ASK, can_be_kept, link_of
from surveys.models import ConsentEvent, ContactDetail, Purpose, Response
from surveys.own_answers import document_for, permissions_now


GRANTED = ConsentEvent.Value.GRANTED


@transaction.atomic
def expire_contacts() -> int:
    """Delete the details whose time is over, and note that their permissions ran out.

    Which response a detail belongs to can only be tried out, response by response, with the key.
    """
    links_of = {}
    for survey_id, link in ContactDetail.objects.due().values_list("survey_id", "link"):
        links_of.setdefault(survey_id, set()).add(link)
    for survey_id, links in links_of.items() if can_be_kept() else ():
        for response_id in _who_allowed(survey_id):
            if link_of(response_id) in links:
                _expire(Response.objects.select_for_update().get(pk=response_id))
    removed, _ = ContactDetail.objects.due().delete()
    return removed


def _who_allowed(survey_id):
    for purpose in (Purpose.RESULTS, Purpose.RESEARCH):
        people = Response.objects.for_purpose(purpose).filter(survey_id=survey_id)
        yield from people.values_list("pk", flat=True)


def _expire(response):
    now = permissions_now(response)
    for permission in document_for(response).permissions:
        if permission.key in ASK and now.get(permission.key) == GRANTED:
            add_event(response, permission, ConsentEvent.Value.EXPIRED)

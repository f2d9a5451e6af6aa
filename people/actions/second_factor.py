"""Removes a person's second factor, for somebody who lost both phone and recovery codes."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from people.actions.audit import record_event
from people.models import User


@transaction.atomic
def remove_second_factor(*, user: User, by) -> int:
    """Remove every factor of `user`, who must set up a new one before reaching a staff page."""
    removed, _by_kind = Authenticator.objects.filter(user=user).delete()
    record_event(event="second_factor_removed", target=user, detail={"count": removed}, by=by)
    return removed

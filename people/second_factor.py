"""Whether this session proved a second factor, and which of the person's factors it was."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator


def has_activated_authenticator(user) -> bool:
    """Return whether the person set up an authenticator app."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def has_proved_second_factor(request) -> bool:
    """Return whether this session gave a code of a factor that the person still has.

    A session signed in by password alone, or with a factor since removed, has not: after a change
    of factor every other session must prove the new one.
    """
    proved = {
        record.get("id")
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa"
    }
    return bool(proved) and Authenticator.objects.filter(user=request.user, pk__in=proved).exists()

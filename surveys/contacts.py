"""Contact details: sealed under a key of their own, found from a response only with that key.

Nobody who reads the database can tell whose they are or what they say. The day they end is the
first of a month, so that it does not tell on which day somebody sent their answers.
"""

import hashlib
import hmac
from datetime import date

from django.conf import settings

from surveys.models import ContactDetail
from surveys.permission_purposes import PURPOSES
from surveys.sealing import SealBroken, key_for, seal, unseal


PURPOSE = "contact"
MONTHS = 24
ASK = tuple(key for key, purpose in PURPOSES.items() if purpose.asks_contact)


def can_be_kept() -> bool:
    """Tell whether there is a key to keep contact details under."""
    return bool(settings.CONTACT_KEY)


def link_of(response_id) -> str:
    """Return what a response's contact details are found by."""
    key = key_for("contact link", settings.CONTACT_KEY.encode())
    return hmac.new(key, str(response_id).encode(), hashlib.sha256).hexdigest()


def build_contact(*, response, email: str) -> ContactDetail:
    """Return the (unsaved) sealed details of a response."""
    link = link_of(response.pk)
    sealed = seal({"email": email}, secret=_secret(), purpose=PURPOSE, context=link)
    return ContactDetail(
        survey_id=response.survey_id,
        link=link,
        sealed=sealed,
        expires_on=_end_of(response.received_day),
    )


def email_of(response) -> str:
    """Return where the person of this response may be written to, for that person to see."""
    if not can_be_kept():
        return ""
    link = link_of(response.pk)
    row = ContactDetail.objects.filter(link=link).first()
    if row is None:
        return ""
    try:
        data = unseal(bytes(row.sealed), secret=_secret(), purpose=PURPOSE, context=link)
    except SealBroken:  # under a key that has been changed since
        return ""
    return data["email"]


def _secret():
    return settings.CONTACT_KEY.encode()


def _end_of(day: date) -> date:
    """Return the first of the month in which 24 months are over: never later than they are.

    >>> _end_of(date(2026, 3, 15))
    datetime.date(2028, 3, 1)
    """
    years, month = divmod(day.month - 1 + MONTHS, 12)
    return date(day.year + years, month + 1, 1)

"""Takes a response out: from every table, at once, for good."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.contacts import link_of
from surveys.models import ContactDetail, Erasure, Response, Survey
from surveys.receipts import is_well_formed, receipt_hmac_of
from surveys.searching import forget_deleted_words


# Packages above this one keep things made from answers (labels, exports). Each registers one
# function, called as cleaner(response=…) in the same transaction, while the rows are still there.
_CLEANERS: list[Callable] = []


def register_cleaner(cleaner: Callable) -> None:
    """Have `cleaner(response=…)` run inside each withdrawal, before the rows go."""
    if cleaner not in _CLEANERS:
        _CLEANERS.append(cleaner)


def words_of(response: Response, keys=None) -> list[str]:
    """Return all that a person wrote, or to these questions, for a cleaner to find what it made.

    Whatever the permissions say now: what was made under one that is gone must go too.
    """
    answers = response.answers.all()
    if keys is not None:
        answers = answers.filter(question__key__in=keys)
    return list(answers.values_list("text", flat=True))


# One message for a wrong, a used and a malformed code: it must not tell which codes exist.
NOT_FOUND = _("We could not find answers with that code. Check the code and type it again.")


@transaction.atomic(durable=True)
def withdraw_response(*, receipt: str) -> None:
    """Delete the response with this receipt and all that was made from it.

    Raises ValidationError when no response has the code. The erasure row is written first: the
    database lets permission events go only together with an erased response.
    """
    response = None
    if is_well_formed(receipt):
        response = Response.objects.filter(receipt_hmac=receipt_hmac_of(receipt)).first()
    if response is None:
        raise ValidationError(NOT_FOUND, code="unknown_receipt")
    # The survey's row is held, so that no theme run or export is published meanwhile with what
    # is being taken out.
    Survey.objects.select_for_update(no_key=True).get(pk=response.survey_id)
    Erasure.objects.create(
        receipt_hmac=response.receipt_hmac,
        survey_id=response.survey_id,
        day=timezone.localdate(),
    )
    for cleaner in _CLEANERS:
        cleaner(response=response)
    ContactDetail.objects.filter(link=link_of(response.pk)).delete()
    response.delete()
    forget_deleted_words()

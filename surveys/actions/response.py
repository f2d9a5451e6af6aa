"""Takes in a response, from the site, an import or the demo: one way in, one set of rules."""

import hashlib
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.contacts import build_contact
from surveys.documents import question_ids_of
from surveys.evidence import actor_of, chained, mode_of
from surveys.intake import text_hash_of
from surveys.models import Answer, ConsentEvent, Erasure, Response
from surveys.path import Path
from surveys.permission_purposes import ADULT_PERMISSION, PURPOSES, TAKE_PART, ends_survey
from surveys.question_types import question_type
from surveys.receipts import (
    receipt_for,
    receipt_hmac_of,
    receipt_kept_as,
    receipts_for,
    submission_key_for,
)
from surveys.screening import marked_answers
from surveys.statements import statement_ids_of


@dataclass(frozen=True)
class Submission:
    """What became of a sending: the receipt, and whether this call or an earlier one stored it."""

    response_id: str
    receipt: str
    is_new: bool
    is_same: bool


def submit_response(
    *,
    version,
    path: Path,
    secret: bytes,
    channel=None,
    received_day=None,
) -> Submission:
    """Store one response whole, or find that it is already stored.

    `path` holds who answers, the permissions and the answers on the route they took; anything off
    that route has already been left out of it. `secret` gives the receipt and the unique key, so
    that a second press, a retry or a second tab finds the first one's row.

    Raises ValidationError when take_part is not granted, when another permission without which
    nothing is sent was refused, or when the response was withdrawn.
    """
    if path.permissions.get(TAKE_PART) != ConsentEvent.Value.GRANTED or ends_survey(
        path.permissions
    ):
        raise ValidationError(_("Nothing is kept without a Yes to taking part."), code="no_part")
    response = Response(
        survey_id=version.survey_id,
        version=version,
        channel=channel,
        audience=path.reader.audience,
        age_band=path.reader.age_band,
        language=path.reader.language,
        format=path.reader.format,
        received_day=received_day or timezone.localdate(),
        submission_key=submission_key_for(secret),
        receipt_hmac=receipt_hmac_of(receipt_for(secret)),
        option_order=_order_of(path),
    )
    return _store(response, path, secret)


def _order_of(path) -> int | None:
    """Return the order that options were shown in, where any of them moved."""
    is_shuffled = any(question.settings.get("shuffle") for question in path.questions)
    return path.reader.order if is_shuffled else None


def find_submission(*, survey, secret: bytes | None) -> Submission | None:
    """Return what this draft's secret already sent to `survey`, or None."""
    if secret is None:
        return None
    row = (
        Response.objects.submitted()
        .filter(survey=survey, submission_key=submission_key_for(secret))
        .first()
    )
    if row is None:
        return None
    receipt = receipt_kept_as(row.receipt_hmac, secret=secret)
    return Submission(str(row.pk), receipt, is_new=False, is_same=True)


@transaction.atomic(durable=True)
def _store(response, path, secret):
    # ON CONFLICT DO NOTHING, then read back: no check-then-insert race, and no failing statement
    # for a database to copy into its log with somebody's words in it.
    Response.objects.bulk_create([response], ignore_conflicts=True)
    stored = Response.objects.select_for_update().filter(submission_key=response.submission_key)
    row = stored.first()
    # Looked at only now: a withdrawal at the same moment has either been waited for, or will wait.
    hashes = [receipt_hmac_of(receipt) for receipt in receipts_for(secret)]
    if row is None or Erasure.objects.filter(receipt_hmac__in=hashes).exists():
        raise ValidationError(_("These answers were taken back."), code="withdrawn")
    receipt = receipt_kept_as(row.receipt_hmac, secret=secret)
    digest = _digest_of(path)
    if row.content_sha256:
        return Submission(str(row.pk), receipt, is_new=False, is_same=row.content_sha256 == digest)
    _store_answers(row, path)
    if path.contact:
        build_contact(response=row, email=path.contact).save(force_insert=True)
    row.channel = response.channel  # in memory already: no query for it
    _store_consent(row, path)
    # The seal comes last: a row with it is whole.
    row.content_sha256 = digest
    row.sanitised_chars = path.sanitised_chars
    row.save(update_fields=["content_sha256", "sanitised_chars"])
    return Submission(str(row.pk), receipt, is_new=True, is_same=True)


def _digest_of(path):
    content = json.dumps([path.permissions, path.answers], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _store_answers(row, path):
    ids = question_ids_of(str(row.version_id))
    held = marked_answers(path.questions, path.answers, path.reader)
    Answer.objects.bulk_create(
        _answer_row(row, ids[question.key], question, path, is_held=question.key in held)
        for question in path.questions
    )


def _answer_row(row, question_id, question, path, *, is_held):
    kind = question_type(question.type)
    value = path.answers.get(question.key)
    text = kind.text_of(question, value, path.reader) if value is not None else ""
    return Answer(
        response=row,
        question_id=question_id,
        value=value,
        text=text,
        is_blank=kind.is_blank(value),
        is_held=is_held,
        text_hash=text_hash_of(text) if kind.is_open and text else "",
    )


def _store_consent(row, path):
    asked = path.document.permissions_for(path.reader.audience)
    events = [_event(row, path, each) for each in asked if each.key in path.permissions]
    ConsentEvent.objects.bulk_create(chained(events))


def _event(row, path, permission):
    key = permission.key
    voice = path.document.audience(path.reader.audience).voice
    relationship = path.relationship if key == ADULT_PERMISSION else ""
    asked_as = path.asked_as.get(key, path.reader)
    return ConsentEvent(
        response=row,
        statement_id=statement_ids_of(str(row.version_id), asked_as)[key],
        key=key,
        kind=PURPOSES[permission.settings["purpose"]].kind,
        value=path.permissions[key],
        actor=actor_of(key, voice=voice, age_band=path.reader.age_band, relationship=relationship),
        relationship=relationship,
        mode=mode_of(row.channel),
        sequence=1,
        recorded_day=row.received_day,
    )

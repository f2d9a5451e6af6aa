"""Brings in answers from another tool, each row through the same door as the site's own."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actions.audit import record_event
from surveys.actions.response import submit_response
from surveys.importing import ImportPlan, person_of, secret_for
from surveys.models import Channel, ImportBatch, Response, Survey
from surveys.receipts import receipt_for, receipt_hmac_of, receipts_for
from surveys.sealing import key_for


# Often enough that a page can show it is alive, seldom enough to cost nothing.
HEARTBEAT_ROWS = 100


def import_responses(
    *,
    survey,
    plan: ImportPlan,
    skip_bad_rows: bool = False,
    on_row: Callable[[], object] = lambda: None,
    by,
) -> ImportBatch:
    """Store every ready row of `plan`; return the batch with its counts.

    Each row is its own transaction, and its key follows from the row: an import that stopped half
    way, or a file that comes a second time, adds only who is not there yet. Rows without a Yes to
    taking part, and people who took their answers back, stay out.

    Raises ValidationError when rows have problems (unless they are to be skipped), or when the
    survey was never published.
    """
    version = survey.published_version()
    if version is None:
        raise ValidationError(_("Publish the survey before importing."), code="no_version")
    if plan.problems and not skip_bad_rows:
        raise ValidationError(
            _("Some rows have problems. Correct them, or leave those rows out."), code="bad_rows"
        )
    batch = _begin(survey, plan, by)
    try:
        _store_rows(batch, plan, version, on_row)
    except Exception as error:
        _finish(batch, ImportBatch.Status.FAILED, by, error_class=type(error).__name__)
        raise
    _finish(batch, ImportBatch.Status.DONE, by)
    return batch


@transaction.atomic
def _begin(survey, plan, by):
    return ImportBatch.objects.create(
        survey=survey,
        file_sha256=plan.file_sha256,
        rows=len(plan.rows),
        refused=len(plan.rows) - len(plan.ready),
        requested_by=by,
    )


def receipt_of_imported(*, survey: Survey, identifier: str) -> str:
    """Return the receipt of the person whom an imported file calls by this id."""
    secret = _secret_for(person_of(identifier), survey.pk)
    for receipt in receipts_for(secret):
        if Response.objects.filter(receipt_hmac=receipt_hmac_of(receipt)).exists():
            return receipt
    return receipt_for(secret)


def _secret_for(person, survey_id):
    pepper = key_for("import", settings.PEPPER.encode())
    return secret_for(person=person, survey_id=survey_id, pepper=pepper)


def _store_rows(batch, plan, version, on_row):
    channel = import_channel(survey=batch.survey)
    for number, row in enumerate(plan.ready, start=1):
        _store_row(batch, row, version, channel)
        on_row()
        if number % HEARTBEAT_ROWS == 0:
            _keep_counts(batch)


def _store_row(batch, row, version, channel):
    secret = _secret_for(row.person, batch.survey_id)
    try:
        submission = submit_response(version=version, path=row.path, secret=secret, channel=channel)
    except ValidationError as error:
        if error.code != "withdrawn":
            raise
        batch.refused += 1
        return
    if submission.is_new:
        batch.imported += 1
    else:
        batch.already_here += 1


def _keep_counts(batch):
    batch.save(update_fields=["imported", "already_here", "refused", "heartbeat_at"])


@transaction.atomic
def _finish(batch, status, by, *, error_class=""):
    batch.status = status
    batch.error_class = error_class
    batch.finished_at = timezone.now()
    batch.save()
    record_event(
        event=f"import {status}",
        target=batch,
        detail={
            "survey": str(batch.survey_id),
            "rows": batch.rows,
            "imported": batch.imported,
            "already_here": batch.already_here,
            "refused": batch.refused,
        },
        by=by,
    )


@transaction.atomic
def import_channel(*, survey) -> Channel:
    """Return the survey's channel for imported answers, made at the first import."""
    own = {"survey": survey, "mode": Channel.Mode.IMPORT, "organisation": None}
    channel = Channel.objects.filter(**own).first()
    if channel is None:
        label = str(Channel.Mode.IMPORT.label)
        channel = Channel.objects.create(**own, code=secrets.token_hex(6), label=label)
    return channel

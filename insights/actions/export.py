"""Asks for exports, makes them, and takes them back when someone in them withdraws."""

import contextlib
import hashlib
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from insights.actions.quotes import record_quotes_of
from insights.exports.alike import groups_in, is_too_few, names_in, refusal_words
from insights.exports.coarsened import coarsened
from insights.exports.memory import heap_at_rest
from insights.exports.pseudonyms import ExportKey
from insights.exports.snapshot import snapshot
from insights.exports.survey_source import SurveySource
from insights.exports.writers import WRITERS, write_export
from insights.jobs import LostJob, beat, fail, finish, kept_alive
from insights.models import Export
from insights.models.job import JobStatus
from people.actions.audit import record_access, record_event
from surveys.models import ConsentEvent, Erasure, Survey


logger = logging.getLogger(__name__)

# A withdrawal while the file is made means making it again; nobody withdraws this often for ever.
MOST_TRIES = 5
SNAPSHOT_SECONDS = 600


class SurveyChanged(Exception):  # noqa: N818 - it is news, not a fault
    """Someone took answers or a permission back while the file was being made."""


class TooFewAlike(Exception):  # noqa: N818 - it is no fault of the code
    """People in a file that was to leave the team are known too easily."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a file beside its kind: for whom, without what, and how .csv is written."""

    recipients: str = ""
    is_outside: bool = False
    without: Sequence[str] = ()
    csv_form: str = Export.CsvForm.CRLF_MARK


@transaction.atomic
def request_export(
    *, survey: Survey, kind: str, purpose: str, wanted: Wanted | None = None, by
) -> Export:
    """Ask for a file; a worker makes it.

    Raises ValidationError without a purpose, and for a file that may not leave the team.
    """
    wanted = wanted or Wanted()
    if kind not in WRITERS:
        raise ValidationError(_("There is no such kind of file."), code="unknown_kind")
    if not purpose.strip():
        raise ValidationError(_("Say what the file is for."), code="no_purpose")
    if survey.published_version() is None:
        raise ValidationError(_("Publish the survey before exporting it."), code="no_version")
    _check_wanted(survey, kind, wanted)
    export = Export.objects.create(
        survey=survey,
        kind=kind,
        purpose=purpose.strip(),
        recipients=wanted.recipients.strip(),
        is_outside=wanted.is_outside,
        without=list(wanted.without),
        csv_form=wanted.csv_form,
        language=get_language() or "",
        requested_by=by,
    )
    detail = {"kind": kind, "outside": wanted.is_outside}
    record_event(event="export requested", target=export, detail=detail, by=by)
    return export


def _check_wanted(survey, kind, wanted):
    if wanted.csv_form not in Export.CsvForm.values:
        raise ValidationError(_("There is no such form of .csv files."), code="unknown_form")
    if set(wanted.without) - set(names_in(survey)[1:]):
        raise ValidationError(_("That cannot be left out of this file."), code="unknown_name")
    if not wanted.is_outside:
        return
    if not wanted.recipients.strip():
        raise ValidationError(
            {"recipients": _("Say who outside the team gets the file.")}, code="no_recipients"
        )
    if WRITERS[kind].has_people:
        refusal = refusal_words(*groups_in(survey, without=wanted.without))
        if refusal:
            raise ValidationError(refusal, code="too_few_alike")


def run_export(*, export: Export, token: str) -> None:
    """Make the file of an export that this worker holds; call it outside a transaction.

    Readers see the file only when it is whole: it is written beside its place, then renamed, and
    the row says so last.
    """
    try:
        sweep_files()
        for _try in range(MOST_TRIES):
            # The counts of a large survey take a while and cannot say how far they are.
            with contextlib.suppress(SurveyChanged), kept_alive(export, token):
                _make(export, token)
                return
        raise SurveyChanged(str(export.pk))
    except LostJob:
        logger.info("export lost to another worker", extra={"export": export.pk})
    except Exception as error:
        fail(export, token, error)
        raise


def _make(export, token):
    settings.EXPORT_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = settings.EXPORT_DIR / f"{export.pk}.{token}.part"
    try:
        language = override(export.language or settings.LANGUAGE_CODE)
        with heap_at_rest(), snapshot() as using, language:
            marks = _withdrawal_marks(export.survey_id, using)
            source = coarsened(SurveySource(export, using=using), export.without)
            members = source.members()
            manifest = write_export(
                source, kind=export.kind, path=part, progress=_teller(export, token)
            )
        if export.is_outside and WRITERS[export.kind].has_people and is_too_few(manifest.alike):
            raise TooFewAlike(str(export.pk))  # it was looked at when asked for; people left since
        kept = asdict(manifest)
        quotes = kept.pop("quotes")  # in the ledger of quotes, which forgets with a withdrawal
        kept["bytes"] = part.stat().st_size
        fields = {
            "file_name": _file_name(export),
            "sha256": _sha256_of(part),
            "manifest": kept,
            "members": members,
        }
        _publish(export, token, part=part, marks=marks, fields=fields, quotes=quotes)
    finally:
        part.unlink(missing_ok=True)


@transaction.atomic
def _publish(export, token, *, part, marks, fields, quotes):
    """Put the file in its place, unless someone took something back since it was read."""
    _hold_survey(export.survey_id)
    if _withdrawal_marks(export.survey_id, "default") != marks:
        raise SurveyChanged(str(export.pk))
    finish(export, token, **fields)
    record_quotes_of(export=export, quote_ids=quotes)
    record_event(
        event="export made",
        target=export,
        detail={"people": fields["manifest"]["people"], "sha256": fields["sha256"]},
        by=export.requested_by,
    )
    # Before the commit: a row that says the file is there must never be wrong. The reverse, a
    # file whose row says nothing yet, is swept.
    os.replace(part, file_path(export))


def _hold_survey(survey_id):
    """Take turns with withdrawals. NO KEY: people may go on sending answers meanwhile."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey_id)


def _withdrawal_marks(survey_id, using):
    """Return numbers that change when someone takes answers or a permission back."""
    taken_back = ConsentEvent.objects.using(using).filter(
        response__survey_id=survey_id, value=ConsentEvent.Value.WITHDRAWN
    )
    erased = Erasure.objects.using(using).filter(survey_id=survey_id)
    return erased.count(), taken_back.count()


def _teller(export, token):
    """Return the writer's progress as heartbeats: the coded answers are nearly all the work."""

    def tell(stage, done, total):
        percent = 10 + 80 * done // total if total else 5
        beat(export, token, stage, max(percent, export.progress))

    return tell


def _file_name(export):
    day = timezone.localdate().isoformat()
    return f"{export.survey.slug}-{day}{WRITERS[export.kind].suffix}"


def _sha256_of(path: Path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_path(export: Export) -> Path:
    """Return where the file of an export is, or will be."""
    return settings.EXPORT_DIR / f"{export.pk}{WRITERS[export.kind].suffix}"


def sweep_files() -> None:
    """Remove files that no row vouches for: their days are over, or a crash left them."""
    if not settings.EXPORT_DIR.exists():
        return
    live = {file_path(export).name for export in Export.objects.downloadable()}
    running = Export.objects.filter(status=JobStatus.RUNNING)
    beginnings = tuple(f"{export.pk}." for export in running)
    for path in settings.EXPORT_DIR.iterdir():
        if path.name not in live and not path.name.startswith(beginnings) and _is_left(path):
            path.unlink(missing_ok=True)


def _is_left(path):
    """Tell whether a file is nobody's: another worker's snapshot has its name for seconds only."""
    if not path.name.startswith("snapshot_"):
        return True
    with contextlib.suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime > SNAPSHOT_SECONDS
    return False


@transaction.atomic
def record_download(*, export: Export, by) -> None:
    """Record that `by` is given the file, which holds raw answers, before it is sent."""
    people = export.manifest.get("people", 0)
    record_access(
        purpose=export.purpose[:40],
        survey_id=export.survey_id,
        view="export_download",
        count=people,
        by=by,
    )
    record_event(event="export downloaded", target=export, detail={"people": people}, by=by)


def export_holds(export: Export, response) -> bool:
    """Tell whether the file of an export has anything of this response."""
    return ExportKey(str(export.pk)).holds(export.members, response.pk)


@transaction.atomic
def supersede_exports_holding(*, response) -> int:
    """Take back every file that holds this response, from the page and from the disk.

    Registered with surveys.actions.withdrawal, so it runs inside the withdrawal.
    """
    _hold_survey(response.survey_id)
    # Files whose days are over too: whoever fetched one has to be told.
    made = Export.objects.standing().filter(survey_id=response.survey_id)
    holding = [export for export in made if export_holds(export, response)]
    for export in holding:
        export.superseded_at = timezone.now()
        export.save(update_fields=["superseded_at"])
        # After the commit: a withdrawal that fails must not take a file that still stands.
        transaction.on_commit(partial(file_path(export).unlink, missing_ok=True))
    return len(holding)

"""Exports: who asked for which file, why, what it holds and what was left out."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.models.job import JobRow, JobStatus
from surveys.models import Survey


def kept_for() -> timedelta:
    """Return how long a file is kept once it is made."""
    return timedelta(days=settings.EXPORT_DAYS)


class ExportQuerySet(models.QuerySet):
    def ready(self):
        return self.filter(status=JobStatus.DONE)

    def standing(self):
        """Return exports that hold nobody who has withdrawn since, whether kept or over."""
        return self.ready().filter(superseded_at__isnull=True)

    def downloadable(self):
        """Return exports whose file is there: for some days, and while nobody in it withdraws."""
        return self.standing().filter(finished_at__gt=timezone.now() - kept_for())

    def visible_to(self, user):
        return self.filter(survey__organisation__memberships__user=user)


class Export(JobRow):
    """One file made from one survey. `members` tells whether a withdrawn response is in it."""

    class CsvForm(models.TextChoices):
        """How .csv files are written: with a byte order mark or not, and how lines end."""

        CRLF_MARK = "crlf_mark", _("With a byte order mark, lines end with CR LF: for Excel")
        LF_MARK = "lf_mark", _("With a byte order mark, lines end with LF")
        CRLF = "crlf", _("Without a byte order mark, lines end with CR LF")
        LF = "lf", _("Without a byte order mark, lines end with LF: for programs")

    PERSONAL_FIELDS = ("requested_by", "members", "manifest", "recipients")
    PLAIN_FIELDS = (
        "id",
        "survey",
        "kind",
        "purpose",
        "is_outside",
        "without",
        "csv_form",
        "language",
        "file_name",
        "sha256",
        "superseded_at",
        "status",
        "stage",
        "progress",
        "attempts",
        "token",
        "heartbeat_at",
        "started_at",
        "finished_at",
        "error_class",
        "requested_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=20, default="workbook")
    purpose = models.CharField(max_length=200)
    # Who gets the file; `is_outside`: somebody who is not of the team.
    recipients = models.CharField(max_length=200, blank=True)
    is_outside = models.BooleanField(default=False)
    # What others may know of people and is left out, so that more of them are alike.
    without = models.JSONField(default=list, blank=True)
    csv_form = models.CharField(max_length=10, choices=CsvForm, default=CsvForm.CRLF_MARK)
    # What the file speaks beside people's own words: the language of whoever asked for it.
    language = models.CharField(max_length=10, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    manifest = models.JSONField(default=dict)
    members = models.BinaryField(default=bytes)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    def __str__(self):
        return f"{self.kind} {self.id}"

    @property
    def kept_until(self):
        """When the file goes; the row, with its manifest, stays."""
        return self.finished_at and self.finished_at + kept_for()

    @property
    def is_over(self):
        return bool(self.kept_until and self.kept_until <= timezone.now())

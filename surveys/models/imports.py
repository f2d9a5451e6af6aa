"""A file of answers brought in from another tool."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.survey import Survey


class ImportBatch(models.Model):
    """One import of one file: what came in, what was left out."""

    PERSONAL_FIELDS = ("requested_by",)
    PLAIN_FIELDS = (
        "id",
        "survey",
        "file_sha256",
        "status",
        "rows",
        "imported",
        "already_here",
        "refused",
        "error_class",
        "started_at",
        "finished_at",
        "heartbeat_at",
    )

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="import_batches")
    file_sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    rows = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    already_here = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    error_class = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self):
        return f"import {self.id}"

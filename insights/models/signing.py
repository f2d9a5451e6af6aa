"""Signing off: who looked at what stands beside the themes, and who says that all is done."""

import uuid

from django.conf import settings
from django.db import models

from insights.models.codebook import Codebook
from insights.models.run import ThemeRun


class ShelfOpening(models.Model):
    """That a person opened a shelf of a run; `to_end`: they came to its last page."""

    PERSONAL_FIELDS = ("by",)
    PLAIN_FIELDS = ("id", "run", "shelf", "at", "to_end")

    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="openings")
    shelf = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    to_end = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "shelf", "by"], name="shelf_opened_once"),
        ]

    def __str__(self):
        return f"{self.shelf} of {self.run_id}"


class SignOff(models.Model):
    """One signing off: of a run, and of all steps up to the one numbered `sequence`."""

    PERSONAL_FIELDS = ("by",)
    PLAIN_FIELDS = ("id", "codebook", "run", "sequence", "at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="sign_offs")
    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="sign_offs")
    sequence = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"sign-off of {self.codebook_id} at {self.sequence}"

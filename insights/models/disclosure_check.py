"""Disclosure checks: who looked at a file that may be published, by which rules, and decided."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.models.export import Export


class DisclosureCheck(models.Model):
    """One decision on one file, by another person than who asked for it (SDC-8)."""

    PERSONAL_FIELDS = ("checker", "note")
    PLAIN_FIELDS = ("id", "output", "rules", "hidden_cells", "result", "at")

    class Result(models.TextChoices):
        RELEASED = "released", _("Released")
        HELD_BACK = "held_back", _("Held back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    output = models.OneToOneField(Export, on_delete=models.PROTECT, related_name="check_made")
    # What the rules were when the file was looked at: they can be raised later.
    rules = models.JSONField(default=dict)
    hidden_cells = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=10, choices=Result)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self):
        return f"{self.result} {self.output_id}"

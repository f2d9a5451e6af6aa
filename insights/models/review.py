"""Decisions: every step a person took, with what it replaced. Gives undo and the audit trail."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Codebook


class Decision(models.Model):
    """One step of review. `before` and `after` hold ids, states and people's own theme texts.

    `about` names the themes beside those that changed: {"into": id}, {"from": id}.
    """

    PERSONAL_FIELDS = ("by", "before", "after", "reason")
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "kind",
        "at",
        "sequence",
        "undoes",
        "about",
    )

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("Accepted a suggestion")
        RENAME = "rename", _("Changed a theme's words")
        MERGE = "merge", _("Merged themes")
        SPLIT = "split", _("Split a theme off")
        MOVE = "move", _("Moved an answer")
        REJECT_SUGGESTION = "reject_suggestion", _("Rejected a suggestion")
        REJECT_THEME = "reject_theme", _("Rejected a theme")
        CONFIRM = "confirm", _("Confirmed an answer's theme")
        SETTLE = "settle", _("Settled a disagreement")
        READ = "read", _("Sorted an answer")
        MAKE = "make", _("Made a theme")
        PLACE = "place", _("Put a theme in another place")
        PROMOTE = "promote", _("Split a theme into its parts")
        RETIRE = "retire", _("Retired a theme")
        BRING_BACK = "bring_back", _("Brought a theme back")
        APPROVE = "approve", _("Approved a theme")
        COPY = "copy", _("Gave a theme of another question")
        UNDO = "undo", _("Undid a step")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind)
    sequence = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    about = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codebook", "sequence"], name="decision_in_turn"),
        ]

    def __str__(self):
        return f"{self.kind} {self.sequence}"

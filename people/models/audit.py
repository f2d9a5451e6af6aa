"""What staff did, and what raw answers they read. No foreign keys: it outlives its subjects."""

from django.db import models


class AuditEvent(models.Model):
    """One act of a member of staff. `detail` holds ids and counts, never words or addresses."""

    PERSONAL_FIELDS = ("actor_id",)
    PLAIN_FIELDS = ("id", "at", "event", "target_type", "target_id", "detail")

    at = models.DateTimeField(auto_now_add=True)
    event = models.CharField(max_length=60)
    actor_id = models.CharField(max_length=36, blank=True)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=36)
    detail = models.JSONField(default=dict)

    def __str__(self):
        return f"{self.event} {self.target_type} {self.target_id}"


class AccessEvent(models.Model):
    """One reading of raw answers: who, for what, which page, how many."""

    PERSONAL_FIELDS = ("actor_id",)
    PLAIN_FIELDS = ("id", "at", "purpose", "survey_id", "view", "count")

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.CharField(max_length=36)
    purpose = models.CharField(max_length=40)
    survey_id = models.CharField(max_length=36)
    view = models.CharField(max_length=60)
    count = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.actor_id} read {self.count} in {self.view}"

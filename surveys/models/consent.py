"""What people agreed to: the exact words they were shown, and each event, append-only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.response import Response


class ConsentStatement(models.Model):
    """One wording of one permission. A database trigger refuses every change to it."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = (
        "id",
        "key",
        "audience",
        "age_band",
        "language",
        "format",
        "version",
        "text",
        "sha256",
    )

    key = models.CharField(max_length=40)
    audience = models.CharField(max_length=40)
    age_band = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10)
    format = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "audience", "age_band", "language", "format", "sha256"],
                name="consent_wording_once",
            ),
        ]

    def __str__(self):
        return f"{self.key} for {self.audience} version {self.version}"


class ConsentEvent(models.Model):
    """One Yes, No or change of mind. The newest per response and key is what holds now."""

    PERSONAL_FIELDS = ("value",)
    PLAIN_FIELDS = ("id", "response", "statement", "key", "sequence", "recorded_day")

    class Value(models.TextChoices):
        GRANTED = "granted", _("Yes")
        REFUSED = "refused", _("No")
        WITHDRAWN = "withdrawn", _("Taken back")

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="consent_events")
    statement = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="events")
    key = models.CharField(max_length=40)
    value = models.CharField(max_length=10, choices=Value)
    sequence = models.PositiveIntegerField()
    recorded_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "key", "sequence"], name="consent_event_in_turn"
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.value}"

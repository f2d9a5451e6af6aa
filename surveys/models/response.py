"""One person's sent answers. No address, no device, no time finer than a day."""

import uuid

from django.db import models

from surveys.models.channel import Channel
from surveys.models.purpose import PERMISSION_FOR, Purpose
from surveys.models.survey import Survey, SurveyVersion


ASKED_OF_PEOPLE = ("audience", "age_band", "language", "channel", "version")


class ResponseQuerySet(models.QuerySet):
    def submitted(self):
        """Return whole responses: the row is made first and sealed last, in one transaction."""
        return self.exclude(content_sha256="")

    def for_purpose(self, purpose):
        """Return the people who may be counted, quoted and so on, as their permissions stand now.

        The same rule as Answer.objects.for_purpose, for those who need people and not answers.
        """
        # The events' model builds on this one, so it is reached through the relation.
        events = self.model.consent_events.rel.related_model.objects
        keys = PERMISSION_FOR[Purpose(purpose)]
        return self.submitted().filter(*(events.is_granted_now(key, "pk") for key in keys))


class Response(models.Model):
    """A sent response. Random key, so that no number tells who came first."""

    PERSONAL_FIELDS = ("audience", "age_band", "language", "channel", "receipt_hmac")
    PLAIN_FIELDS = (
        "id",
        "survey",
        "version",
        "format",
        "received_day",
        "submission_key",
        "content_sha256",
        "sanitised_chars",
        "option_order",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="responses")
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="responses"
    )
    audience = models.CharField(max_length=40)
    age_band = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, default="en")
    format = models.CharField(max_length=20, default="standard")
    received_day = models.DateField()
    submission_key = models.CharField(max_length=64, unique=True)
    receipt_hmac = models.CharField(max_length=64, unique=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    sanitised_chars = models.PositiveIntegerField(default=0)
    # One of a few orders (surveys.option_order); empty where every order was the document's.
    option_order = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["survey", "received_day"], name="response_day"),
            # The order of reading, and all that people are filtered by: an answer is passed over
            # without fetching its response.
            models.Index(
                fields=["survey", "received_day", "id", *ASKED_OF_PEOPLE], name="response_received"
            ),
        ]

    def __str__(self):
        return str(self.id)


class Erasure(models.Model):
    """A withdrawal, kept so that neither a replay nor a back-up brings the answers back."""

    PERSONAL_FIELDS = ("receipt_hmac",)
    PLAIN_FIELDS = ("id", "survey", "day", "scope")

    receipt_hmac = models.CharField(max_length=64, unique=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="erasures")
    day = models.DateField()
    scope = models.CharField(max_length=20, default="everything")

    def __str__(self):
        return f"erasure of {self.day}"

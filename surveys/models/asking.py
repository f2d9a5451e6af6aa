"""Requests for another way to answer: kept sealed, and apart from everything anybody answered."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.survey import Survey


class WayRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__organisation__memberships__user=user)

    def new(self):
        return self.filter(done_at=None)

    def settled(self):
        return self.exclude(done_at=None)

    def outlived(self):
        """Return those that were settled as long ago as is promised."""
        limit = timezone.now() - timedelta(days=settings.WAY_REQUEST_DAYS)
        return self.filter(done_at__lte=limit)


class WayRequest(models.Model):
    """Somebody's wish for easy read, paper, a phone call or the like. No link to a response."""

    PERSONAL_FIELDS = ("kind", "ciphertext", "done_by")
    PLAIN_FIELDS = ("id", "survey", "asked_day", "done_at")

    class Kind(models.TextChoices):
        EASY_READ = "easy_read", _("Easy read, with short words and pictures")
        LARGE_PRINT = "large_print", _("Large print")
        LANGUAGE = "language", _("Another language, or an interpreter")
        PHONE = "phone", _("Answering by phone, or talking to someone")
        PAPER = "paper", _("On paper")
        BSL = "bsl", _("British Sign Language (BSL)")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="way_requests")
    kind = models.CharField(max_length=20, choices=Kind)
    ciphertext = models.BinaryField()
    asked_day = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WayRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="way_request_done_pair",
            ),
        ]

    def __str__(self):
        return f"{self.kind} asked on {self.asked_day}"

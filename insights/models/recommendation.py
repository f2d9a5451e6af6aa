"""Recommendations and the evidence for and against them. Counts are never kept, always read."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Theme
from surveys.models import Survey


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__organisation__memberships__user=user)

    def ready(self):
        return self.filter(ready_at__isnull=False)


class Recommendation(models.Model):
    """Something that could be done. `concepts` are what closed questions about it share.

    A concept may name one row of a matrix after a colon: `c_recs:lead`.
    """

    PERSONAL_FIELDS = ("made_by", "ready_by")
    PLAIN_FIELDS = (
        "id",
        "survey",
        "key",
        "title",
        "text",
        "source",
        "concepts",
        "version",
        "made_at",
        "ready_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="recommendations")
    key = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    concepts = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="recommendation_key_once"),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, ready_by__isnull=True)
                | Q(ready_at__isnull=False, ready_by__isnull=False),
                name="recommendation_ready_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.title}"


class EvidenceLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(recommendation__survey__organisation__memberships__user=user)

    def waiting(self):
        """Return links that no second person has looked at yet."""
        return self.filter(approved_at__isnull=True)


class EvidenceLink(models.Model):
    """A theme that bears on a recommendation. Whoever approves it is not who made it."""

    PERSONAL_FIELDS = ("linked_by", "approved_by", "note")
    PLAIN_FIELDS = ("id", "recommendation", "theme", "stance", "linked_at", "approved_at")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("Supports")
        NUANCES = "nuances", _("Adds a nuance")
        CONTRADICTS = "contradicts", _("Contradicts")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="links"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="evidence_links")
    stance = models.CharField(max_length=12, choices=Stance)
    note = models.TextField(blank=True)
    linked_at = models.DateTimeField(auto_now_add=True)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = EvidenceLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "theme"], name="evidence_theme_once"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                # A null is no answer to "is another than", so it is asked for by itself.
                | Q(approved_at__isnull=False, approved_by__isnull=False)
                & ~Q(approved_by=F("linked_by")),
                name="evidence_approved_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.theme_id} {self.stance} {self.recommendation_id}"


class EvidenceSearch(models.Model):
    """A look for what speaks against a recommendation, or limits it, and what it found."""

    PERSONAL_FIELDS = ("by", "searched", "found")
    PLAIN_FIELDS = ("id", "recommendation", "at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="searches"
    )
    searched = models.TextField()
    found = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return f"search for {self.recommendation_id}"

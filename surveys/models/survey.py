"""A survey, its frozen versions, and the questions that stay the same across them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class SurveyQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Survey.Status.OPEN, versions__isnull=False).distinct()

    def visible_to(self, user):
        return self.filter(organisation__memberships__user=user)


class Survey(models.Model):
    """One consultation's survey."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "organisation", "slug", "title", "status")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="surveys")
    slug = models.SlugField(unique=True, max_length=60)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)

    objects = SurveyQuerySet.as_manager()

    def __str__(self):
        return self.title

    def published_version(self):
        """Return the newest published version, or None; `document_of` has what it says."""
        return self.versions.defer("document").order_by("-number").first()


class SurveyVersion(models.Model):
    """One published document. A database trigger refuses every change to it."""

    PERSONAL_FIELDS = ("published_by",)
    PLAIN_FIELDS = ("id", "survey", "number", "document", "sha256", "published_at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="version_number_once"),
        ]

    def __str__(self):
        return f"{self.survey_id} version {self.number}"


class Question(models.Model):
    """A question's stable identity. Its wording is in the versions' documents."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "survey", "key", "concept", "type", "is_open")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=60)
    concept = models.CharField(max_length=60, blank=True)
    type = models.CharField(max_length=30)
    is_open = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="question_key_once"),
        ]

    def __str__(self):
        return self.key

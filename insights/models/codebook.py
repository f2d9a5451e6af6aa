"""Codebooks and themes: the part of the findings that people own, across runs."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models import Question, Survey


class CodebookQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__organisation__memberships__user=user)


class Codebook(models.Model):
    """The themes of one open question."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "survey", "question")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="codebooks")
    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="codebook")

    objects = CodebookQuerySet.as_manager()

    def __str__(self):
        return f"codebook of {self.question_id}"


class ThemeQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=Theme.Status.ACTIVE)

    def visible_to(self, user):
        return self.filter(codebook__survey__organisation__memberships__user=user)


class Theme(models.Model):
    """A theme as people named and defined it. `version` refuses an edit made on an old reading."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "parent",
        "name",
        "definition",
        "include_when",
        "exclude_when",
        "status",
        "version",
        "changed_since_review",
        "is_serious",
    )

    class Status(models.TextChoices):
        ACTIVE = "active", _("In use")
        REJECTED = "rejected", _("Rejected")
        MERGED = "merged", _("Merged into another")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="themes")
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    include_when = models.TextField(blank=True)
    exclude_when = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    version = models.PositiveIntegerField(default=1)
    changed_since_review = models.BooleanField(default=False)
    is_serious = models.BooleanField(default=False)

    objects = ThemeQuerySet.as_manager()

    def __str__(self):
        return self.name

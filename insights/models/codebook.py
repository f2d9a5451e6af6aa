"""Codebooks and themes: the part of the findings that people own, across runs."""

import uuid

from django.conf import settings
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

    def of_survey(self, survey):
        return self.filter(codebook__survey=survey)


class Theme(models.Model):
    """A theme as people named and defined it. `version` refuses an edit made on an old reading.

    Somebody who neither made it nor wrote its words approves it; new words want approval anew.
    """

    PERSONAL_FIELDS = ("approved_by",)
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
        "merged_into",
        "approved_at",
    )

    class Status(models.TextChoices):
        ACTIVE = "active", _("In use")
        REJECTED = "rejected", _("Rejected")
        MERGED = "merged", _("Merged into another")
        RETIRED = "retired", _("Retired")

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
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="took_in"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True, approved_by__isnull=True)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="theme_approved_at_and_by",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_in_use(self) -> bool:
        return self.status == self.Status.ACTIVE


class ThemeVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(codebook__survey__organisation__memberships__user=user)


class ThemeVersion(models.Model):
    """What a theme said at one version, for whoever holds an old file that names it.

    `of_theme` is the theme's key and no relation: the version outlives a theme whose making was
    undone. The words are scrubbed with the theme's own when a withdrawal takes them.
    """

    PERSONAL_FIELDS = ("by",)
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "of_theme",
        "number",
        "name",
        "definition",
        "include_when",
        "exclude_when",
        "status",
        "at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="versions")
    of_theme = models.UUIDField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    include_when = models.TextField(blank=True)
    exclude_when = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Theme.Status)
    # Neither is known of what was first written down when it changed.
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ThemeVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_theme", "number"], name="theme_version_once"),
        ]

    def __str__(self):
        return f"{self.of_theme} version {self.number}"

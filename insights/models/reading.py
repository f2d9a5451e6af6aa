"""Reading: what people said of whole answers. Every row goes with its answer, by cascade."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Codebook
from surveys.models import Answer


class AnswerReading(models.Model):
    """That a person has read an answer and decided about it, and what came of it."""

    PERSONAL_FIELDS = ("by",)
    PLAIN_FIELDS = ("id", "codebook", "answer", "outcome", "at")

    class Outcome(models.TextChoices):
        SORTED = "sorted", _("Themes as marked")
        NO_THEME = "no_theme", _("No theme fits")
        NOTHING = "nothing", _("Says nothing to sort")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="readings")
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.SORTED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        # The few of one outcome are counted and listed without looking at the rest.
        indexes = [
            models.Index(fields=["codebook", "outcome", "answer"], name="reading_outcome"),
        ]

    def __str__(self):
        return f"{self.answer_id} {self.outcome}"


class AnswerNote(models.Model):
    """What a person noted about an answer, for the team."""

    PERSONAL_FIELDS = ("text", "by")
    PLAIN_FIELDS = ("id", "codebook", "answer", "at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="notes")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # Else SQLite looks through all notes of a codebook for each answer that it asks about.
        indexes = [models.Index(fields=["codebook", "answer"], name="note_of_answer")]

    def __str__(self):
        return f"note on {self.answer_id}"


class SecondOpinionQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(settled_at__isnull=True)


class SecondOpinion(models.Model):
    """That somebody wants another person to look at an answer; open until one has."""

    PERSONAL_FIELDS = ("asked_by", "settled_by")
    PLAIN_FIELDS = ("id", "codebook", "answer", "asked_at", "settled_at")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="opinions")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = SecondOpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_by__isnull=True, settled_at__isnull=True)
                | models.Q(settled_by__isnull=False, settled_at__isnull=False),
                name="opinion_settled_pair",
            ),
            models.UniqueConstraint(
                fields=["answer"],
                condition=models.Q(settled_at__isnull=True),
                name="opinion_pending_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["codebook", "answer"],
                condition=models.Q(settled_at__isnull=True),
                name="opinion_pending",
            ),
        ]

    def __str__(self):
        return f"second opinion on {self.answer_id}"

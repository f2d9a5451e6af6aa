"""Codings: which place in which answer belongs to which theme, and who says so."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Theme
from surveys.models import Answer


class CodingQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=Coding.State.CONFIRMED)

    def counted(self):
        """Return codings that count where their theme is in use: all a person has not rejected.

        A mere guess of the coder counts nowhere; it is there for a person to look at.
        """
        guesses = models.Q(state=Coding.State.SUGGESTED, sureness=Coding.Sureness.GUESS)
        return self.exclude(state=Coding.State.REJECTED).exclude(guesses)

    def current(self):
        """Return codings that count, of themes in use."""
        return self.counted().filter(theme__status=Theme.Status.ACTIVE)


class Coding(models.Model):
    """One place of one answer in one theme. Offsets, not words: withdrawal removes it whole.

    `sureness` is the coder's word for its own suggestion, whose `score` then is a probability.
    """

    PERSONAL_FIELDS = ("by",)
    PLAIN_FIELDS = (
        "id",
        "theme",
        "answer",
        "start",
        "end",
        "source",
        "score",
        "sureness",
        "state",
        "at",
    )

    class Source(models.TextChoices):
        MACHINE = "machine", _("Machine")
        PERSON = "person", _("Person")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Rejected")

    class Sureness(models.TextChoices):
        SURE = "sure", _("sure")
        UNSURE = "unsure", _("unsure")
        GUESS = "guess", _("a guess")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.CASCADE,
        related_name="codings",
        db_index=False,  # an index below begins with it
    )
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=Source)
    score = models.FloatField(default=0)
    sureness = models.CharField(max_length=10, choices=Sureness, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CodingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="coding_start_before_end"
            ),
            models.UniqueConstraint(
                fields=["theme", "answer", "start", "end"], name="coding_place_once"
            ),
        ]
        indexes = [
            # All that is asked of a theme's codings: none of them is fetched to be counted.
            models.Index(
                fields=["theme", "answer", "state", "sureness", "source"], name="coding_of_theme"
            ),
        ]

    def __str__(self):
        return f"{self.answer_id}[{self.start}:{self.end}] in {self.theme_id}"

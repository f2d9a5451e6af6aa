"""Counts of a large survey, kept so that its overview need not count everybody each time."""

from django.db import models

from surveys.models import Survey


# Up to so many people, counting takes less than a tenth of a second, and nothing is kept.
COUNTED_EACH_TIME = 2_000


class SurveyCount(models.Model):
    """What was counted, and when; nothing where it is no longer true.

    `generation` goes up whenever somebody is taken out of the counts: what was being counted at
    that moment is then not kept.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "survey", "generation", "responses", "counts", "counted_at")

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="+")
    generation = models.PositiveIntegerField(default=0)
    responses = models.PositiveIntegerField(default=0)
    counts = models.JSONField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counts__isnull=True, counted_at__isnull=True)
                | models.Q(counts__isnull=False, counted_at__isnull=False),
                name="survey_counts_have_their_time",
            ),
        ]

    def __str__(self):
        return f"counts of {self.survey_id}"

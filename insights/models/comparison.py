"""Counts of comparisons in large surveys, kept so that a page need not count everybody again."""

from django.db import models

from insights.models.codebook import Theme
from surveys.models import Survey


class ComparisonCount(models.Model):
    """Rows of one count of people, as insights.comparing.counting asks for them.

    `key` says which count it is: of which questions and themes, told apart by what. `responses` is
    how many there were, `themes` those whose codings it counts. Deleted in the transaction that
    makes it untrue.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "survey", "key", "rows", "responses", "counted_at")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    themes = models.ManyToManyField(Theme, related_name="+")
    rows = models.JSONField()
    responses = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="comparison_counted_once"),
        ]

    def __str__(self):
        return f"comparison of {self.survey_id}"

"""Answers that steps touched since they were counted, so that not all are counted anew."""

from django.db import models

from insights.models.comparison import ComparisonCount
from surveys.models import Answer


class TouchedAnswer(models.Model):
    """An answer that a step touched after a count, and where in the counted themes it stood.

    `places` are offsets, never words; an empty list says that it stood in none of them. Whoever
    leaves takes along every count that an answer of theirs is noted with.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "comparison", "answer", "places")

    comparison = models.ForeignKey(
        ComparisonCount, on_delete=models.CASCADE, related_name="touches"
    )
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    places = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "answer"], name="touched_once"),
        ]

    def __str__(self):
        return f"touched {self.answer_id}"

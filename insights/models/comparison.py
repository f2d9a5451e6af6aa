"""Counts of comparisons in large surveys, kept so that a page need not count everybody again."""

from django.db import models

from insights.models.codebook import Codebook, Theme
from surveys.models import Survey


class ComparisonCount(models.Model):
    """Rows of one count of people, as insights.comparing.counting asks for them.

    Those of coverage say which answer of a day was the first in a theme.

    `key` says which count it is: of which questions and themes, told apart by what. `themes` are
    those whose codings it counts, `codebook` the one whose coverage it is. `first_day` and
    `last_day`: it counts who came on these days, and `responses` is how many had come of late.
    Deleted in the transaction that makes it untrue, or told there how many answers were `touched`,
    which then have to be counted before it is true again (insights/actions/touching.py).
    """

    PERSONAL_FIELDS = ("rows",)
    PLAIN_FIELDS = (
        "id",
        "survey",
        "codebook",
        "key",
        "themes",
        "first_day",
        "last_day",
        "responses",
        "counted_at",
        "touched",
    )

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=64)
    themes = models.ManyToManyField(Theme, related_name="+")
    rows = models.JSONField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    responses = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    touched = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="comparison_counted_once"),
        ]

    def __str__(self):
        return f"comparison of {self.survey_id}"

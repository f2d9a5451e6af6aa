"""What a card of the board counts, kept so that the board need not read every answer."""

from django.db import models

from insights.models.codebook import Theme
from insights.models.run import Suggestion


class Tally(models.Model):
    """The figures of one theme or suggestion, and where its telling answers are.

    A row is either right or not there: whatever changes who counts deletes it, in the same
    transaction (insights/actions/tallies.py). `central` and `edge` are places, never words; whether
    they may be shown is asked when they are shown.
    """

    PERSONAL_FIELDS = ("central", "edge", "clause")
    PLAIN_FIELDS = ("id", "theme", "suggestion", "people", "different", "stories", "split")

    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, null=True, related_name="tally")
    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, null=True, related_name="tally"
    )
    people = models.PositiveIntegerField()
    different = models.PositiveIntegerField()
    stories = models.PositiveIntegerField()
    split = models.JSONField(default=dict)
    central = models.JSONField(default=list)
    edge = models.JSONField(default=list)
    clause = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__isnull=True, suggestion__isnull=False)
                | models.Q(theme__isnull=False, suggestion__isnull=True),
                name="tally_of_one",
            ),
        ]

    def __str__(self):
        return f"tally of {self.theme_id or self.suggestion_id}"

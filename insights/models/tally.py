"""What a card of the board counts, kept so that the board need not read every answer."""

from django.db import models

from insights.models.codebook import Theme
from insights.models.run import Suggestion


class Tally(models.Model):
    """The figures of one theme or suggestion, and where its telling answers are.

    Whatever changes who counts deletes it, in the same transaction, or says there how many answers
    were `touched`: they have to be counted before it is right again (insights/actions/touching.py).
    `rules` is the version of the engine that read for it what is told of help. `central` and `edge`
    are places, never words; whether they may be shown is asked when they are shown.
    """

    PERSONAL_FIELDS = ("central", "edge", "clause")
    PLAIN_FIELDS = (
        "id",
        "theme",
        "suggestion",
        "people",
        "different",
        "stories",
        "split",
        "rules",
        "touched",
    )

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
    rules = models.CharField(max_length=20, default="")
    touched = models.PositiveIntegerField(default=0)

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

"""How far people come in a survey: numbers for each step, and nobody in them."""

from django.db import models

from surveys.models.survey import SurveyVersion


class StepCount(models.Model):
    """How many people came to one step of a version, and how many of them went on from it.

    No day: a step that few are asked, on one day, could point to one visit.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "version", "audience", "step", "came", "went_on")

    version = models.ForeignKey(SurveyVersion, on_delete=models.CASCADE, related_name="step_counts")
    # Empty for the steps before it is known who is answering.
    audience = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=40)
    # Not "positive": who turns out to be of another audience is taken out again, and a count that
    # is wrong by one may never stop anybody's step.
    came = models.IntegerField(default=0)
    went_on = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "audience", "step"], name="steps_counted_once"
            ),
        ]

    def __str__(self):
        return f"{self.came} came to {self.step}"

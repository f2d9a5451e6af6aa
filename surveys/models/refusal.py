"""How many said no where a child and an adult both have a say: a number, and nobody in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.survey import Survey


class RefusalCount(models.Model):
    """One number for a survey, an audience, a week, and who of the two said no."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "survey", "audience", "week", "said_by", "people")

    class SaidBy(models.TextChoices):
        ADULT = "adult", _("The adult")
        CHILD = "child", _("The child, after an adult had said yes")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="refusal_counts")
    audience = models.CharField(max_length=40)
    week = models.DateField()  # its Monday: a day could point to one class or one visit
    said_by = models.CharField(max_length=10, choices=SaidBy)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "audience", "week", "said_by"], name="refusals_counted_once"
            ),
        ]

    def __str__(self):
        return f"{self.people} said no"

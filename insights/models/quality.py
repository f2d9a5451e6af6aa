"""Audit samples: answers that a second person reads blind, and what each reading said.

No model here copies a word of an answer; each row goes with the answer it is about.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Codebook
from insights.models.review import Decision
from surveys.models import Answer


class AuditSampleQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(codebook__survey__organisation__memberships__user=user)


class AuditSample(models.Model):
    """One random sample of a question's answers, and the state of the codebook it is about.

    `themes` are {id, version} as they stood when it was drawn, `strata` by what answers were told
    apart, `sequence` the last decision before. How many of each kind were drawn is counted anew
    each time, so that a withdrawal leaves no trace here. `figures` are those of the state that
    `figures_key` tells; they hold numbers only.
    """

    PERSONAL_FIELDS = ("drawn_by",)
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "seed",
        "drawn_at",
        "size",
        "population",
        "strata",
        "themes",
        "sequence",
        "figures",
        "figures_key",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="audits")
    seed = models.PositiveBigIntegerField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField(auto_now_add=True)
    size = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    strata = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    sequence = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)
    figures_key = models.CharField(max_length=64, blank=True)

    objects = AuditSampleQuerySet.as_manager()

    def __str__(self):
        return f"audit sample {self.id}"


class AuditItem(models.Model):
    """One answer of a sample, in the order it is read.

    `machine` are the themes that the machine had found when the sample was drawn. `first` is what
    people had decided when the first blind reading was kept: {yes, open} of theme ids, where
    `open` are themes nobody has decided; None where nobody had read the answer. Both stay as they
    were, so that no later change makes the agreement look better.
    """

    PERSONAL_FIELDS = ("note",)
    PLAIN_FIELDS = ("id", "sample", "answer", "place", "machine", "first", "settled", "settlement")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(AuditSample, on_delete=models.CASCADE, related_name="items")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    machine = models.JSONField(default=list)
    first = models.JSONField(null=True)
    settled = models.JSONField(null=True)
    settlement = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, related_name="settled_items"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "answer"], name="audited_once"),
            models.UniqueConstraint(fields=["sample", "place"], name="audit_place_once"),
        ]

    def __str__(self):
        return f"item {self.place} of {self.sample_id}"


class AuditReading(models.Model):
    """What one person, who saw nobody else's codes, said of one answer. Final once kept."""

    PERSONAL_FIELDS = ("reader",)
    PLAIN_FIELDS = ("id", "item", "outcome", "themes", "at")

    class Outcome(models.TextChoices):
        THEMES = "themes", _("These themes")
        NONE = "none", _("No theme fits")
        UNSURE = "unsure", _("I cannot tell")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AuditItem, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    themes = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "reader"], name="read_blind_once"),
        ]

    def __str__(self):
        return f"reading of {self.item_id}"


class AuditOnlooker(models.Model):
    """A person who was shown the codes of a sample, and so can no longer read it blind."""

    PERSONAL_FIELDS = ("person",)
    PLAIN_FIELDS = ("id", "sample")

    sample = models.ForeignKey(AuditSample, on_delete=models.CASCADE, related_name="onlookers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "person"], name="onlooker_once"),
        ]

    def __str__(self):
        return f"onlooker of {self.sample_id}"

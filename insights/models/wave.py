"""New answers that were sorted into people's themes after a search, and where each went."""

import uuid

from django.db import models

from insights.models.codebook import Codebook, Theme
from insights.models.job import JobRow, JobStatus
from insights.models.run import ThemeRun
from surveys.models import Answer


class WaveQuerySet(models.QuerySet):
    def whole(self):
        return self.filter(status=JobStatus.DONE)


class Wave(JobRow):
    """One sorting of the answers that came in since `run`, or since the wave before.

    `metrics`, once done, are counts only: {"new", "placed", "unplaced", "set_aside", "misfits",
    "suggestions", "encoder"}.
    """

    PERSONAL_FIELDS = ("requested_by",)
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "run",
        "settings",
        "engine_version",
        "metrics",
        "status",
        "stage",
        "progress",
        "attempts",
        "token",
        "heartbeat_at",
        "started_at",
        "finished_at",
        "error_class",
        "requested_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="waves")
    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="waves")
    settings = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=40, blank=True)
    metrics = models.JSONField(default=dict)

    objects = WaveQuerySet.as_manager()

    def __str__(self):
        return f"wave {self.id}"


class SortedAnswer(models.Model):
    """What a wave found of an answer. A misfit is an older answer, confirmed in `theme`, that is
    nearer to `nearer`: a person looks at it, and nothing is moved."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "wave", "answer", "fate", "theme", "nearer")

    class Fate(models.TextChoices):
        PLACED = "placed", "placed"
        UNPLACED = "unplaced", "unplaced"
        ASIDE = "aside", "aside"
        MISFIT = "misfit", "misfit"

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="sorted")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    fate = models.CharField(max_length=10, choices=Fate)
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="+")
    nearer = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["wave", "fate", "answer"], name="sorted_by_fate")]

    def __str__(self):
        return f"{self.answer_id} {self.fate}"

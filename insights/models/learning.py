"""What the coder learned from people's decisions, and which answers are worth reading next."""

import uuid

from django.db import models

from insights.models.codebook import Codebook
from insights.models.job import JobRow, JobStatus
from surveys.models import Answer


class LearningQuerySet(models.QuerySet):
    def whole(self):
        """Return what may be shown: finished, with every suggestion and place written."""
        return self.filter(status=JobStatus.DONE)


class Learning(JobRow):
    """One fit of the coder to a codebook's decisions, up to the one numbered `sequence`.

    `metrics`, once done, holds counts and figures only, each figure [F1, low, high], the ends of
    its 95 % interval, of answers that the coder had not seen:

    {"answers": 2100, "coded": 140, "unreadable": 0, "encoder": "use+minilm",
     "levels": {"sure": 900, "unsure": 700, "guess": 300},   codings suggested
     "overall": [0.71, 0.64, 0.78],                            mean F1 of an answer's themes
     "themes": {"<theme id>": {"f1": [0.8, 0.7, 0.9], "examples": 31}},
     "curve": [[12, [0.4, 0.3, 0.5]], …]}                      coded answers learnt from, F1

    "overall" is None and "curve" empty while too little is coded to hold anything out.
    """

    PERSONAL_FIELDS = ("requested_by",)
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "settings",
        "engine_version",
        "sequence",
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
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="learnings")
    settings = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    metrics = models.JSONField(default=dict)

    objects = LearningQuerySet.as_manager()

    def __str__(self):
        return f"learning {self.id}"


class ReadingPlace(models.Model):
    """Where an answer stands among those worth reading: `rank` from 0, `sureness` 0 to 1."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "learning", "answer", "rank", "sureness")

    learning = models.ForeignKey(Learning, on_delete=models.CASCADE, related_name="places")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="reading_places")
    rank = models.PositiveIntegerField()
    sureness = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning", "rank"], name="reading_rank_once"),
        ]
        indexes = [
            models.Index(fields=["learning", "sureness", "answer"], name="reading_sureness"),
        ]

    def __str__(self):
        return f"{self.answer_id} at {self.rank}"

"""Theme runs and what they suggest. Suggestions hold places in answers, never their words."""

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Codebook
from insights.models.job import JobRow, JobStatus
from surveys.models import Answer


class ThemeRunQuerySet(models.QuerySet):
    def whole(self):
        """Return runs that readers may see: finished, with everything written."""
        return self.filter(status=JobStatus.DONE)

    def visible_to(self, user):
        return self.filter(codebook__survey__organisation__memberships__user=user)


class ThemeRun(JobRow):
    """One search for themes in the answers to one question."""

    PERSONAL_FIELDS = ("requested_by",)
    PLAIN_FIELDS = (
        "id",
        "codebook",
        "settings",
        "engine_version",
        "input_digest",
        "metrics",
        "shelf_counts",
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
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="runs")
    settings = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=40, blank=True)
    input_digest = models.CharField(max_length=64, blank=True)
    metrics = models.JSONField(default=dict)
    # Readable answers by shelf; None when somebody left since, so that they are counted anew.
    shelf_counts = models.JSONField(null=True)

    objects = ThemeRunQuerySet.as_manager()

    def __str__(self):
        return f"theme run {self.id}"


def unnamed(number: int) -> str:
    """Return what a suggestion is called that no phrase of two people names."""
    return f"Theme {number}"


class Suggestion(models.Model):
    """A theme the machine suggests. Its label and key words were said by at least two people.

    `stability`, `cohesion` and `nearest` are the engine's; `shared` is the part of its answers, 0
    to 1, that are in the nearest one too. None says that the run did not measure it.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = (
        "id",
        "run",
        "parent",
        "number",
        "label",
        "keywords",
        "stability",
        "cohesion",
        "nearest",
        "shared",
        "state",
        "theme",
    )

    class State(models.TextChoices):
        OPEN = "open", _("Not looked at yet")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="suggestions")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    keywords = models.JSONField(default=list)
    stability = models.FloatField(default=0)
    cohesion = models.FloatField(null=True)
    nearest = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    shared = models.FloatField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    theme = models.ForeignKey(
        "insights.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="origins"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="suggestion_number_once"),
        ]

    def __str__(self):
        return f"suggestion {self.number}"

    @property
    def is_named(self) -> bool:
        """Tell whether people's words name it; a person must, before it can be a theme."""
        return self.label != unnamed(self.number)

    @property
    def spoken_name(self) -> str:
        """Return how a message names it: where it has no name, by the words that people share."""
        if self.is_named:
            return self.label
        words = ", ".join(self.keywords[:3]) or gettext("number %(n)s") % {"n": self.number}
        return gettext("%(words)s (no name yet)") % {"words": words}


class SuggestionMember(models.Model):
    """A place in an answer that belongs to a suggestion; `score` is 1 for the most central.

    `stance` is what the place says of how help went, "" where no run has told. The one place that
    describes the suggestion has a clause: withdrawn with its answer, as all places are.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = (
        "id",
        "suggestion",
        "answer",
        "start",
        "end",
        "score",
        "stance",
        "is_story",
        "clause_start",
        "clause_end",
    )

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="members")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    score = models.FloatField(default=0)
    stance = models.CharField(max_length=10, blank=True)
    is_story = models.BooleanField(default=False)
    clause_start = models.PositiveIntegerField(null=True)
    clause_end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="member_start_before_end"
            ),
        ]

    def __str__(self):
        return f"{self.answer_id}[{self.start}:{self.end}]"


class ShelvedAnswer(models.Model):
    """An answer that a run put beside the themes, for people to read; it copies no word.

    `place` orders a shelf. Answers with the same text, or nearly the same, have a `group`.
    """

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "run", "answer", "shelf", "place", "group")

    class Shelf(models.TextChoices):
        LONE = "lone", _("Lone voices")
        UNGROUPED = "ungrouped", _("Not grouped yet")
        STORY = "story", _("Stories")
        REPEATED = "repeated", _("Campaigns and repeated texts")
        BLANK = "blank", _("Left blank")
        NO_ANSWER = "no_answer", _("Did not know or did not want to say")
        NOTHING = "nothing", _("Said that there is nothing")
        UNREADABLE = "unreadable", _("Could not be read")

    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="shelved")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    shelf = models.CharField(max_length=10, choices=Shelf)
    place = models.PositiveIntegerField()
    group = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "shelf", "answer"], name="shelved_once"),
        ]

    def __str__(self):
        return f"{self.answer_id} in {self.shelf}"

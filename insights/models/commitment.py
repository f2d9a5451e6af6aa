"""Commitments: what people said, and what was done, will be done or cannot be done about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.models.codebook import Theme
from surveys.models import Survey


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__organisation__memberships__user=user)

    def overdue(self):
        """Return what was to be done by a day that is past, and is not."""
        return self.filter(state__in=Commitment.TO_DO, due_on__lt=timezone.localdate())

    def public(self):
        """Return what everybody may read, for as long as its theme is in use and approved."""
        return self.filter(
            public_at__isnull=False,
            theme__status=Theme.Status.ACTIVE,
            theme__approved_at__isnull=False,
        )


class Commitment(models.Model):
    """What becomes of one theme. Whoever makes it public is not who wrote it last."""

    PERSONAL_FIELDS = ("owner", "written_by", "public_by")
    PLAIN_FIELDS = (
        "id",
        "survey",
        "theme",
        "said",
        "did",
        "will_do",
        "due_on",
        "cannot_because",
        "state",
        "version",
        "written_at",
        "public_at",
    )

    class State(models.TextChoices):
        PLANNED = "planned", _("Not begun")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        CANNOT = "cannot", _("Cannot be done")

    TO_DO = (State.PLANNED, State.UNDER_WAY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="commitments")
    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, related_name="commitment")
    said = models.TextField()
    did = models.TextField(blank=True)
    will_do = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    cannot_because = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    public_at = models.DateTimeField(null=True, blank=True)
    public_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(public_at__isnull=True, public_by__isnull=True)
                | Q(public_at__isnull=False, public_by__isnull=False)
                & ~Q(public_by=F("written_by")),
                name="commitment_public_by_another",
            ),
        ]

    def __str__(self):
        return f"commitment on {self.theme_id}"

    @property
    def is_public(self) -> bool:
        return self.public_at is not None

    @property
    def is_overdue(self) -> bool:
        late = self.due_on is not None and self.due_on < timezone.localdate()
        return late and self.state in self.TO_DO


class CommitmentChange(models.Model):
    """One change of a commitment: who, when, and each part as it was and as it became."""

    PERSONAL_FIELDS = ("by", "before", "after")
    PLAIN_FIELDS = ("id", "commitment", "kind", "sequence", "at")

    class Kind(models.TextChoices):
        WRITTEN = "written", _("Written")
        CHANGED = "changed", _("Changed")
        PUBLISHED = "published", _("Made public")
        TAKEN_BACK = "taken_back", _("No longer public")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "sequence"], name="commitment_change_in_turn"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.sequence}"

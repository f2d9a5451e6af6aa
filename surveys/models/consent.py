"""What people agreed to: the exact words they were shown, and each event, append-only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.response import Response


class ConsentStatement(models.Model):
    """One wording of one permission. A database trigger refuses every change to it."""

    PERSONAL_FIELDS = ("approved_by",)
    PLAIN_FIELDS = (
        "id",
        "key",
        "audience",
        "age_band",
        "language",
        "format",
        "version",
        "text",
        "sha256",
        "effective_from",
    )

    key = models.CharField(max_length=40)
    audience = models.CharField(max_length=40)
    age_band = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10)
    format = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    # Who published it first, and when. Wordings older than these columns have neither.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    effective_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "audience", "age_band", "language", "format", "sha256"],
                name="consent_wording_once",
            ),
        ]

    def __str__(self):
        return f"{self.key} for {self.audience} version {self.version}"


class ConsentEventQuerySet(models.QuerySet):
    def is_granted_now(self, key: str, response: str) -> models.Subquery:
        """Return a condition: whether the newest event of a permission granted it.

        `response` is where the outer rows hold the id of their response. It tells rather than gives
        the value: PostgreSQL takes one row in 200 to equal a value that it cannot foresee, and then
        plans for a handful of answers where there are all.
        """
        newest = self.filter(response=models.OuterRef(response), key=key).order_by("-sequence")
        told = newest.annotate(is_granted=models.Q(value=self.model.Value.GRANTED))
        return models.Subquery(told.values("is_granted")[:1], models.BooleanField())


class ConsentEvent(models.Model):
    """One Yes, No or change of mind. The newest per response and key is what holds now."""

    PERSONAL_FIELDS = ("value", "actor", "relationship")
    PLAIN_FIELDS = (
        "id",
        "response",
        "statement",
        "key",
        "kind",
        "mode",
        "sequence",
        "recorded_day",
        "prev_hash",
        "hash",
    )

    class Value(models.TextChoices):
        GRANTED = "granted", _("Yes")
        REFUSED = "refused", _("No")
        WITHDRAWN = "withdrawn", _("Taken back")
        EXPIRED = "expired", _("Ran out")

    class Actor(models.TextChoices):
        CHILD = "child", _("A child")
        YOUNG_PERSON = "young_person", _("A young person")
        PARENT = "parent", _("A parent or carer")
        PRACTITIONER = "practitioner", _("Somebody who works with families")
        ADULT = "adult", _("Another adult")
        FACILITATOR = "facilitator", _("Somebody who led a session")
        STAFF_ON_REQUEST = "staff_on_request", _("Staff, because the person asked")

    class Mode(models.TextChoices):
        WEB = "web", _("On the site")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        IN_PERSON = "in_person", _("In person")
        IMPORTED = "imported", _("In a file from elsewhere")

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="consent_events")
    statement = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="events")
    key = models.CharField(max_length=40)
    # What sort of agreement it is (surveys/permission_purposes.py), who spoke, and how.
    kind = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=10, choices=Value)
    actor = models.CharField(max_length=20, choices=Actor, blank=True)
    relationship = models.CharField(max_length=20, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    # A keyed hash over this event and the one before it of the same response (surveys/evidence.py).
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField()
    recorded_day = models.DateField()

    objects = ConsentEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "key", "sequence"], name="consent_event_in_turn"
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.value}"

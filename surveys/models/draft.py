"""What is not yet sent: ciphertext under a key that only the person's browser holds."""

import uuid

from django.db import connections, models
from django.utils import timezone

from surveys.models.survey import SurveyVersion


# Read at every step of every survey. To build this statement anew each time, as a QuerySet does,
# is many times the work of running it (bench/submit_cost.py).
ROW = "SELECT version_id, ciphertext, expires_at <= %s FROM surveys_draft WHERE token_hash = %s"


class DraftQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(expires_at__lte=timezone.now())

    def waiting(self):
        """Return drafts that were saved to come back to, and whose time is not over."""
        return self.filter(words_hash__isnull=False, expires_at__gt=timezone.now())

    def row_of(self, token_hash: str) -> tuple[uuid.UUID, bytes, bool] | None:
        """Return one draft's version, ciphertext and whether it was idle too long, or None."""
        database = connections[self.db]
        now = database.ops.adapt_datetimefield_value(timezone.now())
        with database.cursor() as cursor:
            cursor.execute(ROW, [now, token_hash])
            row = cursor.fetchone()
        if row is None:
            return None
        version, ciphertext, is_idle = row
        return uuid.UUID(str(version)), bytes(ciphertext), bool(is_idle)


class Draft(models.Model):
    """A half-filled survey, unreadable to the server at rest, with no link to a response."""

    PERSONAL_FIELDS = ("ciphertext", "words_hash", "wrapped_secret")
    PLAIN_FIELDS = ("token_hash", "version", "expires_at")

    token_hash = models.CharField(primary_key=True, max_length=64)
    version = models.ForeignKey(SurveyVersion, on_delete=models.CASCADE, related_name="+")
    ciphertext = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    # Where somebody saved it to come back: what finds the row by their words, and the browser's
    # key under a key that only the words give (surveys/come_back.py).
    words_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    wrapped_secret = models.BinaryField(null=True)

    objects = DraftQuerySet.as_manager()

    def __str__(self):
        return "draft"

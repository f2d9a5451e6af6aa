"""What is not yet sent: ciphertext under a key that only the person's browser holds."""

from django.db import models
from django.utils import timezone

from surveys.models.survey import Survey, SurveyVersion


class DraftQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(expires_at__lte=timezone.now())

    def of_survey(self, slug: str):
        """Return drafts of a survey that has been opened; one still being written shows nothing."""
        of_slug = self.filter(version__survey__slug=slug)
        return of_slug.exclude(version__survey__status=Survey.Status.DRAFT)


class Draft(models.Model):
    """A half-filled survey, unreadable to the server at rest, with no link to a response."""

    PERSONAL_FIELDS = ("ciphertext",)
    PLAIN_FIELDS = ("token_hash", "version", "expires_at")

    token_hash = models.CharField(primary_key=True, max_length=64)
    version = models.ForeignKey(SurveyVersion, on_delete=models.CASCADE, related_name="+")
    ciphertext = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

    def __str__(self):
        return "draft"

"""How answers reach the survey: a link, a poster, paper, a phone call, an import."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from surveys.models.survey import Survey


CODE_LENGTH = 12


class ChannelQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at__isnull=True, survey__status=Survey.Status.OPEN)

    def with_code(self, code):
        """Return the channel of a typed code; none for what cannot be a code of ours."""
        # PostgreSQL takes no NUL, not even to look for.
        return self.none() if "\x00" in code or len(code) > CODE_LENGTH else self.filter(code=code)

    def of_partners_of(self, user):
        """Return the channels of the organisations this person is a partner in."""
        return self.filter(
            organisation__memberships__user=user, organisation__memberships__role="partner"
        )


class Channel(models.Model):
    """One way in. `code` is attribution only: it opens nothing that is not open to all."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = (
        "id",
        "survey",
        "code",
        "mode",
        "organisation",
        "label",
        "audience",
        "revoked_at",
    )

    class Mode(models.TextChoices):
        LINK = "link", _("Link or poster")
        PAPER = "paper", _("Paper form")
        PHONE = "phone", _("Phone")
        EVENT = "event", _("Event")
        IMPORT = "import", _("Import")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="channels")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.LINK)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="channels"
    )
    label = models.CharField(max_length=120)
    audience = models.CharField(max_length=40, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    def __str__(self):
        return self.label

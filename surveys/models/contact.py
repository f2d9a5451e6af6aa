"""Where somebody may be written to: sealed, apart from their answers, and for a while only."""

import uuid

from django.db import models
from django.utils import timezone

from surveys.models.survey import Survey


class ContactQuerySet(models.QuerySet):
    def due(self):
        """Return the details whose time is over."""
        return self.filter(expires_on__lte=timezone.localdate())


class ContactDetail(models.Model):
    """One sealed e-mail address. Nothing readable joins it to a response (surveys/contacts.py)."""

    PERSONAL_FIELDS = ("link", "sealed")
    PLAIN_FIELDS = ("id", "survey", "expires_on")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="contact_details")
    link = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    expires_on = models.DateField(db_index=True)

    objects = ContactQuerySet.as_manager()

    def __str__(self):
        return "contact detail"

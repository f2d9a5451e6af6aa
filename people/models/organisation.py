"""Organisations, and who belongs to them in which role."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMIN = "admin", _("Administrator")
    REVIEWER = "reviewer", _("Reviewer")
    PARTNER = "partner", _("Partner")


class Organisation(models.Model):
    """The team that runs consultations, or a partner that passes on a link."""

    PERSONAL_FIELDS = ()
    PLAIN_FIELDS = ("id", "name", "slug", "kind")

    class Kind(models.TextChoices):
        TEAM = "team", _("Consultation team")
        PARTNER = "partner", _("Partner")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEAM)

    def __str__(self):
        return self.name


class Membership(models.Model):
    """One person's role in one organisation."""

    PERSONAL_FIELDS = ("user",)
    PLAIN_FIELDS = ("id", "organisation", "role")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_role_per_person"),
        ]

    def __str__(self):
        return f"{self.role} of {self.organisation_id}"

"""What an answer is wanted for, and which permissions that needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What an answer is wanted for. The value names the permission it needs."""

    COUNT = "count", _("Count people")
    ANALYSIS = "analysis", _("Find themes")
    QUOTE = "quote", _("Show someone's words")
    PARTNER_SUMMARY = "partner_summary", _("Pass a summary to a partner")


# Source: the permission table of the project's practice notes; take_part alone is enough to send.
PERMISSION_FOR = {
    Purpose.COUNT: ("take_part",),
    Purpose.ANALYSIS: ("take_part",),
    Purpose.QUOTE: ("take_part", "quote_anon"),
    Purpose.PARTNER_SUMMARY: ("take_part", "share_local"),
}

"""What an answer is wanted for, and which permissions that needs.

`special_category` is not here: an answer that needs it is asked only after a Yes, and deleted when
the Yes is taken back.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What an answer is wanted for. The value names the permission it needs."""

    COUNT = "count", _("Count people")
    ANALYSIS = "analysis", _("Find themes")
    QUOTE = "quote", _("Show someone's words")
    QUOTE_CONTEXT = "quote_context", _("Say more of whose words they are")
    PUBLISH = "publish", _("Publish a whole answer")
    PARTNER_SUMMARY = "partner_summary", _("Pass a summary to a partner")
    RESULTS = "results", _("Write to people about the results")
    RESEARCH = "research", _("Write to people about other projects")
    LINK = "link", _("Join answers that one person gave at different times")
    ARCHIVE = "archive", _("Keep answers for other researchers")


# Source: the permission table of the project's practice notes; take_part alone is enough to send.
PERMISSION_FOR = {
    Purpose.COUNT: ("take_part",),
    Purpose.ANALYSIS: ("take_part",),
    Purpose.QUOTE: ("take_part", "quote_anon"),
    # Whoever says more about somebody quotes them first.
    Purpose.QUOTE_CONTEXT: ("take_part", "quote_anon", "quote_context"),
    Purpose.PUBLISH: ("take_part", "publish_response"),
    Purpose.PARTNER_SUMMARY: ("take_part", "share_local"),
    Purpose.RESULTS: ("take_part", "recontact_results"),
    Purpose.RESEARCH: ("take_part", "recontact_research"),
    Purpose.LINK: ("take_part", "link_responses"),
    Purpose.ARCHIVE: ("take_part", "archive"),
}

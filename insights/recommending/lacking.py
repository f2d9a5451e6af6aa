"""What a recommendation lacks before it may be called ready."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.models import EvidenceLink


def lacking_of(links: Iterable[EvidenceLink], *, searches: int) -> list[str]:
    """Return what is missing, as sentences that say what to do; none when nothing is."""
    links = list(links)
    waiting = sum(link.approved_at is None for link in links)
    gone = sum(not link.theme.is_in_use for link in links)
    lacking = []
    if not links:
        lacking.append(_("No theme is linked to it yet."))
    if not searches:
        # REC-1: balance is looked for, not waited for.
        lacking.append(
            _("Nobody has recorded a search for what speaks against it or limits it yet.")
        )
    if waiting:
        words = ngettext(
            "%(n)s link waits for a second person.",
            "%(n)s links wait for a second person.",
            waiting,
        )
        lacking.append(words % {"n": waiting})
    if gone:
        words = ngettext(
            "%(n)s linked theme is not in use any more: remove the link.",
            "%(n)s linked themes are not in use any more: remove the links.",
            gone,
        )
        lacking.append(words % {"n": gone})
    return lacking

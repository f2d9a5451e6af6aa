"""What the machine has learned of a codebook, in words for the people who taught it."""

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.models import Codebook
from insights.models.job import JobStatus


UNDER_WAY = (JobStatus.WAITING, JobStatus.RUNNING)


def learning_of(codebook: Codebook) -> dict:
    """Return where the newest learning stands, and the figure of the newest that is done."""
    newest = codebook.learnings.order_by("-requested_at").first()
    done = codebook.learnings.whole().order_by("-finished_at").first()
    return {
        "state": _state(newest),
        "figure": _figure(done.metrics) if done else "",
        "is_under_way": newest is not None and newest.status in UNDER_WAY,
    }


def _state(newest) -> str:
    if newest is None:
        return _("The machine has not learned from your decisions yet.")
    if newest.status == JobStatus.DONE:
        count = newest.metrics["coded"]
        return ngettext(
            "The machine learned from %(n)s answer on %(when)s.",
            "The machine learned from %(n)s answers on %(when)s.",
            count,
        ) % {
            "n": number_format(count),
            "when": date_format(localtime(newest.finished_at), "j M Y, H:i"),
        }
    if newest.status == JobStatus.FAILED:
        return _("The last learning failed. Nothing was changed; have it learn again.")
    return _("The machine is learning from your decisions.")


def _figure(metrics) -> str:
    if not metrics["overall"]:
        return ""
    value, low, high = metrics["overall"]
    return _(
        "Tried on answers it had not seen, its themes were like people’s to %(value)s of 1 "
        "(between %(low)s and %(high)s, 95%%)."
    ) % {
        "value": number_format(value, 2),
        "low": number_format(low, 2),
        "high": number_format(high, 2),
    }

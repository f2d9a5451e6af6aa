"""What the machine has learned of a codebook, in words for the people who taught it."""

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from insights.actions.learning import decisions_to_learning
from insights.models import Codebook
from insights.models.job import JobStatus
from insights.reading.orders import ORDERS


UNDER_WAY = (JobStatus.WAITING, JobStatus.RUNNING)
LEARNT_ORDERS = {
    "worth": gettext_lazy(
        "What is worth reading next comes first: where your word teaches the machine most. Answers "
        "that were read, or came in, since it last learned are not among these."
    ),
    "unsure": gettext_lazy(
        "What the machine is least sure of comes first. Answers that were read, or came in, since "
        "it last learned are not among these."
    ),
}


def learning_of(codebook: Codebook) -> dict:
    """Return where the newest learning stands, and the figure of the newest that is done."""
    newest = codebook.learnings.order_by("-requested_at").first()
    done = codebook.learnings.whole().order_by("-finished_at").first()
    return {
        "state": _state(newest),
        "figure": _figure(done.metrics) if done else "",
        "is_under_way": newest is not None and newest.status in UNDER_WAY,
        "has_learnt": done is not None,
    }


def order_in_words(reading, learning: dict) -> str:
    """Return in which order a page's answers stand, and when or where another one is to be had."""
    if reading.order.needs_learning:
        return str(LEARNT_ORDERS[reading.order.name])
    shown = _("In this order: %(order)s.") % {"order": reading.order.label}
    if not learning["has_learnt"]:
        return f"{shown} {_until_learnt(reading, learning)}"
    if reading.is_other_order:
        why = _(
            "What people have read has no other: “%(worth)s” puts in order only what nobody has "
            "read yet."
        )
        return f"{shown} {why % {'worth': ORDERS['worth'].label}}"
    return shown


def _until_learnt(reading, learning) -> str:
    left = max(1, decisions_to_learning(reading.codebook))
    when = ngettext(
        "“%(worth)s” is there once the machine has learned: by itself after %(n)s more decision "
        "about an answer.",
        "“%(worth)s” is there once the machine has learned: by itself after %(n)s more decisions "
        "about answers.",
        left,
    )
    if learning["is_under_way"]:
        when = _("“%(worth)s” is there once the machine has learned: it is learning now.")
    elif not reading.themes:
        when = _("“%(worth)s” is there once you have themes and have sorted answers into them.")
    return when % {"worth": ORDERS["worth"].label, "n": number_format(left)}


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

"""Where theme runs stand, for the pages that show them."""

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from insights.models import ShelvedAnswer, ThemeRun


def newest_runs(survey) -> dict:
    """Return the newest run of each question that has one, by question id."""
    runs = ThemeRun.objects.filter(codebook__survey=survey).select_related("codebook")
    return {run.codebook.question_id: run for run in runs.order_by("requested_at")}


def facts_of(run: ThemeRun) -> list[dict[str, str]]:
    """Return rows that account for every answer a finished run read, and for how it was made."""
    if run.finished_at is None or not run.metrics:
        return []
    counts = run.metrics
    rows = [
        (_("Themes suggested"), run.suggestions.filter(parent=None).count()),
        (_("Smaller themes inside them"), run.suggestions.exclude(parent=None).count()),
        (_("Answers read"), counts["answers"]),
        *_set_aside(counts["set_aside"]),
        (_("In no theme yet"), counts["ungrouped"]),
        (_("Different statements in the answers"), counts["statements"]),
    ]
    return [{"key": key, "value": number_format(count)} for key, count in rows] + [
        {"key": _("Asked for by"), "value": str(run.requested_by or _("The command line"))},
        {"key": _("Finished"), "value": date_format(localtime(run.finished_at), "j M Y, H:i")},
        {"key": _("Version of the engine"), "value": run.engine_version},
    ]


def _set_aside(reasons):
    """Return a row for each reason; "there is nothing" is an answer, so it is never in a sum."""
    names = dict(ShelvedAnswer.Shelf.choices)
    return [
        (_("Set aside: %(reason)s") % {"reason": names.get(reason, reason)}, count)
        for reason, count in reasons.items()
    ]

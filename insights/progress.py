"""Where theme runs stand, for the pages that show them."""

from insights.models import ThemeRun


def newest_runs(survey) -> dict:
    """Return the newest run of each question that has one, by question id."""
    runs = ThemeRun.objects.filter(codebook__survey=survey).select_related("codebook")
    return {run.codebook.question_id: run for run in runs.order_by("requested_at")}

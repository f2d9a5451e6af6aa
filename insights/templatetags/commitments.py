"""What is overdue of a survey's commitments, for the pages that say so."""

from django import template

from insights.models import Commitment


register = template.Library()


@register.inclusion_tag("insights/commitment_overdue.html")
def overdue_commitments(survey):
    """Say which promises are late, or nothing."""
    late = Commitment.objects.overdue().filter(survey=survey, theme__status="active")
    late = late.select_related("theme").order_by("due_on", "theme__name")
    return {"survey": survey, "late": list(late)}

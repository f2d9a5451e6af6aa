"""The left rail of the staff room: only what this person may open."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def staff_navigation(request):
    """Return the rail's entries; empty for respondents, who have no session."""
    if not getattr(request, "membership", None):
        return {}
    entries = [(_("Surveys"), reverse("survey_list"))]
    return {
        "nav": [
            {"label": label, "url": url, "current": request.path.startswith(url)}
            for label, url in entries
        ]
    }

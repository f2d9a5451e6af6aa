"""The left rail of the staff room: only what this person may open."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.roles import Permission, is_allowed


# (permission, label, name of the address, what the addresses of its pages start with)
ENTRIES = (
    (Permission.SEE_SURVEYS, _("Surveys"), "survey_list", "/staff/"),
    (Permission.ANSWER_REQUESTS, _("Requests"), "way_list", "/staff/requests/"),
    (Permission.SEE_PARTNER_PAGE, _("Your links"), "partner_home", "/partner/"),
)


def staff_navigation(request):
    """Return the rail's entries; empty for respondents, who have no session."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    entries = [
        (label, reverse(name), part)
        for permission, label, name, part in ENTRIES
        if is_allowed(membership.role, permission)
    ]
    # The longest beginning that fits: "/staff/" begins every page of the staff room.
    here = max((part for *_, part in entries if request.path.startswith(part)), key=len, default="")
    return {
        "nav": [
            {"label": label, "url": url, "current": part == here} for label, url, part in entries
        ]
    }

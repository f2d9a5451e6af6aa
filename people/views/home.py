"""Where a person lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from people.access import memberships_of, second_factor_detour
from people.roles import Permission, is_allowed


LANDING_PAGES = (
    (Permission.SEE_SURVEYS, "survey_list"),
    (Permission.SEE_PARTNER_PAGE, "partner_home"),
)


@login_required
@require_safe
def home(request):
    memberships = memberships_of(request)
    detour = second_factor_detour(request, memberships)
    if detour:
        return detour
    for permission, page in LANDING_PAGES:
        if any(is_allowed(membership.role, permission) for membership in memberships):
            return redirect(page)
    raise PermissionDenied

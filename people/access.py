"""Who may open a page: signed in, second factor proved, permission held. One decorator for all."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from people.roles import STAFF_ROLES, Permission, is_allowed
from people.second_factor import has_activated_authenticator, has_proved_second_factor


def staff_required(permission: Permission):
    """Let only people with `permission` in, and set `request.membership` and `.organisation`."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            memberships = memberships_of(request)
            detour = second_factor_detour(request, memberships)
            if detour:
                return detour
            enter(request, memberships, permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate


def partner_required(view):
    """Let only people of a partner organisation in."""
    return staff_required(Permission.SEE_PARTNER_PAGE)(view)


def memberships_of(request):
    """Return the person's memberships, in an order that does not change between requests."""
    rows = request.user.memberships.select_related("organisation")
    return list(rows.order_by("organisation__name", "id"))


def second_factor_detour(request, memberships):
    """Return the way to the second factor when a staff role has not proved it, else None."""
    if not any(membership.role in STAFF_ROLES for membership in memberships):
        return None
    if not has_activated_authenticator(request.user):
        return redirect("mfa_index")
    if not has_proved_second_factor(request):
        return ask_for_code(request)
    return None


def enter(request, memberships, permission):
    """Note the membership that grants `permission` on the request, or refuse."""
    for membership in memberships:
        if is_allowed(membership.role, permission):
            request.membership = membership
            request.organisation = membership.organisation
            return
    raise PermissionDenied


def fully_signed_in(view):
    """Guard a page of the person's own account: a person who has a second factor proves it first.

    Without this a session that began before the factor was set up could remove it again.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            needs_code = has_activated_authenticator(request.user)
            if needs_code and not has_proved_second_factor(request):
                return ask_for_code(request)
        return view(request, *args, **kwargs)

    return guarded


def ask_for_code(request):
    query = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('mfa_reauthenticate')}?{query}")

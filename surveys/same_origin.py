"""Refuses posts from other sites without a token or a cookie on the first page.

Browsers say where a post comes from (Sec-Fetch-Site; Origin in older ones). A respondent has no
session that another site could borrow, and the draft's cookie is SameSite=Strict.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt


OWN = frozenset({"same-origin", "none"})


def same_origin_only(view):
    """Let a view answer posts of our own pages only; replaces the token check for respondents."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if request.method == "POST" and not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(checked)


def is_same_origin(request) -> bool:
    """Tell whether a post came from a page of this site, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"

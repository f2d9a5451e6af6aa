"""Pages for what went wrong, in the reader's words, and the language of the staff pages."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from surveys.languages import LANGUAGES
from surveys.speaking import STAFF_LANGUAGE


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    return render(request, "403.html", status=403)


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


@login_required
@require_POST
def account_language(request):
    """Keep the language of the staff pages for this session, and go back to the page."""
    language = LANGUAGES.get(request.POST.get("language", ""))
    if language and language.has_staff_pages and language.is_checked:
        request.session[STAFF_LANGUAGE] = language.code
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(came_from if is_ours else reverse("home"))

"""Headers, body limits and polite refusals that hold for every address."""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render


logger = logging.getLogger(__name__)

# Bytes read and thrown away before a refusal: a client that is still sending never sees the page.
DRAIN_LIMIT = 32_000_000
KEPT_OUT = frozenset({"csrfmiddlewaretoken", "password", "code"})


class SecurityHeadersMiddleware:
    """Nothing is kept by browsers or proxies, and nothing is shared with other sites."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(settings.STATIC_URL):
            # Files say themselves how long they keep; a missing one is not kept.
            response.setdefault("Cache-Control", "no-store")
        else:
            response["Cache-Control"] = "no-store"
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Robots-Tag", "noindex" if _is_private(request) else "all")
        return response


def _is_private(request):
    return not (request.path == "/" or request.path.startswith("/s/"))


class CompressMiddleware(GZipMiddleware):
    """Sends the pages of surveys compressed: about a sixth of their bytes, for slow phones.

    Guessing what a page holds from its size (BREACH) needs somebody else's words in it. Nothing of
    an address is ever shown there, no other site can post to it, and padding of random length is
    added. Staff pages, which show many people's words, are left alone.
    """

    def process_response(self, request, response):
        if not request.path.startswith("/s/"):
            return response
        return super().process_response(request, response)


class BodySizeMiddleware:
    """Refuses a body over the limit with our own page, before anything parses it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            _drain(request, min(length, DRAIN_LIMIT))
            return render(request, "413.html", status=413)
        return self.get_response(request)


def _drain(request, length):
    while length > 0:
        block = request.read(min(length, 65_536))
        if not block:
            return
        length -= len(block)


class BusyDatabaseMiddleware:
    """Answers a locked, full or restarting database with a page that keeps what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("database refused", extra={"kind": type(exception).__name__})
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in KEPT_OUT
            for value in values
        ]
        response = render(request, "503.html", {"fields": fields}, status=503)
        response["Retry-After"] = "10"
        return response

"""Ends a staff session after 30 idle minutes, and after 12 hours whatever happens."""

import time

from django.conf import settings
from django.contrib.auth import logout


STARTED = "started_at"
SEEN = "seen_at"
# A database write on each page would be dear; a minute is exact enough for a 30 minute limit.
SEEN_STEP_SECONDS = 60


def start_session_clock(session):
    """Note when this session began; signing in again begins it anew."""
    session[STARTED] = session[SEEN] = int(time.time())


class SessionLimitsMiddleware:
    """Comes after authentication. Respondents have no session cookie and are not touched."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated:
            _keep_or_end(request)
        return self.get_response(request)


def _keep_or_end(request):
    session, now = request.session, int(time.time())
    if STARTED not in session:
        start_session_clock(session)
    is_idle = now - session[SEEN] >= settings.SESSION_IDLE_SECONDS
    is_old = now - session[STARTED] >= settings.SESSION_COOKIE_AGE
    if is_idle or is_old:
        logout(request)
    elif now - session[SEEN] >= SEEN_STEP_SECONDS:
        session[SEEN] = now

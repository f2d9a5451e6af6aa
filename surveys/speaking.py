"""Which language a page's buttons and messages are in, for this request only."""

from django.conf import settings
from django.utils import translation

from surveys.languages import LANGUAGES, interface_code


# Where a person signed in keeps the language of the staff pages.
STAFF_LANGUAGE = "staff_language"


class SpeakingMiddleware:
    """Lets a page speak the language its address asks for, where that one has been checked.

    By address, not by cookie or by what the browser says: a GET makes no cookie, and on a shared
    device nobody should be met by the language of the one before.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Views may speak another one (surveys.choosing.speak_to); it ends here with the request.
        with translation.override(translation.get_language()):
            asked = LANGUAGES.get(request.GET.get("language", "") or staff_language_of(request))
            if asked is not None and asked.is_checked:
                translation.activate(interface_code(asked.code))
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response


def staff_language_of(request) -> str:
    """Return the language somebody signed in chose for the staff pages, "" for everybody else.

    Respondents have no session cookie, so that nothing is looked up for them.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith("/s/"):
        return ""
    return request.session.get(STAFF_LANGUAGE, "")

"""Which language a page's buttons and messages are in, for this request only."""

from django.utils import translation

from surveys.languages import LANGUAGES, interface_code


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
            asked = LANGUAGES.get(request.GET.get("language", ""))
            if asked is not None and asked.is_checked:
                translation.activate(interface_code(asked.code))
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

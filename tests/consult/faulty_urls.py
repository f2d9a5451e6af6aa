"""The site's addresses, and two that break while they hold what somebody wrote."""

import logging

from django.urls import path

from consult import urls


def fault(request):
    answer = request.POST["answer"]
    raise ValueError(f"cannot store {answer}")


def logged_fault(request):
    answer = request.POST["answer"]
    try:
        raise ValueError(f"cannot store {answer}")
    except ValueError:
        logging.getLogger("surveys.test").exception("answer %s not stored", answer)
    raise KeyError(answer)


urlpatterns = [
    path("fault/", fault, name="fault"),
    path("logged-fault/", logged_fault, name="logged_fault"),
    *urls.urlpatterns,
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500

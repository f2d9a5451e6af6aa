"""Every address of the site, one include per package."""

from django.urls import include, path

from consult.health import live, ready
from consult.views import account_language


urlpatterns = [
    path("healthz/live", live, name="live"),
    path("healthz/ready", ready, name="ready"),
    path("accounts/language/", account_language, name="account_language"),
    path("", include("insights.urls_public")),
    path("", include("surveys.urls")),
    path("", include("partners.urls")),
    path("", include("people.urls")),
    path("staff/", include("surveys.urls_staff")),
    path("staff/", include("insights.urls")),
    path("accounts/", include("people.account_urls")),
]
handler400 = "consult.views.bad_request"
handler403 = "consult.views.permission_denied"
handler404 = "consult.views.page_not_found"
handler500 = "consult.views.server_error"

"""Addresses of the insights package."""

from django.urls import include, path


urlpatterns = [
    path("", include("insights.urls_surveys")),
    path("", include("insights.urls_exports")),
    path("", include("insights.urls_themes")),
]

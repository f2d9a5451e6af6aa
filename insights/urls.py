"""Addresses of the insights package."""

from django.urls import include, path

from insights.views import ways


urlpatterns = [
    path("", include("insights.urls_surveys")),
    path("", include("insights.urls_comparing")),
    path("", include("insights.urls_exports")),
    path("", include("insights.urls_recommendations")),
    path("", include("insights.urls_commitments")),
    path("", include("insights.urls_quotes")),
    path("", include("insights.urls_themes")),
    path("", include("insights.urls_quality")),
    path("", include("insights.urls_reading")),
    path("requests/", ways.way_list, name="way_list"),
    path("requests/<uuid:way_id>/done/", ways.way_settle, name="way_settle"),
    path("requests/<uuid:way_id>/delete/", ways.way_delete, name="way_delete"),
]

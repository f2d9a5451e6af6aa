"""Addresses of the exports; insights/urls.py includes them."""

from django.urls import path

from insights.views import exports, releasing


urlpatterns = [
    path("surveys/<slug:slug>/exports/", exports.export_list, name="export_list"),
    path("surveys/<slug:slug>/exports/progress/", exports.export_progress, name="export_progress"),
    path("exports/<uuid:export_id>/download/", exports.export_download, name="export_download"),
    path("exports/<uuid:export_id>/check/", releasing.export_check, name="export_check"),
]

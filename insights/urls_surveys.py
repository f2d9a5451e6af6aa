"""Addresses of surveys and theme runs; insights/urls.py includes them."""

from django.urls import path

from insights.views import preview, runs, surveys


urlpatterns = [
    path("surveys/", surveys.survey_list, name="survey_list"),
    path("surveys/<slug:slug>/", surveys.survey_detail, name="survey_detail"),
    path("surveys/<slug:slug>/preview/", preview.survey_preview, name="survey_preview"),
    path(
        "surveys/<slug:slug>/preview/page/",
        preview.survey_preview_page,
        name="survey_preview_page",
    ),
    path(
        "surveys/<slug:slug>/preview/sheet/",
        preview.survey_translation_sheet,
        name="survey_translation_sheet",
    ),
    path("questions/<uuid:question_id>/find-themes/", runs.run_request, name="run_request"),
    path("runs/<uuid:run_id>/", runs.run_detail, name="run_detail"),
    path("runs/<uuid:run_id>/progress/", runs.run_progress, name="run_progress"),
]

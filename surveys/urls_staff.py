"""Addresses of the staff pages of surveys; they stand under /staff/."""

from django.urls import path

from surveys.views import reading, staff


urlpatterns = [
    path(
        "surveys/<slug:slug>/versions/<int:number>/routes/",
        staff.survey_routes,
        name="survey_routes",
    ),
    path(
        "surveys/<slug:slug>/versions/<int:number>/reading/",
        reading.survey_reading,
        name="survey_reading",
    ),
    path(
        "surveys/<slug:slug>/versions/<int:number>/paper/",
        staff.survey_paper,
        name="survey_paper",
    ),
    path(
        "surveys/<slug:slug>/versions/<int:number>/paper/<slug:audience>/<slug:band>/",
        staff.survey_paper_form,
        name="survey_paper_form",
    ),
]

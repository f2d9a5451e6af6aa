"""Addresses of the staff pages of surveys; they stand under /staff/."""

from django.urls import path

from surveys.views import staff


urlpatterns = [
    path(
        "surveys/<slug:slug>/versions/<int:number>/routes/",
        staff.survey_routes,
        name="survey_routes",
    ),
]

"""Addresses that anybody may open. Before those of the surveys, whose steps take any other name."""

from django.urls import path

from insights.views import what_happened


urlpatterns = [
    path("s/<slug:slug>/what-happened/", what_happened.what_happened, name="what_happened"),
]

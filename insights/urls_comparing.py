"""Addresses of comparisons; insights/urls.py includes them."""

from django.urls import path

from insights.views import comparing, joins, scales


urlpatterns = [
    path("surveys/<slug:slug>/scales/", scales.scales, name="scales"),
    path("questions/<uuid:question_id>/compare/", comparing.compare, name="compare"),
    path("questions/<uuid:question_id>/joins/", joins.joins, name="joins"),
]

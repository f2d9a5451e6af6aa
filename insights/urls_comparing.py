"""Addresses of comparisons; insights/urls.py includes them."""

from django.urls import path

from insights.views import comparing, joins


urlpatterns = [
    path("questions/<uuid:question_id>/compare/", comparing.compare, name="compare"),
    path("questions/<uuid:question_id>/joins/", joins.joins, name="joins"),
]

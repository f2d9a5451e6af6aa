"""Addresses of recommendations and their evidence; insights/urls.py includes them."""

from django.urls import path

from insights.views import evidence, recommendations


urlpatterns = [
    path(
        "surveys/<slug:slug>/recommendations/",
        recommendations.recommendation_list,
        name="recommendation_list",
    ),
    path(
        "surveys/<slug:slug>/recommendations/add/",
        recommendations.recommendation_add,
        name="recommendation_add",
    ),
    path(
        "recommendations/<uuid:recommendation_id>/",
        recommendations.recommendation_detail,
        name="recommendation_detail",
    ),
    path(
        "recommendations/<uuid:recommendation_id>/edit/",
        recommendations.recommendation_edit,
        name="recommendation_edit",
    ),
    path(
        "recommendations/<uuid:recommendation_id>/link/",
        evidence.evidence_link,
        name="evidence_link",
    ),
    path(
        "recommendations/<uuid:recommendation_id>/search/",
        evidence.evidence_search,
        name="evidence_search",
    ),
    path(
        "recommendations/<uuid:recommendation_id>/ready/",
        evidence.recommendation_ready,
        name="recommendation_ready",
    ),
    path(
        "evidence/<uuid:evidence_id>/approve/", evidence.evidence_approve, name="evidence_approve"
    ),
    path("evidence/<uuid:evidence_id>/remove/", evidence.evidence_remove, name="evidence_remove"),
]

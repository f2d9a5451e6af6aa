"""Addresses of the review of themes; insights/urls.py includes them."""

from django.urls import path

from insights.views import (
    answers,
    concept,
    decisions,
    lineage,
    placing,
    review,
    shelves,
    standing,
    themes,
)


urlpatterns = [
    path("questions/<uuid:question_id>/themes/", themes.codebook, name="codebook"),
    path("questions/<uuid:question_id>/shelves/<slug:shelf>/", shelves.shelf, name="shelf"),
    path(
        "suggestions/<uuid:suggestion_id>/accept/",
        review.suggestion_accept,
        name="suggestion_accept",
    ),
    path(
        "suggestions/<uuid:suggestion_id>/reject/",
        review.suggestion_reject,
        name="suggestion_reject",
    ),
    path(
        "suggestions/<uuid:suggestion_id>/place/", review.suggestion_place, name="suggestion_place"
    ),
    path("questions/<uuid:question_id>/concept/", concept.concept_board, name="concept_board"),
    path("questions/<uuid:question_id>/make-theme/", placing.theme_make, name="theme_make"),
    path("themes/<uuid:theme_id>/copy/", concept.theme_copy, name="theme_copy"),
    path("themes/<uuid:theme_id>/edit/", review.theme_edit, name="theme_edit"),
    path("themes/<uuid:theme_id>/merge/", placing.theme_merge, name="theme_merge"),
    path("themes/<uuid:theme_id>/place/", placing.theme_place, name="theme_place"),
    path("themes/<uuid:theme_id>/promote/", placing.theme_promote, name="theme_promote"),
    path("themes/<uuid:theme_id>/reject/", standing.theme_reject, name="theme_reject"),
    path("themes/<uuid:theme_id>/retire/", standing.theme_retire, name="theme_retire"),
    path("themes/<uuid:theme_id>/back/", standing.theme_bring_back, name="theme_bring_back"),
    path("themes/<uuid:theme_id>/approve/", standing.theme_approve, name="theme_approve"),
    path("themes/<uuid:theme_id>/history/", lineage.theme_history, name="theme_history"),
    path(
        "themes/<uuid:theme_id>/versions/<int:number>/",
        lineage.theme_version,
        name="theme_version",
    ),
    path("themes/<uuid:theme_id>/answers/", answers.theme_answers, name="theme_answers"),
    path("themes/<uuid:theme_id>/sort/", answers.theme_sort, name="theme_sort"),
    path("questions/<uuid:question_id>/decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/<uuid:decision_id>/undo/", decisions.decision_undo, name="decision_undo"),
]

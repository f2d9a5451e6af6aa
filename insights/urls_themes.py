"""Addresses of the review of themes; insights/urls.py includes them."""

from django.urls import path

from insights.views import answers, decisions, review, shelves, themes


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
    path("themes/<uuid:theme_id>/edit/", review.theme_edit, name="theme_edit"),
    path("themes/<uuid:theme_id>/merge/", review.theme_merge, name="theme_merge"),
    path("themes/<uuid:theme_id>/reject/", review.theme_reject, name="theme_reject"),
    path("themes/<uuid:theme_id>/answers/", answers.theme_answers, name="theme_answers"),
    path("themes/<uuid:theme_id>/sort/", answers.theme_sort, name="theme_sort"),
    path("questions/<uuid:question_id>/decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/<uuid:decision_id>/undo/", decisions.decision_undo, name="decision_undo"),
]

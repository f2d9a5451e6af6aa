"""Addresses of commitments; insights/urls.py includes them."""

from django.urls import path

from insights.views import commitments


urlpatterns = [
    path(
        "surveys/<slug:slug>/you-said-we-did/",
        commitments.commitment_list,
        name="commitment_list",
    ),
    path(
        "themes/<uuid:theme_id>/you-said-we-did/",
        commitments.commitment_edit,
        name="commitment_edit",
    ),
    path(
        "commitments/<uuid:commitment_id>/publish/",
        commitments.commitment_publish,
        name="commitment_publish",
    ),
    path(
        "commitments/<uuid:commitment_id>/take-back/",
        commitments.commitment_take_back,
        name="commitment_take_back",
    ),
]

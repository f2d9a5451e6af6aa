"""Addresses of the partners package."""

from django.urls import path

from partners.views.landing import partner_link
from partners.views.links import partner_home, partner_link_qr


urlpatterns = [
    path("j/<str:code>/", partner_link, name="partner_link"),
    path("partner/", partner_home, name="partner_home"),
    path("partner/link/<uuid:link_id>/qr.svg", partner_link_qr, name="partner_link_qr"),
]

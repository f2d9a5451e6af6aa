"""Tells Django about the partners package."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"

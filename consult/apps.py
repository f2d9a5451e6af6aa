"""Tells Django about the consult package."""

from django.apps import AppConfig


class ConsultConfig(AppConfig):
    name = "consult"

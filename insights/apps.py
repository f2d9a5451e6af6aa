"""Tells Django about the insights package."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"

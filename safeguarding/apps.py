"""Tells Django about the safeguarding package."""

from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "safeguarding"

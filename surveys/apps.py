"""Tells Django about the surveys package."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"

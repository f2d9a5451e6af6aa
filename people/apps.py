"""Tells Django about the people package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

"""Addresses of the people package."""

urlpatterns: list = []

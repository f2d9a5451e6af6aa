"""Addresses of the insights package."""

urlpatterns: list = []

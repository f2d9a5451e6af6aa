"""Addresses of the partners package."""

urlpatterns: list = []

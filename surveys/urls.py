"""Addresses of the surveys package."""

urlpatterns: list = []

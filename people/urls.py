"""Addresses of the people package."""

from django.urls import path

from people.views.home import home


urlpatterns = [path("staff/", home, name="home")]

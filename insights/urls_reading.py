"""Addresses of reading and coding; insights/urls.py includes them."""

from django.urls import path

from insights.views import reading, signing, waves


urlpatterns = [
    path("questions/<uuid:question_id>/new-answers/", waves.new_answers, name="new_answers"),
    path("questions/<uuid:question_id>/sign-off/", signing.signing, name="signing"),
    path("questions/<uuid:question_id>/read/", reading.reading, name="reading"),
    path("questions/<uuid:question_id>/read/cover/", reading.reading_blur, name="reading_blur"),
    path("questions/<uuid:question_id>/read/learn/", reading.reading_learn, name="reading_learn"),
    path(
        "questions/<uuid:question_id>/read/<uuid:answer_id>/",
        reading.reading_save,
        name="reading_save",
    ),
]

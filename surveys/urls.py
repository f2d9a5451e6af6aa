"""Addresses of the respondent's pages. No address or title names a subject."""

from django.urls import path

from surveys.views import (
    accessibility,
    after,
    another_way,
    come_back,
    own,
    pause,
    start,
    steps,
)


urlpatterns = [
    path("", start.survey_home, name="survey_home"),
    path("s/<slug:slug>/", start.survey_start, name="survey_start"),
    path("s/<slug:slug>/leaving/", start.survey_leaving, name="survey_leaving"),
    path("s/<slug:slug>/another-way/", another_way.survey_another_way, name="survey_another_way"),
    path(
        "s/<slug:slug>/another-way/done/",
        another_way.survey_another_way_done,
        name="survey_another_way_done",
    ),
    path("s/<slug:slug>/saved/", come_back.survey_saved, name="survey_saved"),
    path("s/<slug:slug>/come-back/", come_back.survey_come_back, name="survey_come_back"),
    path("s/<slug:slug>/pause/", pause.survey_pause, name="survey_pause"),
    path("s/<slug:slug>/thanks/<str:token>/", after.survey_thanks, name="survey_thanks"),
    path("s/<slug:slug>/no-thank-you/", after.survey_declined, name="survey_declined"),
    path(
        "s/<slug:slug>/no-thank-you/<slug:ending>/",
        after.survey_declined,
        name="survey_declined_as",
    ),
    path("s/<slug:slug>/<slug:step>/", steps.survey_step, name="survey_step"),
    path("leave/", after.survey_leave, name="survey_leave"),
    path("withdraw/", after.withdraw, name="withdraw"),
    path("withdraw/done/", after.withdraw_done, name="withdraw_done"),
    path("my-answers/", own.my_answers, name="my_answers"),
    path("my-answers/<str:token>/", own.my_answers_page, name="my_answers_page"),
    path(
        "my-answers/<str:token>/allow/<slug:key>/",
        own.my_answers_permission,
        name="my_answers_permission",
    ),
    path("my-answers/<str:token>/delete/", own.my_answers_delete, name="my_answers_delete"),
    path("my-answers/<str:token>/copy/<slug:kind>/", own.my_answers_file, name="my_answers_file"),
    path("privacy/", after.privacy, name="privacy"),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
    path("staying-safe/", after.staying_safe, name="staying_safe"),
]

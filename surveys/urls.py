"""Addresses of the respondent's pages. No address or title names a subject."""

from django.urls import path

from surveys.views import after, start, steps


urlpatterns = [
    path("", start.survey_home, name="survey_home"),
    path("s/<slug:slug>/", start.survey_start, name="survey_start"),
    path("s/<slug:slug>/thanks/<str:token>/", after.survey_thanks, name="survey_thanks"),
    path("s/<slug:slug>/no-thank-you/", after.survey_declined, name="survey_declined"),
    path("s/<slug:slug>/<slug:step>/", steps.survey_step, name="survey_step"),
    path("leave/", after.survey_leave, name="survey_leave"),
    path("withdraw/", after.withdraw, name="withdraw"),
    path("withdraw/done/", after.withdraw_done, name="withdraw_done"),
    path("privacy/", after.privacy, name="privacy"),
    path("staying-safe/", after.staying_safe, name="staying_safe"),
]

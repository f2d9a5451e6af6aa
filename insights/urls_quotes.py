"""Addresses of quotes; insights/urls.py includes them."""

from django.urls import path

from insights.views import quote_citing, quote_picking, quotes, survey_quotes


urlpatterns = [
    path("surveys/<slug:slug>/quotes/", survey_quotes.survey_quotes, name="survey_quotes"),
    path("questions/<uuid:question_id>/quotes/", quotes.question_quotes, name="question_quotes"),
    path("themes/<uuid:theme_id>/quotes/", quotes.theme_quotes, name="theme_quotes"),
    path("answers/<uuid:answer_id>/quote/", quote_picking.quote_pick, name="quote_pick"),
    path("quotes/<uuid:quote_id>/", quotes.quote_detail, name="quote_detail"),
    path("quotes/<uuid:quote_id>/change/", quote_picking.quote_change, name="quote_change"),
    path("quotes/<uuid:quote_id>/read/", quotes.quote_read, name="quote_read"),
    path("quotes/<uuid:quote_id>/drop/", quote_picking.quote_drop, name="quote_drop"),
    path("quotes/<uuid:quote_id>/cite/", quote_citing.quote_cite, name="quote_cite"),
    path(
        "recommendations/<uuid:recommendation_id>/quotes/<uuid:quote_id>/take-out/",
        quote_citing.quote_uncite,
        name="quote_uncite",
    ),
]

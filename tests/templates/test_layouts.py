"""The layouts and the pages for what went wrong, with as little context as they can get."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


PAGES = ["400.html", "403.html", "404.html", "413.html", "500.html", "503.html"]


@pytest.mark.parametrize("page", [*PAGES, "respondent.html", "staff.html"])
def test_page_renders_without_context(page):
    html = render_to_string(page)

    assert html.startswith("<!doctype html>")
    assert '<html class="govuk-template' in html
    assert 'lang="en' in html
    assert 'id="main"' in html
    assert html.index('href="#main"') < html.index("<main")


@pytest.mark.parametrize("page", PAGES)
def test_fault_page_says_what_to_do(page):
    html = render_to_string(page)

    assert html.count("<h1") == 1
    assert 'class="govuk-body"' in html


def test_respondent_page_is_neutral_and_can_be_left_at_once():
    html = render_to_string("respondent.html")

    assert "<title>Survey</title>" in html
    # After the skip link, before anything else: the way out for screen readers.
    assert html.index('href="#main"') < html.index("data-exit-link") < html.index("masthead__name")
    assert html.count('href="/leave/"') == 2


def test_language_picker_needs_two_languages():
    one = [{"code": "en", "name": "English", "dir": "ltr", "current": True}]
    two = [*one, {"code": "pl", "name": "Polski", "dir": "ltr", "current": False}]

    assert "Polski" not in render_to_string("respondent.html", {"languages": one})
    assert 'lang="pl"' in render_to_string("respondent.html", {"languages": two})


def test_right_to_left_has_its_own_styles():
    with translation.override("ar"):
        html = render_to_string("respondent.html")

    assert 'dir="rtl"' in html
    assert "respondent.rtl.css" in html
    assert "css/respondent.css" not in html


def test_rail_shows_only_what_it_is_given():
    request = RequestFactory().get("/staff/")
    request.user = AnonymousUser()
    nav = [{"label": "Surveys", "url": "/staff/surveys/", "current": True}]

    html = render_to_string("staff.html", {"nav": nav, "request": request})

    assert 'aria-current="page">Surveys' in html
    assert "Partners" not in html
    assert "Sign out" not in html


def test_busy_page_keeps_what_was_typed():
    request = RequestFactory().post("/s/a/b/")
    fields = [("story", 'It\'s "late"\n</textarea><b>')]

    html = render_to_string("503.html", {"fields": fields}, request=request)

    assert 'name="story"' in html
    assert "&quot;late&quot;\n&lt;/textarea&gt;&lt;b&gt;</textarea>" in html
    assert "csrfmiddlewaretoken" in html

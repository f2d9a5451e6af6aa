"""The language of the staff pages: chosen for a session, where it has been checked."""

import pytest
from django.urls import reverse

from consult.checks import check_languages


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


def choose(client, language, **extra):
    return client.post(reverse("account_language"), {"language": language}, **extra)


def staff_page(client):
    return client.get(reverse("survey_list")).content.decode()


def test_staff_choose_welsh_for_their_session(client, settings):
    settings.CHECKED_LANGUAGES = ["en", "cy"]
    assert 'form="staff-language"' in staff_page(client)

    choose(client, "cy")

    page = staff_page(client)
    assert '<html class="govuk-template staff" lang="cy" dir="ltr">' in page
    assert "Allgofnodi" in page
    assert "Sign out" not in page
    choose(client, "en")
    assert 'lang="en-gb"' in staff_page(client)


@pytest.mark.parametrize("language", ["cy", "ar", "xx", ""])
def test_language_that_is_unchecked_or_not_for_staff_changes_nothing(client, settings, language):
    settings.CHECKED_LANGUAGES = ["en", "ar"]

    choose(client, language)

    assert 'lang="en-gb"' in staff_page(client)
    assert 'form="staff-language"' not in staff_page(client)  # there is nothing to choose


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/staff/surveys/", "http://testserver/staff/surveys/"),
        ("https://elsewhere.example/", "/staff/"),
        ("", "/staff/"),
    ],
)
def test_choice_leads_back_to_the_page_but_never_elsewhere(client, came_from, leads_to):
    assert choose(client, "en", headers={"referer": came_from})["Location"] == leads_to


def test_survey_pages_do_not_follow_the_staff(client, settings):
    settings.CHECKED_LANGUAGES = ["en", "cy"]
    choose(client, "cy")

    assert 'lang="en-gb"' in client.get("/s/nowhere/").content.decode()


def test_setting_that_names_an_unknown_language_is_found(settings):
    settings.CHECKED_LANGUAGES = ["en", "cy", "xx", "ro"]

    assert [error.msg for error in check_languages(None)] == [
        "CHECKED_LANGUAGES names 'xx', which the site has no words in.",
        "CHECKED_LANGUAGES names 'ro', which the site has no words in.",
    ]

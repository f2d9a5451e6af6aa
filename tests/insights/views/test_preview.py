"""The preview: every page for every reader, drafts marked as such, nothing stored."""

import csv
import io

import pytest
from django.urls import reverse

from surveys.actions.survey import publish_version
from surveys.models import Draft, Response
from tests.surveys.speaking import publish_speaking_survey, speaking_document


@pytest.fixture
def survey(team, alice):
    return publish_speaking_survey(organisation=team, by=alice)


@pytest.fixture
def client(staff_client, ray, survey):
    return staff_client(ray)


def page(client, name="survey_preview_page", **asked):
    return client.get(reverse(name, args=["many-voices"]), asked)


def html(client, name="survey_preview_page", **asked):
    response = page(client, name, **asked)
    assert response.status_code == 200
    return response.content.decode()


def test_survey_page_leads_to_the_preview(client):
    detail = client.get(reverse("survey_detail", args=["many-voices"])).content.decode()

    assert reverse("survey_preview", args=["many-voices"]) in detail


def test_overview_lists_pages_languages_and_missing_words(client):
    shown = html(client, "survey_preview", language="ar", reader="child.8_11")

    for title in ("أصوات كثيرة", "هل تريد المشاركة؟", "يومك"):
        assert title in shown
    assert "Words missing in Arabic" in shown
    assert "audiences / child / label" in shown
    assert "translated by a machine, not yet checked" in shown  # Bengali
    assert "?version=1&amp;reader=child.8_11&amp;language=ar" in shown


def test_overview_lists_texts_without_easy_words(client):
    shown = html(client, "survey_preview", format="easy_read")

    assert "Words missing in easy read" in shown
    assert "readers" in shown


@pytest.mark.parametrize("name", ["start", "take_part", "one"])
@pytest.mark.parametrize("language", ["en", "pl", "ar", "bn"])
@pytest.mark.parametrize("form", ["standard", "easy_read"])
def test_every_page_can_be_seen_in_every_language_and_format(client, name, language, form):
    shown = html(client, page=name, language=language, format=form)

    assert "This is a preview." in shown
    assert f'lang="{language if language != "en" else "en-gb"}"' in shown
    assert shown.count("<h1") == 1
    assert "<form" not in shown  # there is nothing to send


def test_draft_is_marked_as_not_yet_checked(client):
    shown = html(client, page="one", language="bn")

    assert "Not yet checked. The survey’s words in Bengali: translated by a machine" in shown
    assert "Not yet checked: the site’s own buttons and messages in Bengali." in shown
    assert 'lang="en" dir="ltr"' in shown  # words that fall back


def test_checked_language_of_an_unchecked_site_is_marked_for_the_site_only(client):
    shown = html(client, page="one", language="pl")

    assert "The survey’s words in Polish" not in shown
    assert "the site’s own buttons and messages in Polish" in shown


def test_language_with_all_checked_has_no_warning(client, settings):
    settings.CHECKED_LANGUAGES = ["en", "pl"]

    assert "Not yet checked" not in html(client, page="one", language="pl")


def test_note_is_in_the_language_of_staff_and_the_page_in_its_own(client):
    shown = html(client, page="one", language="ar")

    assert '<html class="govuk-template respondent ' in shown
    assert 'lang="ar" dir="rtl"' in shown
    assert '<section class="preview-note" lang="en-gb" dir="ltr"' in shown
    assert "Next page" not in shown  # the last one
    assert "Page before" in shown


def test_older_version_can_be_seen(client, survey, alice):
    newer = speaking_document()
    newer["title"]["*"] = "Newer voices"
    publish_version(survey=survey, document=newer, by=alice)

    assert "Newer voices" in html(client)
    assert "Many voices" in html(client, version=1)


@pytest.mark.parametrize(
    "asked", [{"version": 9}, {"version": "x"}, {"version": "9" * 30}, {"page": "nope"}]
)
def test_what_there_is_not_is_not_found(client, asked):
    assert page(client, **asked).status_code == 404


@pytest.mark.parametrize("asked", [{"reader": "x"}, {"language": "xx"}, {"format": "x"}])
def test_choice_that_makes_no_sense_becomes_the_usual(client, asked):
    assert "Many voices" in html(client, **asked)


def test_preview_stores_nothing(client):
    response = page(client, page="one")

    assert "survey" not in response.cookies
    assert not Draft.objects.exists()
    assert not Response.objects.exists()
    assert client.post(reverse("survey_preview_page", args=["many-voices"])).status_code == 405


def test_sheet_has_place_words_and_status(client):
    response = page(client, "survey_translation_sheet", language="pl")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="many-voices.pl.csv"' in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    by_place = {row["place"]: row for row in rows}
    assert by_place["title"]["translation"] == "Wiele głosów"
    assert by_place["organisation"]["status"] == "missing"
    assert by_place["permissions / take_part / yes"]["status"] == (
        "there, check: permission or safety"
    )


@pytest.mark.parametrize("language", ["en", "xx", "../pl"])
def test_sheet_of_no_other_language_is_not_found(client, language):
    assert page(client, "survey_translation_sheet", language=language).status_code == 404


def test_sheet_can_be_had_before_there_are_any_words(client):
    response = page(client, "survey_translation_sheet", language="uk")

    assert response.status_code == 200
    assert b"Many voices" in response.content


def test_preview_is_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    html(client, page="one")  # from here on the document is in memory

    # Session, user, memberships, authenticators, survey, version.
    with django_assert_max_num_queries(10):
        html(client, page="one")

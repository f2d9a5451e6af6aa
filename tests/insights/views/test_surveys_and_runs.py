"""The survey's page and the run's page: what staff read about questions and searches."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from insights.actions.review import accept_suggestion
from insights.models import ThemeRun
from surveys.titles import QuestionTitle, titles_of
from tests.factories import make_survey, small_document


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


def page_of(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def test_questions_have_their_words_in_the_order_they_are_asked(survey):
    titles = titles_of(survey)

    assert list(titles) == [
        "helper",
        "feel",
        "times",
        "child_better",
        "child_worse",
        "child_more",
    ]
    assert titles["child_more"] == QuestionTitle("Anything else?")


def test_question_for_one_audience_says_for_whom(team):
    document = small_document("short")
    document["pages"][1]["audiences"] = ["child"]

    survey = make_survey(organisation=team, slug="short", document=document)

    child = document["audiences"][0]["label"]
    assert titles_of(survey)["child_more"] == QuestionTitle("Anything else?", child)
    assert titles_of(survey)["times"].audience == ""


def test_survey_page_tells_how_far_each_question_is(client, survey, suggestions, ray):
    for suggestion in suggestions[:2]:
        accept_suggestion(suggestion=suggestion, by=ray)

    page = page_of(client, "survey_detail", survey.slug)

    assert "What would make things better?" in page
    assert "2 themes accepted" in page
    assert "0 themes accepted" in page
    assert "Find themes again" in page
    assert "Nobody has looked for themes yet." in page


def test_run_page_accounts_for_every_answer(client, new_run):
    run = new_run()
    counts = run.metrics

    page = page_of(client, "run_detail", run.pk)

    grouped = run.suggestions.values_list("members__answer").distinct().count()
    aside = sum(counts["set_aside"].values())
    assert grouped + counts["ungrouped"] + aside == counts["answers"]
    for words in ("Answers read", "In no theme yet", "Set aside", str(run.requested_by)):
        assert words in page


def test_dates_are_english_for_every_browser(client, survey, new_run):
    run = new_run()
    ThemeRun.objects.filter(pk=run.pk).update(requested_at=datetime(2026, 11, 3, 12, tzinfo=UTC))

    address = reverse("survey_detail", args=[survey.slug])
    page = client.get(address, headers={"accept-language": "en-US"}).content.decode()

    assert "3 Nov 2026" in page

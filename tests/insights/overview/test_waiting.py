"""What waits for a person of a survey: only what they could do now, and nobody's who left."""

import pytest
from django.urls import reverse

from insights.actions.export import request_export
from insights.actions.quality import commit_reading, draw_sample
from insights.actions.review import accept_suggestion
from insights.models import Export, SecondOpinion, Theme
from tests.factories import give_permission, make_response, make_survey
from tests.quote_factories import answer_of, make_quote
from tests.review_factories import make_export, make_run


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


@pytest.fixture
def question(survey):
    return survey.questions.get(key="child_better")


@pytest.fixture
def pages(staff_client, survey):
    """Return what waits, as a function of the person: {words: [(place, url)]}."""
    clients = {}

    def waiting(person):
        client = clients.setdefault(person.pk, staff_client(person))
        page = client.get(reverse("survey_detail", args=[survey.slug]))
        return {
            each.words: [(place.words, place.url) for place in each.places]
            for each in page.context["waiting"]
        }

    return waiting


def said(survey, text):
    permissions = {"quote_anon": "granted"}
    answers = {"child_better": text}
    return answer_of(make_response(survey, answers=answers, permissions=permissions))


def searched(question, answers, by):
    return make_run(question=question, groups={"Waiting": answers} if answers else {}, by=by)


def test_nothing_waits_in_a_survey_that_nobody_answered(staff_client, ray, survey):
    page = staff_client(ray).get(reverse("survey_detail", args=[survey.slug]))

    assert page.context["waiting"] == []
    assert "Nothing, for now." in page.content.decode()


def test_question_waits_to_be_searched_and_then_its_suggestions_to_be_decided(
    pages, survey, question, ray
):
    answer = said(survey, "We waited")
    assert pages(ray) == {
        "1 question not searched for themes yet": [
            ("What would make things better?", f"#question-{question.pk}")
        ]
    }

    run = searched(question, [answer], ray)

    board = reverse("codebook", args=[question.pk])
    assert pages(ray) == {
        "1 suggested theme to accept or reject": [("What would make things better?", board)]
    }
    accept_suggestion(suggestion=run.suggestions.get(), by=ray)
    assert pages(ray) == {}


def test_theme_waits_for_whoever_did_not_write_its_words(pages, survey, question, ray, alice):
    run = searched(question, [said(survey, "We waited")], ray)
    accept_suggestion(suggestion=run.suggestions.get(), by=ray)
    Theme.objects.update(definition="How long people wait.")

    assert pages(ray) == {}
    ((words, (place,)),) = pages(alice).items()
    assert words == "1 theme to approve"
    assert place[1] == reverse("codebook", args=[question.pk]) + "#codebook"


def test_draft_waits_for_another_than_who_picked_it_while_it_is_allowed(
    pages, survey, question, ray, alice
):
    answer, other = said(survey, "We waited"), said(survey, "They came")
    for each in (answer, other):
        make_quote(each, picker=ray)
    searched(question, [], ray)

    assert pages(ray) == {}
    ((words, (place,)),) = pages(alice).items()
    assert words == "2 quotes to read as their second reader"
    assert place[1].endswith(f"/quotes/?question={question.pk}&state=draft")

    give_permission(other.response, "quote_anon", "withdrawn")
    assert list(pages(alice)) == ["1 quote to read as its second reader"]


def test_second_opinion_waits_for_another_while_the_answer_may_be_read(
    pages, survey, question, ray, alice
):
    answer = said(survey, "We waited")
    run = searched(question, [], ray)
    SecondOpinion.objects.create(codebook=run.codebook, answer=answer, asked_by=ray)

    assert pages(ray) == {}
    ((words, (place,)),) = pages(alice).items()
    assert words == "1 answer to give a second opinion on"
    assert place[1] == reverse("reading", args=[question.pk]) + "?state=opinion"

    give_permission(answer.response, "take_part", "withdrawn")
    assert pages(alice) == {}


def test_disagreement_waits_until_it_is_settled(pages, survey, question, ray, alice):
    answers = [said(survey, f"We waited {n}") for n in range(3)]
    run = searched(question, answers, ray)
    theme = accept_suggestion(suggestion=run.suggestions.get(), by=ray)
    sample = draw_sample(codebook=run.codebook, seed=7, by=ray)
    item = sample.items.first()
    commit_reading(item=item, outcome="themes", themes=[theme], by=ray)
    commit_reading(item=item, outcome="none", themes=[], by=alice)

    waiting = pages(ray)

    assert waiting["1 disagreement of readers to settle"] == [
        ("What would make things better?", reverse("audit_disputes", args=[sample.pk]))
    ]


def test_file_to_publish_waits_for_another_than_who_asked(pages, survey, ray, alice):
    for _each in range(3):
        said(survey, "We waited")
    make_export(survey=survey, by=ray, kind="publication", purpose="The report")
    make_export(survey=survey, by=ray, kind="csv")
    unmade = request_export(survey=survey, kind="publication", purpose="Later", by=ray)

    assert unmade.status == "waiting"
    assert "1 file to check before it is published" not in pages(ray)
    place = (
        "The report",
        reverse("export_check", args=[Export.objects.get(kind="publication", status="done").pk]),
    )
    assert pages(alice)["1 file to check before it is published"] == [place]


def test_search_that_failed_is_told(pages, survey, question, ray):
    said(survey, "We waited")
    run = searched(question, [], ray)
    type(run).objects.update(status="failed")

    assert pages(ray) == {
        "1 search that failed": [
            ("What would make things better?", reverse("run_detail", args=[run.pk]))
        ]
    }


@pytest.mark.parametrize("many", [3, 30])
def test_number_of_queries_does_not_grow(
    staff_client, survey, question, ray, alice, many, django_assert_num_queries
):
    answers = [said(survey, f"We waited {n}") for n in range(many)]
    run = searched(question, answers, ray)
    theme = accept_suggestion(suggestion=run.suggestions.get(), by=ray)
    Theme.objects.update(definition="How long people wait.")
    sample = draw_sample(codebook=run.codebook, seed=7, by=ray)
    for item in sample.items.all():
        commit_reading(item=item, outcome="themes", themes=[theme], by=ray)
    for answer in answers:
        make_quote(answer, picker=ray)
        SecondOpinion.objects.create(codebook=run.codebook, answer=answer, asked_by=ray)
    client, address = staff_client(alice), reverse("survey_detail", args=[survey.slug])
    client.get(address)  # from here on the document is in memory

    # As of a survey where nothing waits (test_overview.py), and: the themes, readings and items of
    # samples, and who wrote the words of themes.
    with django_assert_num_queries(33):
        page = client.get(address)

    assert len(page.context["waiting"]) == 3

"""The overview of a survey: who sees which figures, and that it always answers as fast."""

import pytest
from django.urls import reverse

from people import roles
from people.roles import Permission
from surveys.models import StepCount
from tests.comparing_factories import make_consultation
from tests.factories import make_response, make_survey


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def consultation(team):
    made = make_consultation(organisation=team)
    made.answer("adult_better", count=32, closed={"region": "north"}, audience="parent")
    for _each in range(3):
        make_response(made.survey, answers={"child_better": "Time"})
    version = made.survey.published_version()
    StepCount.objects.create(version=version, step="who", came=47, went_on=44)
    return made


@pytest.fixture
def without_exact_numbers(monkeypatch):
    fewer = {
        role: allowed - {Permission.SEE_EXACT_NUMBERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)


def page_of(client, survey, query=""):
    response = client.get(reverse("survey_detail", args=[survey.slug]) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_shows_figures_as_they_may_be_published(client, consultation):
    page = page_of(client, consultation.survey)

    assert "Figures as they may be published." in page
    assert '<dd class="facts__value">35</dd>' in page
    assert "Answers by week" in page
    assert '<span class="chart-bars__figure">[c]</span>' in page
    assert "47 began" not in page
    assert "People chose to take part, so these results describe who answered" in page
    assert "[c]</dt>" in page


def test_exact_figures_are_marked_and_asked_for(client, consultation):
    page = page_of(client, consultation.survey, "?figures=exact")

    assert "Restricted: exact figures" in page
    assert "Answers by day" in page
    assert "3 · 9%" in page
    assert "47 began. Most stopped at “Who is answering”: 3." in page


def test_exact_figures_are_refused_to_who_may_not_see_them(
    client, consultation, without_exact_numbers
):
    address = reverse("survey_detail", args=[consultation.survey.slug])

    assert client.get(address + "?figures=exact").status_code == 403
    assert "Show exact figures" not in client.get(address).content.decode()


def test_list_of_surveys_hides_small_numbers_too(client, team, without_exact_numbers):
    survey = make_survey(organisation=team)
    for _each in range(3):
        make_response(survey)

    page = client.get(reverse("survey_list")).content.decode()

    assert ">[c]<" in page
    assert ">3<" not in page


def test_other_teams_do_not_find_it(staff_client, carol, consultation):
    address = reverse("survey_detail", args=[consultation.survey.slug])

    assert staff_client(carol).get(address).status_code == 404


def test_survey_without_answers_says_so(client, team):
    page = page_of(client, make_survey(organisation=team))

    assert "Nobody has answered yet." in page
    assert "Nobody has begun this version on the site yet." in page


@pytest.mark.parametrize("more", [0, 30])
def test_number_of_queries_does_not_grow(client, consultation, more, django_assert_num_queries):
    for _each in range(more):
        make_response(consultation.survey, audience="practitioner", answers={"sector": "health"})
    page_of(client, consultation.survey)  # from here on the document is in memory

    # Session, person, membership, second factor; the survey, its version thrice; closed questions,
    # kept counts; four attributes, days, answers; runs, themes, runs that ended, codings, readings,
    # open questions; steps; what waits: promises, quotes, second opinions, samples, files, themes.
    with django_assert_num_queries(30):
        page_of(client, consultation.survey)

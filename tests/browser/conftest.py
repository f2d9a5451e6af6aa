"""A real browser on the real site: Debian's Chromium, with scripts on and off."""

import json
from pathlib import Path

import pytest

from insights.actions.review import accept_suggestion
from insights.actions.runs import codebook_of, perform_run, request_run
from people.models import Organisation
from surveys.actions.survey import create_survey, open_survey, publish_version
from tests.browser.staff import bring_in
from tests.browser.watching import Watch
from tests.factories import make_response, make_survey
from tests.insights.conftest import LISTENING, NOTHING, WAITING
from tests.surveys.documents import full_document


CHROMIUM = "/usr/bin/chromium"
SAMPLE = Path(__file__).parents[2] / "samples" / "consultation.json"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def visitor(request, browser, live_server):
    """Return a page of a fresh browser profile, with and without scripts."""
    context = browser.new_context(
        java_script_enabled=request.param, base_url=live_server.url, locale="en-GB"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser, live_server):
    """Return a page of a fresh browser profile with scripts, which axe needs."""
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def sample_survey(transactional_db):
    """Return the sample survey, open, as its team would have published it."""
    team = Organisation.objects.create(name="Team", slug="team")
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    survey = create_survey(
        organisation=team, slug=document["slug"], title="Helping children together", by=None
    )
    publish_version(survey=survey, document=document, by=None)
    return open_survey(survey=survey, by=None)


@pytest.fixture
def many_kinds(transactional_db):
    """Return an open survey with a question of every type."""
    return make_survey(slug="help-near-you", document=full_document())


@pytest.fixture
def answered_survey(transactional_db, team, settings):
    """Return a survey with one question answered by fifteen people, about two things."""
    settings.THEME_ENCODER = "tfidf"
    survey = make_survey(organisation=team)
    for text in (*WAITING, *LISTENING, *NOTHING):
        make_response(survey, answers={"child_better": text})
    return survey


@pytest.fixture
def question(answered_survey):
    return answered_survey.questions.get(key="child_better")


@pytest.fixture
def suggestions(question, ray):
    """Return what a search for themes suggested, the biggest first."""
    run = request_run(codebook=codebook_of(question=question), by=ray)
    perform_run(run=run)
    return list(run.suggestions.filter(parent=None).order_by("number"))


@pytest.fixture
def themes(suggestions, ray):
    """Return two themes that a reviewer accepted."""
    return [accept_suggestion(suggestion=each, by=ray) for each in suggestions[:2]]


@pytest.fixture
def reviewer(visitor, staff_client, ray, live_server):
    """Return the visitor's page, with ray signed in and the second factor proved."""
    bring_in(visitor, staff_client(ray), live_server.url)
    return visitor


@pytest.fixture
def watch(browser, live_server):
    """Return a page that notes whatever it does beyond showing words."""
    watch = Watch(browser, live_server.url)
    yield watch
    watch.context.close()

"""A real browser on the real site: Debian's Chromium, with scripts on and off."""

import json
from pathlib import Path

import pytest

from people.models import Organisation
from surveys.actions.survey import create_survey, open_survey, publish_version


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
def sample_survey(transactional_db):
    """Return the sample survey, open, as its team would have published it."""
    team = Organisation.objects.create(name="Team", slug="team")
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    survey = create_survey(
        organisation=team, slug=document["slug"], title="Helping children together", by=None
    )
    publish_version(survey=survey, document=document, by=None)
    return open_survey(survey=survey, by=None)

"""A postcode is looked up while its page is answered, and stands nowhere afterwards."""

import json
import logging

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from surveys.drafts import open_draft
from surveys.models import Answer, Draft
from tests.factories import make_survey
from tests.surveys.documents import full_document, problems_after, question
from tests.surveys.walker import Walker


pytestmark = pytest.mark.django_db
START = "/s/help-near-you/"
TYPED = "lS6 7qZ"
SPELLINGS = ("ls6 7qz", "ls67qz", "ls6+7qz", "ls6%207qz")
LEEDS = "E12000003"
WORKER = {
    "take_part": "granted",
    "quote_anon": "refused",
    "audience": "worker",
    "helper": "teacher",
    "pause": "go_round",
}


def places_in(text):
    return [spelling for spelling in SPELLINGS if spelling in str(text).lower()]


def found_in_tables():
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if places := places_in(repr(cursor.fetchall())):
                found[table] = places
    return found


def draft_of(walker):
    """Return what the draft holds, opened with the browser's key."""
    request = RequestFactory().get(START)
    request.COOKIES["survey"] = walker.cookie
    return open_draft(request, slug="help-near-you").data


@pytest.fixture
def walker(db):
    make_survey(slug="help-near-you", document=full_document())
    person = Walker(WORKER, start=START)
    person.walk_to("near")
    return person


def test_postcode_is_nowhere_and_its_region_is_kept(walker, caplog):
    step = walker.step
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        walker.fill(near=TYPED)
        kept = json.dumps(draft_of(walker))
        walker.walk()
        check = walker.text
        walker.fill()

    assert walker.receipt
    answer = Answer.objects.get(question__key="near")
    assert (answer.value, answer.text) == (LEEDS, "Yorkshire and The Humber")
    assert places_in(kept) == [] and f'"{step}-near_region": ["{LEEDS}"]' in kept
    assert "Yorkshire and The Humber" in check and places_in(check) == []
    assert found_in_tables() == {}
    assert places_in(caplog.text) == []
    assert places_in([query["sql"] for query in queries]) == []


def test_page_shows_the_region_again_and_keeps_it_when_left_alone(walker):
    step, path = walker.step, walker.path
    walker.fill(near=TYPED)

    page = walker.get(path).content.decode()
    assert "What we kept: Yorkshire and The Humber" in page and places_in(page) == []
    walker.page = walker.client.post(
        path, {"survey-current_step": step, f"{step}-near": "", f"{step}-near_region": LEEDS}
    )

    assert draft_of(walker)["extra_data"]["values"]["near"] == LEEDS


def test_region_can_be_changed_and_taken_out(walker):
    step, path = walker.step, walker.path
    walker.fill(near=TYPED)
    form = {"survey-current_step": step, f"{step}-near_region": LEEDS}

    walker.client.post(path, {**form, f"{step}-near": "E1 6AN"})
    assert draft_of(walker)["extra_data"]["values"]["near"] == "E12000007"

    walker.client.post(path, {**form, f"{step}-near": "", f"{step}-near_none": "yes"})
    assert draft_of(walker)["extra_data"]["values"]["near"] is None
    assert "What we kept" not in walker.get(path).content.decode()


def test_wrong_postcode_says_what_to_do_and_is_not_kept(walker):
    before = bytes(Draft.objects.get().ciphertext)

    walker.fill(near="LS6 7")

    assert "Write a full postcode" in walker.text
    assert 'value="LS6 7"' in walker.text  # nothing typed is lost
    assert bytes(Draft.objects.get().ciphertext) == before


def test_postcode_typed_but_not_sent_is_not_kept_either(walker):
    """Another language is chosen in the middle of the page."""
    step, path = walker.step, walker.path
    posted = {"survey-current_step": step, f"{step}-near": TYPED, "language": "en"}

    assert walker.client.post(path, posted).status_code == 303

    kept = json.dumps(draft_of(walker))
    assert places_in(kept) == [] and LEEDS in kept
    assert "What we kept: Yorkshire and The Humber" in walker.get(path).content.decode()


def test_draft_takes_no_postcode_in_the_place_of_a_region(walker):
    step, path = walker.step, walker.path

    walker.client.post(
        path, {"survey-current_step": step, f"{step}-near": "", f"{step}-near_region": TYPED}
    )

    assert places_in(json.dumps(draft_of(walker))) == []


@pytest.mark.parametrize("audiences", [["child"], ["child", "worker"]])
def test_no_survey_asks_it_of_anybody_under_16(audiences):
    def ask(data):
        next(page for page in data["pages"] if page["key"] == "fifth").pop("audiences")
        question(data, "teams")["audiences"] = ["worker"]
        question(data, "near")["audiences"] = audiences

    (problem,) = problems_after(ask, full_document)

    assert "never asked of 'child', who may be under 16" in str(problem)

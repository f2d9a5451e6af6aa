"""From a theme to evidence, and to a promise that everybody reads: each page on the way."""

import pytest

from insights.actions.commitments import CommitmentWords, write_commitment
from insights.actions.recommendations import create_recommendation, link_evidence
from insights.actions.review import approve_theme
from insights.recommending.documents import RecommendationWords
from tests.browser.staff import bring_in, follow, press
from tests.browser.test_staff_axe import LONG, faults_of, faults_on
from tests.comparing_factories import make_consultation


@pytest.fixture
def staff(scripted, staff_client, ray, live_server):
    bring_in(scripted, staff_client(ray), live_server.url)
    return scripted


@pytest.fixture
def consultation(transactional_db, team):
    made = make_consultation(organisation=team)
    for name in ("Waiting", LONG[:100]):
        made.theme("adult_better", name, definition="What people say.")
    said = ["Waiting", LONG[:100]]
    made.answer("adult_better", said=said, count=12, audience="parent", closed={"region": "north"})
    return made


@pytest.fixture
def recommendation(consultation, alice):
    words = RecommendationWords("R1", LONG, text="More of it.", concepts=("region",))
    made = create_recommendation(survey=consultation.survey, words=words, by=alice)
    theme = consultation.theme("adult_better", LONG[:100])
    link_evidence(recommendation=made, theme=theme, stance="nuances", note=LONG, by=alice)
    return made


def test_evidence_is_linked_agreed_searched_for_and_ready(staff, recommendation):
    slug = recommendation.survey.slug
    found = faults_on(staff, "recommendation_list", slug)
    found += faults_on(staff, "recommendation_add", slug)
    press(staff, "Save")
    found += faults_of(staff)

    found += faults_on(staff, "recommendation_detail", recommendation.pk)
    press(staff, "Agree with this link")
    follow(staff, "Record a search")
    found += faults_of(staff)
    staff.get_by_label("What did you look through, and for what?").fill("Every theme")
    staff.get_by_label("What did you find?").fill("Nothing")
    press(staff, "Record the search")
    press(staff, "Mark the evidence as ready")
    assert staff.get_by_role("heading", name="Evidence ready").is_visible()
    found += faults_of(staff)
    follow(staff, "Link a theme")
    press(staff, "Link the theme")
    found += faults_of(staff)
    staff.get_by_label("Theme").select_option(label="Waiting")
    staff.get_by_label("Supports").check()
    press(staff, "Link the theme")

    assert staff.get_by_role("heading", name="Not ready yet").is_visible()
    assert found == []


def test_promise_is_written_made_public_and_read(staff, consultation, alice, browser, live_server):
    survey, theme = consultation.survey, consultation.theme("adult_better", LONG[:100])
    approve_theme(theme=theme, by=alice)
    words = CommitmentWords(LONG, did=LONG, state="done", owner=LONG[:120])
    theirs = write_commitment(theme=theme, words=words, by=alice)
    found = faults_on(staff, "commitment_list", survey.slug)
    found += faults_on(staff, "scales", survey.slug)
    other = consultation.theme("adult_better", "Waiting")
    found += faults_on(staff, "commitment_edit", other.pk)
    staff.get_by_label("You said").fill("They wait.")
    press(staff, "Save")
    found += faults_of(staff)
    assert staff.get_by_label("You said").input_value() == "They wait."

    found += faults_on(staff, "commitment_edit", theme.pk)
    press(staff, "Make it public")
    found += faults_of(staff)
    assert theirs.changes.filter(kind="published").exists()
    found += faults_on(staff, "what_happened", survey.slug)
    assert found == []

    stranger = browser.new_context(java_script_enabled=False)
    page = stranger.new_page()
    page.goto(f"{live_server.url}/s/{survey.slug}/what-happened/")
    assert LONG in page.locator("main").inner_text()
    assert stranger.cookies() == []
    stranger.close()

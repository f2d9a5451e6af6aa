"""Shuffled options and repeated answers on the way through; the drawing and the paper for staff."""

import pytest
from django.urls import reverse

from surveys.models import Response
from surveys.option_order import shown_order
from tests.browser.staff import bring_in
from tests.browser.test_staff_axe import faults_of
from tests.browser.walking import send, start
from tests.factories import make_survey
from tests.surveys.documents import full_document, question


pytestmark = pytest.mark.browser
CODES = ["teacher", "family", "nobody"]


@pytest.fixture
def shuffled(transactional_db):
    """Return a survey that shuffles who helps, and repeats it on the next page."""
    data = full_document()
    data["audiences"][0]["age_band"] = "12_15"
    helper = question(data, "helper")
    helper["shuffle"] = True
    helper["options"][1] = {"code": "family", "label": "Tom & <i>Co</i>", "in_sentence": "T&C <i>"}
    question(data, "feeling")["label"] = "How was {answer:helper|that person}?"
    question(data, "better")["label"] = "What is missing?"
    question(data, "better").pop("show_if")
    return make_survey(slug="help-near-you", document=data)


def options_on(page):
    group = page.get_by_role("group", name="Who helps you most?")
    return group.locator("input").evaluate_all("all => all.map(one => one.value)")


def go_to_helper(page, survey):
    start(page, survey, who="I work with families")
    while not page.get_by_text("Who helps you most?").count():
        page.locator("input[type=radio]").first.check()
        page.get_by_role("button", name="Continue").click()


def go_on_to_check(page):
    """Leave every question empty but those that nobody can pass by."""
    while not page.get_by_role("button", name="Send my answers").count():
        if page.get_by_label("Miss this part out").count():
            page.get_by_label("Miss this part out").check()
        page.get_by_role("button", name="Continue").click()


def test_order_stays_on_reload_and_back_and_the_answer_is_repeated(visitor, shuffled):
    go_to_helper(visitor, shuffled)
    first = options_on(visitor)
    visitor.reload()
    assert options_on(visitor) == first
    visitor.get_by_label("Tom & <i>Co</i>").check()
    visitor.get_by_role("button", name="Continue").click()
    assert visitor.get_by_role("group", name="How was T&C <i>?").count() == 1
    visitor.go_back()
    assert options_on(visitor) == first
    visitor.get_by_label("Tom & <i>Co</i>").check()
    visitor.get_by_role("button", name="Continue").click()
    go_on_to_check(visitor)
    assert visitor.get_by_text("How was T&C <i>?").count()
    send(visitor)

    order = Response.objects.get().option_order
    assert shown_order(CODES, pinned=(), key="helper", order=order) == first


@pytest.fixture
def staff(scripted, staff_client, ray, team, live_server):
    make_survey(organisation=team, slug="help-near-you", document=full_document())
    bring_in(scripted, staff_client(ray), live_server.url)
    return scripted


def test_routes_are_drawn_within_a_narrow_window(staff):
    staff.goto(reverse("survey_routes", args=["help-near-you", 1]))

    assert staff.locator("svg.route-graph__drawing").count() == 2
    assert staff.locator("svg text", has_text="Check and send").count() == 2
    assert faults_of(staff) == []


def test_paper_forms_are_found_and_can_be_read(staff):
    staff.goto(reverse("survey_detail", args=["help-near-you"]))
    staff.get_by_role("link", name="Paper forms").click()
    found = faults_of(staff)
    staff.get_by_role("link", name="Open in large print").first.click()
    assert staff.get_by_text("Do not write your name").count() == 1
    staff.wait_for_load_state()
    size = staff.locator(".paper__question").first.evaluate(
        "one => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    )

    assert size == 24  # 18 point
    assert found + faults_of(staff) == []

"""Comparison and joins in every state: no serious finding, light and dark; fits 320 px."""

import pytest

from tests.browser.staff import bring_in, press
from tests.browser.test_staff_axe import LONG, faults_of, faults_on
from tests.comparing_factories import make_consultation


@pytest.fixture
def staff(scripted, staff_client, ray, live_server):
    bring_in(scripted, staff_client(ray), live_server.url)
    return scripted


@pytest.fixture
def consultation(transactional_db, team):
    return make_consultation(organisation=team)


@pytest.fixture
def question(consultation):
    return consultation.question("adult_better")


def test_nothing_to_compare_yet(staff, consultation, question):
    found = faults_on(staff, "compare", question.pk) + faults_on(staff, "joins", question.pk)
    consultation.answer("adult_better", audience="parent")
    found += faults_on(staff, "compare", question.pk) + faults_on(staff, "joins", question.pk)

    assert found == []


def test_themes_of_three_audiences_and_services(staff, consultation, question):
    consultation.theme("adult_better", LONG[:100], is_serious=True)
    used = {"used": (["school", "social_care", "youth"], "School, Social Care, Youth")}
    said = ["Waiting", LONG[:100]]
    consultation.answer("adult_better", audience="parent", said=said, count=32, closed=used)
    worked = {"sector": "health"}
    people = {"audience": "practitioner", "closed": worked}
    consultation.answer("adult_better", said=["Trust"], count=31, **people)
    consultation.answer("child_better", audience="child", said=["Trust"], count=4)
    found = faults_on(staff, "compare", question.pk)
    staff.get_by_label("Compare by").select_option("c_helpers")
    press(staff, "Compare")
    found += faults_of(staff)
    staff.goto(f"{staff.url}&group=c_helpers:gone")
    found += faults_of(staff)
    found += faults_on(staff, "joins", question.pk)

    assert found == []
    assert staff.locator("svg.joins text").first.text_content()

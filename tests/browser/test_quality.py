"""An audit from the draw to the settled disagreement, by keyboard; axe and 320 px on the way."""

import pytest

from insights.actions.review import accept_suggestion, confirm_coding
from insights.actions.runs import codebook_of
from insights.models import AuditReading, AuditSample, Coding
from surveys.models import Answer, Purpose
from tests.browser.staff import bring_in, follow, press
from tests.browser.test_staff_axe import faults_of, faults_on
from tests.factories import make_response, make_survey
from tests.review_factories import make_run


@pytest.fixture
def sorted_by_alice(transactional_db, team, ray, alice):
    """Return a question of two answers; the machine put both in a theme, Alice confirmed one."""
    survey = make_survey(organisation=team)
    question = survey.questions.get(key="child_better")
    for words in ("We waited for months", "They were kind"):
        make_response(survey, answers={"child_better": words})
    rows = list(Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question))
    run = make_run(question=question, groups={"Waiting": rows}, by=ray)
    theme = accept_suggestion(suggestion=run.suggestions.get(), by=ray)
    theme.definition = "People tell how long something took."
    theme.save()
    confirm_coding(coding=Coding.objects.order_by("pk").first(), by=alice)
    return question


def test_a_sample_is_drawn_read_blind_and_settled(
    scripted, staff_client, live_server, sorted_by_alice, ray, team
):
    question, page = sorted_by_alice, scripted
    bring_in(page, staff_client(ray), live_server.url)
    found = faults_on(page, "quality", question.pk)
    press(page, "Draw a sample")
    follow(page, "Read this sample blind")
    found += faults_of(page)

    # By keys alone: a theme is ticked, unticked by "none", and kept.
    page.locator("body").press("1")
    page.locator("body").press("n")
    assert [box.is_checked() for box in page.get_by_role("checkbox").all()[:3]] == [
        False,
        True,
        False,
    ]
    page.locator("body").press("k")
    page.get_by_text("1 of 2 read.").wait_for()
    press(page, "Keep and go")
    page.get_by_text("There is a problem").wait_for()
    found += faults_of(page)
    page.get_by_label("No theme fits").check()
    press(page, "Keep and go")
    page.get_by_text("You have read 2 answers.").wait_for()
    found += faults_of(page)

    sample = AuditSample.objects.get()
    assert codebook_of(question=question).audits.get() == sample
    assert AuditReading.objects.filter(outcome="none").count() == 2
    found += faults_on(page, "audit", sample.pk)
    found += faults_on(page, "audit_groups", sample.pk)
    found += faults_on(page, "audit_disputes", sample.pk)
    follow(page, "Settle")
    found += faults_of(page)
    page.get_by_label("Waiting").check()
    press(page, "Settle")
    page.get_by_text("The themes of this answer say so now.").wait_for()
    assert found == []

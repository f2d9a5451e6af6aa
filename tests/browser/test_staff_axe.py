"""Every staff page and state: no serious and no critical finding, light and dark; fits 320 px."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from insights.actions.export import file_path, request_export, run_export
from insights.actions.review import reject_theme, rename_theme
from insights.actions.runs import codebook_of, request_run
from insights.jobs import claim, fail
from partners.actions.links import create_link, revoke_link
from tests.browser.staff import (
    bring_in,
    follow,
    give_authenticator,
    give_code,
    give_password,
    press,
)
from tests.browser.test_axe import grave_findings
from tests.factories import make_response
from tests.people_fixtures import PASSWORD


LONG = "Wartelistenplatzvergabeverfahrensbeschleunigungsgesetzentwurf" * 2

TABLES_THAT_SCROLL = """() => Array.from(document.querySelectorAll('.table-wrap'))
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => one.getAttribute('aria-label'))"""


@pytest.fixture(autouse=True)
def forget_counted_tries(transactional_db):
    cache.clear()


@pytest.fixture
def staff(scripted, staff_client, ray, live_server):
    bring_in(scripted, staff_client(ray), live_server.url)
    return scripted


@pytest.fixture
def long_words(themes, answered_survey, ray):
    """Return two themes, one with words that no line can break, and such an answer in it."""
    theme, other = themes
    rename_theme(theme=theme, version=theme.version, name=LONG[:120], definition=LONG, by=ray)
    answer = theme.codings.order_by("-score").first().answer
    answer.text = LONG
    answer.save(update_fields=["text"])
    theme.codings.filter(answer=answer).update(end=len(LONG))
    return theme, other


def faults_of(page):
    found = []
    for scheme in ("dark", "light"):
        # Reduced motion: a colour in the middle of its change is nobody's finding.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [(scheme, *each) for each in grave_findings(page)]
    page.set_viewport_size({"width": 320, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    # A table is read downwards there: nobody has to find out that it goes on beside its edge.
    found += [(320, "scrolls sideways", name) for name in page.evaluate(TABLES_THAT_SCROLL)]
    if width > 320:
        found.append((page.url, f"{width} px wide in a window of 320"))
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def faults_on(page, name, *args):
    page.goto(reverse(name, args=args))
    return faults_of(page)


def test_signing_in(scripted, ray):
    found = faults_on(scripted, "account_login")
    press(scripted, "Sign in")
    found += faults_of(scripted)
    secret = give_authenticator(ray)
    give_password(scripted, ray)
    found += faults_of(scripted)
    scripted.get_by_role("textbox").fill("000000")
    press(scripted, "Continue")
    found += faults_of(scripted)
    give_code(scripted, secret)

    assert found == []
    expect(scripted.locator("h1")).to_have_text("Surveys")


def test_setting_up_the_second_factor(scripted, ray):
    give_password(scripted, ray)
    found = faults_of(scripted)
    follow(scripted, "Set up the app")
    found += faults_of(scripted)
    scripted.get_by_label("Password").fill(PASSWORD)
    press(scripted, "Continue")
    found += faults_of(scripted)
    press(scripted, "Continue")
    found += faults_of(scripted)
    give_code(scripted, scripted.locator("code.key").inner_text())
    found += faults_of(scripted)

    assert found == []
    expect(scripted.locator("h1")).to_have_text("Your recovery codes")


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "account_change_password",
        "account_logout",
        "survey_list",
    ],
)
def test_account_and_first_pages(staff, name):
    assert faults_on(staff, name) == []


def test_survey_and_its_files(staff, answered_survey, ray):
    slug = answered_survey.slug
    found = faults_on(staff, "survey_list") + faults_on(staff, "survey_detail", slug)
    found += faults_on(staff, "export_list", slug)
    press(staff, "Make the file")
    found += faults_of(staff)
    export = request_export(survey=answered_survey, kind="csv", purpose=LONG, by=ray)
    found += faults_on(staff, "export_list", slug)
    run_export(export=export, token=claim(export))
    failed = request_export(survey=answered_survey, kind="csv", purpose=LONG, by=ray)
    fail(failed, claim(failed), RuntimeError())
    found += faults_on(staff, "export_list", slug)

    assert found == []
    assert file_path(export).exists()


def test_run_waiting_failed_and_done(staff, question, suggestions, ray):
    found = faults_on(staff, "run_detail", suggestions[0].run_id)
    run = request_run(codebook=codebook_of(question=question), by=ray)
    found += faults_on(staff, "run_detail", run.pk)
    fail(run, claim(run), RuntimeError())
    found += faults_on(staff, "run_detail", run.pk)

    assert found == []


def test_codebook_empty(staff, question):
    assert faults_on(staff, "codebook", question.pk) == []
    assert faults_on(staff, "decision_list", question.pk) == []


def test_codebook_with_suggestions(staff, question, suggestions):
    assert faults_on(staff, "codebook", question.pk) == []


@pytest.mark.parametrize("shelf", ["lone", "ungrouped", "aside", "repeated"])
def test_shelf(staff, question, suggestions, shelf):
    assert faults_on(staff, "shelf", question.pk, shelf) == []


def test_codebook_and_decisions_with_themes(staff, question, long_words, ray):
    found = faults_on(staff, "codebook", question.pk)
    for summary in staff.locator("main article summary").all():
        summary.click()
    found += faults_of(staff)
    staff.goto(reverse("theme_reject", args=[long_words[1].pk]))
    found += faults_of(staff)
    staff.get_by_label("Why?").fill("It says two things")
    press(staff, "Reject")
    found += faults_of(staff)
    found += faults_on(staff, "decision_list", question.pk)
    press(staff, "Undo")
    found += faults_on(staff, "decision_list", question.pk)

    assert found == []


def test_theme_edit_with_error_and_conflict(staff, long_words, alice):
    theme = long_words[0]
    found = faults_on(staff, "theme_edit", theme.pk)
    staff.get_by_label("Name").fill("")
    press(staff, "Save")
    found += faults_of(staff)
    theme.refresh_from_db()
    rename_theme(theme=theme, version=theme.version, name="Theirs", by=alice)
    staff.get_by_label("Name").fill("Mine")
    press(staff, "Save")
    found += faults_of(staff)

    assert found == []
    assert "Theirs" in staff.locator("main table").inner_text()


def test_merging_with_error_and_with_nothing_to_merge(staff, long_words, ray):
    theme, other = long_words
    found = faults_on(staff, "theme_merge", other.pk)
    press(staff, "Merge")
    found += faults_of(staff)
    reject_theme(theme=other, by=ray)
    found += faults_on(staff, "theme_merge", theme.pk)

    assert found == []


def test_answers_with_error_and_empty(staff, long_words):
    theme, other = long_words
    found = faults_on(staff, "theme_answers", theme.pk)
    press(staff, "Move the chosen answers")
    found += faults_of(staff)
    other.codings.all().delete()
    found += faults_on(staff, "theme_answers", other.pk)

    assert found == []


def test_partner_pages(scripted, answered_survey, hill_street, bob):
    give_password(scripted, bob)
    found = faults_of(scripted)
    links = [
        create_link(survey=answered_survey, organisation=hill_street, label=LONG[:60], by=None)
        for _each in range(2)
    ]
    revoke_link(link=links[0], by=None)
    for audience in ("child", "parent"):
        for _each in range(10):
            make_response(answered_survey, audience=audience, channel=links[1])
    found += faults_on(scripted, "partner_home")
    found += faults_on(scripted, "survey_list")

    assert found == []

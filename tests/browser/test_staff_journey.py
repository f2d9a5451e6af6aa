"""Staff walk the staff room: sign in, have themes found, decide on them, fetch a workbook."""

import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from insights.actions.review import rename_theme
from insights.models import Coding, Export, Theme
from partners.actions.links import create_link
from tests.browser.staff import follow, give_authenticator, give_code, give_password, press
from tests.factories import make_response
from tests.insights.conftest import LISTENING, WAITING
from tests.people_fixtures import PASSWORD


@pytest.fixture(autouse=True)
def forget_counted_tries(transactional_db):
    cache.clear()


@pytest.fixture
def has_scripts(request):
    return request.node.callspec.params["visitor"]


def work():
    call_command("work", "--once")


def open_answers(page, theme):
    page.goto(reverse("theme_answers", args=[theme.pk]))


def tick(page, words):
    page.get_by_label(re.compile(re.escape(words))).check()


def names_of_themes(page):
    return page.locator("main article h3").all_inner_texts()


def test_password_and_code_open_the_survey(visitor, answered_survey, ray):
    secret = give_authenticator(ray)

    give_password(visitor, ray)
    visitor.goto(reverse("survey_list"))
    assert answered_survey.title not in visitor.content()
    give_code(visitor, secret)

    follow(visitor, answered_survey.title)
    assert visitor.locator("h1").inner_text() == answered_survey.title
    assert "People who answered 15" in " ".join(visitor.locator("main").inner_text().split())


def test_first_sign_in_sets_up_the_app(visitor, ray):
    give_password(visitor, ray)
    follow(visitor, "Set up the app")
    visitor.get_by_label("Password").fill(PASSWORD)
    press(visitor, "Continue")
    picture = visitor.locator("svg.qr")
    assert picture.bounding_box()["width"] >= 200

    give_code(visitor, visitor.locator("code.key").inner_text())

    assert visitor.locator(".codes code").count() >= 8
    follow(visitor, "Go to your start page")
    assert visitor.locator("h1").inner_text() == "Surveys"


def test_search_for_themes_shows_how_far_it_is(reviewer, answered_survey, question, has_scripts):
    reviewer.goto(reverse("survey_detail", args=[answered_survey.slug]))
    find = reverse("run_request", args=[question.pk])

    reviewer.locator(f"form[action='{find}'] button").click()
    expect(reviewer.get_by_text("Waiting for a worker to start")).to_be_visible()
    work()
    if not has_scripts:
        follow(reviewer, "See how far it is now")

    look = reviewer.get_by_role("link", name="Look at the themes").or_(
        reviewer.get_by_role("button", name="Look at the themes")
    )
    expect(look).to_be_visible(timeout=15_000)
    look.click()
    assert reviewer.get_by_role("button", name=re.compile("^Accept")).count() >= 2


def test_suggestion_is_accepted_and_given_better_words(reviewer, question, suggestions):
    label = suggestions[0].label
    reviewer.goto(reverse("codebook", args=[question.pk]))

    reviewer.get_by_role("button", name=f"Accept {label}", exact=True).click()
    assert "is a theme now" in reviewer.locator("main").inner_text()
    follow(reviewer, f"Edit {label}")
    reviewer.get_by_label("Name").fill("Long waits")
    reviewer.get_by_label("What it is about").fill("People wait too long for help.")
    press(reviewer, "Save")

    assert "Long waits" in names_of_themes(reviewer)
    assert "People wait too long for help." in reviewer.locator("main").inner_text()


def test_two_people_edit_at_once_and_nothing_is_lost(reviewer, themes, alice):
    theme = themes[0]
    reviewer.goto(reverse("theme_edit", args=[theme.pk]))
    rename_theme(theme=theme, version=theme.version, name="Theirs", by=alice)

    reviewer.get_by_label("Name").fill("Mine")
    reviewer.get_by_label("What it is about").fill("My sentence")
    press(reviewer, "Save")

    both = reviewer.locator("main table").inner_text()
    assert "Theirs" in both
    assert "Mine" in both
    assert reviewer.get_by_label("Name").input_value() == "Mine"
    press(reviewer, "Save")
    assert "Mine" in names_of_themes(reviewer)


def test_themes_are_merged(reviewer, question, themes):
    gone, stays = themes
    reviewer.goto(reverse("codebook", args=[question.pk]))

    follow(reviewer, f"Merge {gone.name}")
    reviewer.get_by_label(stays.name).check()
    press(reviewer, "Merge")

    assert gone.name not in names_of_themes(reviewer)
    assert stays.codings.count() == Coding.objects.count()


def test_answers_are_confirmed_moved_and_split_off(reviewer, themes):
    waiting = next(each for each in themes if texts_in(each) & set(WAITING))
    other = next(each for each in themes if each != waiting)
    first, second, third = sorted(texts_in(waiting))[:3]

    open_answers(reviewer, waiting)
    tick(reviewer, first)
    press(reviewer, "Confirm the chosen answers")
    open_answers(reviewer, waiting)
    tick(reviewer, second)
    reviewer.get_by_label("Move them to").select_option(label=other.name)
    press(reviewer, "Move the chosen answers")
    open_answers(reviewer, waiting)
    tick(reviewer, third)
    reviewer.get_by_label("Name of a new theme").fill("Being told")
    press(reviewer, "Split the chosen answers off")

    assert "Being told" in names_of_themes(reviewer)
    assert waiting.codings.filter(state=Coding.State.CONFIRMED).count() == 1
    assert second in texts_in(other)
    assert texts_in(Theme.objects.get(name="Being told")) == {third}


def test_rejected_theme_comes_back_by_undoing(reviewer, question, themes):
    name = themes[0].name
    reviewer.goto(reverse("codebook", args=[question.pk]))

    reviewer.locator("main article summary", has_text=f"More: {name}").click()
    follow(reviewer, f"Reject {name}")
    reviewer.get_by_label("Why?").fill("It says two things")
    press(reviewer, "Reject")
    assert name not in names_of_themes(reviewer)
    press(reviewer, "Undo Rejected a theme")

    assert name in names_of_themes(reviewer)


def test_workbook_is_asked_for_and_downloaded(
    reviewer, answered_survey, themes, tmp_path, has_scripts
):
    reviewer.goto(reverse("export_list", args=[answered_survey.slug]))
    reviewer.get_by_label("What is the file for?").fill("For the board")
    press(reviewer, "Make the file")
    expect(reviewer.get_by_text("Waiting to start")).to_be_visible()

    work()
    if not has_scripts:
        follow(reviewer, "See how far it is now")
    fetch = reviewer.get_by_role("link", name=re.compile("^Download"))
    expect(fetch).to_be_visible(timeout=15_000)
    with reviewer.expect_download() as download:
        fetch.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    assert path.suffix == ".xlsx"
    cells = [row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    assert any("For the board" in map(str, row) for row in cells)
    assert any(WAITING[0] in map(str, row) for row in cells)
    assert Export.objects.get().status == "done"


def test_partner_sees_links_and_bands_and_no_words(visitor, answered_survey, hill_street, bob):
    link = create_link(survey=answered_survey, organisation=hill_street, label="Desk", by=None)
    for text in LISTENING * 2:
        make_response(answered_survey, answers={"child_better": text}, channel=link)

    give_password(visitor, bob)

    page = visitor.locator("main").inner_text()
    assert link.code in page
    assert "10 to 19" in page
    assert not any(text in visitor.content() for text in (*LISTENING, *WAITING))
    visitor.wait_for_load_state("load")
    assert visitor.locator("img.qr").evaluate("one => one.complete && one.naturalWidth") > 0
    visitor.goto(reverse("survey_list"))
    assert answered_survey.title not in visitor.locator("main").inner_text()


def texts_in(theme):
    rows = theme.codings.current().select_related("answer")
    return {row.answer.text for row in rows}

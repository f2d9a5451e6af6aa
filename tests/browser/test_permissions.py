"""An adult says yes, a child decides, somebody saves and comes back: with scripts and without."""

import pytest

from surveys.contacts import email_of
from surveys.models import ConsentEvent, ContactDetail, Draft, RefusalCount, Response
from tests.browser.test_axe import grave_findings
from tests.browser.walking import begin, send
from tests.factories import make_survey
from tests.surveys.ages import aged_document, permission


WORDS = "They listen. But we waited."


@pytest.fixture
def survey(transactional_db):
    document = aged_document(permission("recontact_results", ["parent"]))
    document["audiences"][1]["voice"] = "parent_self"
    return make_survey(document=document)


def go_on(page):
    # Without waiting, a second press could still reach the page before.
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def choose(page, *labels):
    for label in labels:
        page.get_by_label(label, exact=True).check()
    go_on(page)


def open_as(page, survey, *labels):
    page.goto(f"/s/{survey.slug}/")
    begin(page)
    for label in labels:
        choose(page, label)


def heading(page):
    return page.locator("h1").inner_text()


def wide(page):
    return page.locator("html").evaluate("page => page.scrollWidth")


def test_adult_then_child(visitor, survey):
    open_as(visitor, survey, "I am a child", "8 to 11")
    assert heading(visitor) == "Ask the grown-up who is with you to read this page"
    assert visitor.locator("input:checked").count() == 0

    choose(visitor, "A parent, carer or foster carer", "Yes adult_permission")
    assert heading(visitor) == "Thank you. Now give it back to the child"
    visitor.reload()
    go_on(visitor)
    choose(visitor, "Yes take_part")
    go_on(visitor)
    visitor.get_by_label("What would make things better?").fill(WORDS)
    go_on(visitor)
    visitor.go_back()
    assert visitor.get_by_label("What would make things better?").input_value() == WORDS
    go_on(visitor)
    assert send(visitor)

    response = Response.objects.get()
    assert response.age_band == "8_11"
    said = dict(ConsentEvent.objects.values_list("key", "actor"))
    assert said == {"take_part": "child", "adult_permission": "parent"}


def test_child_says_no_after_the_adult_said_yes(visitor, survey):
    open_as(visitor, survey, "I am a child", "8 to 11", "Yes adult_permission")
    go_on(visitor)

    choose(visitor, "No take_part")

    assert heading(visitor) == "That is fine"
    assert visitor.get_by_text("Childline").count() >= 1
    assert RefusalCount.objects.get().said_by == "child"
    assert not Draft.objects.exists()
    assert not Response.objects.exists()
    assert visitor.context.cookies() == []
    visitor.go_back()
    assert "take_part" not in visitor.locator("main").inner_text()


def test_age_is_changed_by_going_back(visitor, survey):
    open_as(visitor, survey, "I am a child", "8 to 11")

    visitor.go_back()
    assert heading(visitor) == "How old are you?"
    choose(visitor, "13 to 15")

    # 13 to 15 year olds are asked about an adult here, because addresses are asked for.
    assert heading(visitor) == "Ask the adult who is with you to read this page"
    visitor.go_back()
    choose(visitor, "16 or 17")
    assert heading(visitor) == "Is take_part all right?"


def test_saving_and_coming_back_on_another_device(visitor, survey, browser, live_server):
    open_as(visitor, survey, "I am a parent", "Yes take_part", "Yes recontact_results")
    go_on(visitor)
    visitor.get_by_label("What would make things better?").fill(WORDS)
    visitor.get_by_role("button", name="Save and come back").click()
    assert heading(visitor) == "Your answers are saved"
    words = visitor.locator("[data-words]").inner_text()
    visitor.get_by_role("button", name="Stop for now").click()
    assert visitor.context.cookies() == []

    other = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = other.new_page()
    page.goto(f"/s/{survey.slug}/")
    page.get_by_role("link", name="Come back to answers you saved").click()
    page.get_by_label("Your six words").fill("wrong words")
    page.get_by_role("button", name="Go on").click()
    assert page.get_by_role("heading", name="There is a problem").count() == 1
    page.get_by_label("Your six words").fill(words.upper())
    page.get_by_role("button", name="Go on").click()
    assert page.get_by_label("What would make things better?").input_value() == WORDS
    go_on(page)
    page.get_by_label("Which e-mail address may we write to?").fill("a.parent@example.org")
    go_on(page)
    assert send(page)

    assert email_of(Response.objects.get()) == "a.parent@example.org"
    assert ContactDetail.objects.count() == 1
    assert not Draft.objects.exists()
    assert other.cookies() == []
    other.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_pages_are_whole_at_every_width(scripted, survey, width):
    scripted.set_viewport_size({"width": width, "height": 900})
    findings, widths = [], []

    def look():
        findings.extend(grave_findings(scripted))
        widths.append(wide(scripted))

    open_as(scripted, survey, "I am a child")
    look()
    choose(scripted, "7 or under")
    look()
    go_on(scripted)  # the error state
    look()
    choose(scripted, "Yes adult_permission")
    look()
    go_on(scripted)
    choose(scripted, "No take_part")
    look()
    open_as(scripted, survey, "I am a parent", "Yes take_part", "Yes recontact_results")
    look()
    scripted.get_by_role("button", name="Save and come back").click()
    look()
    scripted.get_by_role("button", name="Stop for now").click()
    look()
    open_as(scripted, survey, "I am a parent", "Yes take_part", "Yes recontact_results")
    go_on(scripted)
    go_on(scripted)
    look()
    go_on(scripted)
    look()

    assert findings == []
    assert max(widths) <= width

"""The pages that keep people safe, in a real browser: found by their words, scripts on and off."""

import re

import pytest

from safeguarding import screen as seam
from safeguarding.screen import Rule
from surveys.actions.asking import Wish, ask_for_way
from surveys.models import Answer, Draft, WayRequest
from tests.browser.staff import bring_in
from tests.browser.test_axe import grave_findings
from tests.browser.walking import begin, fill_page, go_to_check, send, start


CHILD, WORKER = "I am a child", "I work with families"
TELLING = "I told Sarah, and mr patel rang 07700 900123."
ASK = "/s/help-near-you/another-way/"
POSTCODE = "What is your postcode?"


def press(page, words):
    page.get_by_role("button", name=words).first.click()


def go_to(page, label):
    for _ in range(20):
        if page.get_by_label(label).count():
            return
        fill_page(page)
        press(page, "Continue")
    raise AssertionError(f"never asked: {label}")


def widths_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_finds_are_changed_taken_out_or_kept(visitor, many_kinds):
    start(visitor, many_kinds, who=CHILD)
    go_to_check(visitor, words=TELLING)
    assert visitor.locator("mark").all_inner_texts() == ["Sarah", "mr patel", "07700 900123"]

    press(visitor, "Take it out for me “mr patel”")
    press(visitor, "Keep it as it is “07700 900123”")
    assert visitor.locator("mark").all_inner_texts() == ["Sarah"]
    visitor.get_by_role("link", name="Change it “Sarah”").click()
    box = visitor.get_by_label("What is missing?")
    box.fill(box.input_value().replace("Sarah", "my friend"))
    press(visitor, "Continue")

    assert visitor.locator("mark").count() == 0
    send(visitor)
    told = Answer.objects.get(question__key="better").text
    assert told == "I told my friend, and [name] rang 07700 900123."


def test_postcode_is_shown_as_a_region_and_can_be_taken_back(visitor, many_kinds):
    start(visitor, many_kinds, who=WORKER)
    go_to(visitor, POSTCODE)
    visitor.get_by_label(POSTCODE).fill("LS6 7QZ")
    path = visitor.url
    press(visitor, "Continue")

    visitor.goto(path)
    assert visitor.get_by_text("What we kept: Yorkshire and The Humber").count() == 1
    assert visitor.get_by_label(POSTCODE).input_value() == ""
    assert "7QZ" not in visitor.content()
    visitor.get_by_label("Do not keep my region").check()
    press(visitor, "Continue")
    visitor.goto(path)
    assert visitor.get_by_text("What we kept").count() == 0


def test_another_way_is_asked_for_and_reaches_the_team(visitor, many_kinds):
    visitor.goto("/s/help-near-you/")
    visitor.locator("main").get_by_role("link", name="Ask for another way to answer").click()
    visitor.get_by_label("On paper").check()
    press(visitor, "Send my request")
    assert "so that we can arrange it" in visitor.locator("main").inner_text()
    visitor.get_by_label("Your phone number or e-mail address").fill("07700 900123")
    press(visitor, "Send my request")

    assert visitor.get_by_role("heading", name="We have your request").count() == 1
    assert WayRequest.objects.get().kind == "paper"


def test_kind_word_leads_on_or_away(visitor, many_kinds, monkeypatch):
    rule = Rule("test", "SH_SUI", re.compile("cheese"), 1)
    monkeypatch.setattr(seam, "RULES", (rule,))
    start(visitor, many_kinds, who=CHILD)
    for _ in range(20):
        if visitor.get_by_role("heading", name="Thank you for telling us").count():
            break
        fill_page(visitor, words="all cheese")
        press(visitor, "Continue")

    assert "cheese" not in visitor.content()
    visitor.get_by_role("link", name="Carry on").click()
    assert visitor.get_by_role("button", name="Continue").count() == 1
    visitor.go_back()
    press(visitor, "Stop and leave")
    assert visitor.get_by_text("We kept nothing").count() == 1
    assert not Answer.objects.exists()


def test_safe_pages_have_no_grave_finding_and_fit_a_small_phone(scripted, many_kinds, monkeypatch):
    findings, widths = [], set()

    def look():
        findings.extend(grave_findings(scripted))
        widths.add(widths_of(scripted))

    scripted.set_viewport_size({"width": 320, "height": 800})
    for path in (ASK, f"{ASK}done/", "/staying-safe/", "/s/help-near-you/leaving/"):
        scripted.goto(path)
        look()
    scripted.goto(ASK)
    press(scripted, "Send my request")
    look()  # the error state
    start(scripted, many_kinds, who=CHILD)
    go_to_check(scripted, words=TELLING)
    look()  # with doubts
    scripted.goto("/s/help-near-you/")
    begin(scripted)
    scripted.get_by_label(WORKER).check()
    press(scripted, "Continue")
    go_to(scripted, POSTCODE)
    scripted.get_by_label(POSTCODE).fill("LS6")
    press(scripted, "Continue")
    look()  # refused
    scripted.get_by_label(POSTCODE).fill("LS6 7QZ")
    path = scripted.url
    monkeypatch.setattr(seam, "RULES", (Rule("test", "SOFT", re.compile("Kind"), 3),))
    press(scripted, "Continue")
    scripted.goto(path)
    look()  # the region that was kept
    for _ in range(20):
        if "/pause/" in scripted.url:
            break
        fill_page(scripted)
        press(scripted, "Continue")
    look()  # the kind word

    assert "/pause/" in scripted.url
    assert findings == []
    assert widths == {320}


@pytest.mark.parametrize("width", [320, 1280])
def test_queue_of_requests_has_no_grave_finding(
    scripted, live_server, answered_survey, ray, staff_client, width
):
    bring_in(scripted, staff_client(ray), live_server.url)
    scripted.set_viewport_size({"width": width, "height": 800})
    scripted.goto("/staff/requests/")
    assert grave_findings(scripted) == []  # empty
    for kind in ("phone", "bsl"):
        wish = Wish("Jo", "someone.with.a.long.address@example.org", "After four")
        ask_for_way(survey=answered_survey, kind=kind, wish=wish)

    scripted.goto("/staff/requests/")
    assert grave_findings(scripted) == []
    press(scripted, "Mark as done")

    assert scripted.get_by_role("heading", name="Done").count() == 1
    assert grave_findings(scripted) == []
    assert widths_of(scripted) == width


# --- leaving quickly ---


@pytest.fixture
def harmless(settings, live_server):
    settings.EXIT_URL = f"{live_server.url}/healthz/live"
    return "**/healthz/live"


def begun_with_words(page, survey):
    start(page, survey, who=CHILD)
    go_to(page, "What is missing?")
    page.get_by_label("What is missing?").fill(TELLING)


def test_shift_three_times_blanks_the_page_and_forgets(scripted, many_kinds, harmless):
    begun_with_words(scripted, many_kinds)
    scripted.get_by_role("button", name="Continue").focus()
    dots = scripted.locator(".exit-page__dot--on")
    for presses in (1, 2):
        scripted.keyboard.press("Shift")
        assert dots.count() == presses

    scripted.keyboard.press("Shift")

    scripted.wait_for_url(harmless)
    assert Draft.objects.count() == 0
    scripted.go_back()
    assert TELLING not in scripted.content()
    assert scripted.locator("textarea").count() == 0


def test_shift_is_forgotten_after_five_seconds_and_while_typing(scripted, many_kinds, harmless):
    begun_with_words(scripted, many_kinds)
    scripted.clock.install()
    dots = scripted.locator(".exit-page__dot--on")
    scripted.keyboard.press("Shift")
    scripted.keyboard.press("Shift")
    assert dots.count() == 2

    scripted.clock.run_for(5_100)
    assert dots.count() == 0
    for letter in "ABC":
        scripted.keyboard.press(f"Shift+{letter}")

    assert Draft.objects.count() == 1
    assert "/healthz/" not in scripted.url


def test_second_link_leads_out_by_keyboard(visitor, many_kinds, harmless):
    begun_with_words(visitor, many_kinds)
    visitor.get_by_role("link", name="Skip to the page").focus()
    visitor.keyboard.press("Tab")

    visitor.keyboard.press("Enter")

    visitor.wait_for_url(harmless)
    assert Draft.objects.count() == 0
    visitor.go_back()
    assert TELLING not in visitor.content()

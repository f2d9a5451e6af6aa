"""People walk the survey: each audience, Back and reload, two tabs, leaving, taking it all back."""

import re

import pytest

from surveys.models import Answer, ConsentEvent, Draft, Response
from surveys.receipts import is_well_formed
from tests.browser.walking import WORDS, begin, fill_page, go_to_check, send, start


CHILD, PARENT, WORKER = "I am a child", "I am a parent or carer", "I work or volunteer"
AUDIENCE = {CHILD: "child", PARENT: "parent", WORKER: "practitioner"}


@pytest.mark.parametrize("who", [CHILD, PARENT, WORKER])
def test_journey_ends_with_a_receipt(visitor, sample_survey, who):
    start(visitor, sample_survey, who=who)
    go_to_check(visitor)

    receipt = send(visitor)

    assert is_well_formed(receipt.strip())
    assert Response.objects.count() == 1
    assert Answer.objects.filter(text=WORDS).count() >= 2
    asked = sample_survey.published_version().document["permissions"]
    for_them = [each for each in asked if AUDIENCE[who] in each.get("audiences", AUDIENCE.values())]
    assert ConsentEvent.objects.count() == len(for_them)
    assert Draft.objects.count() == 0
    assert visitor.context.cookies() == []


def test_looking_makes_neither_row_nor_cookie(visitor, sample_survey):
    for path in ("/", f"/s/{sample_survey.slug}/", "/privacy/", "/withdraw/", "/staying-safe/"):
        visitor.goto(path)

    assert visitor.context.cookies() == []
    assert Draft.objects.count() == 0


def test_cookie_ends_with_the_browser(visitor, sample_survey):
    start(visitor, sample_survey, who=CHILD)

    (cookie,) = visitor.context.cookies()

    assert cookie["expires"] == -1
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"


def test_back_and_reload_on_every_step(visitor, sample_survey):
    start(visitor, sample_survey, who=CHILD)
    seen = []

    def reload_and_note(page):
        page.wait_for_load_state()
        page.reload()
        seen.append(page.locator("h1").inner_text())

    go_to_check(visitor, on_page=reload_and_note)
    for heading in reversed(seen[:-1]):
        visitor.go_back()
        assert visitor.locator("h1").inner_text() == heading
    assert Response.objects.count() == 0


def test_back_shows_what_was_typed(visitor, sample_survey):
    start(visitor, sample_survey, who=PARENT)
    go_to_check(visitor)

    visitor.get_by_role("link", name=re.compile("Change.*help worked well")).click()

    assert visitor.locator("textarea").input_value() == WORDS


def test_change_leads_straight_back_to_the_check_page(visitor, sample_survey):
    start(visitor, sample_survey, who=PARENT)
    go_to_check(visitor)

    visitor.get_by_role("link", name=re.compile("Change.*help worked well")).click()
    visitor.locator("textarea").fill("Somebody rang back.")
    visitor.get_by_role("button", name="Continue").click()

    assert "Somebody rang back." in visitor.locator("main").inner_text()
    assert visitor.get_by_role("button", name="Send my answers").count() == 1


def test_two_tabs_are_one_person(visitor, sample_survey):
    start(visitor, sample_survey, who=CHILD)
    go_to_check(visitor)
    other = visitor.context.new_page()
    other.goto(visitor.url)

    send(visitor)
    other.get_by_role("button", name="Send my answers").click()

    assert Response.objects.count() == 1
    assert "your answers are safe" in other.locator("main").inner_text()


def test_leaving_removes_row_and_cookie(visitor, sample_survey, settings, live_server):
    settings.EXIT_URL = f"{live_server.url}/healthz/live"
    start(visitor, sample_survey, who=CHILD)
    fill_page(visitor)
    visitor.get_by_role("button", name="Continue").click()

    visitor.locator("a[href='/leave/']").last.click()
    visitor.wait_for_url("**/healthz/live")

    assert Draft.objects.count() == 0
    assert visitor.context.cookies() == []


def test_after_sending_back_shows_no_answers(visitor, sample_survey):
    start(visitor, sample_survey, who=CHILD)
    go_to_check(visitor)
    send(visitor)

    for _ in range(6):
        visitor.go_back()
        assert WORDS not in visitor.content()


def test_next_person_starts_empty(visitor, sample_survey):
    start(visitor, sample_survey, who=CHILD)
    fill_page(visitor)
    visitor.get_by_role("button", name="Continue").click()

    visitor.goto(f"/s/{sample_survey.slug}/")
    begin(visitor)

    assert visitor.get_by_label(CHILD).count() == 1
    assert visitor.locator("input:checked").count() == 0
    assert Draft.objects.count() == 1


def test_permissions_are_equal_and_none_is_chosen(visitor, sample_survey):
    start(visitor, sample_survey, who=PARENT)

    for _ in range(3):
        choices = visitor.locator("main .govuk-radios__item")
        boxes = [choices.nth(place).bounding_box() for place in range(2)]
        assert visitor.locator("input:checked").count() == 0
        assert choices.count() == 2
        assert abs(boxes[0]["width"] - boxes[1]["width"]) < 1
        fill_page(visitor)
        visitor.get_by_role("button", name="Continue").click()


def test_error_links_to_the_field_and_repeats_its_words(visitor, sample_survey):
    start(visitor, sample_survey, who=CHILD)

    visitor.get_by_role("button", name="Continue").click()

    link = visitor.locator(".govuk-error-summary a")
    target = link.get_attribute("href")
    assert visitor.title().startswith("Error: ")
    assert visitor.locator(f"input{target}").count() == 1
    assert link.inner_text() in visitor.locator(".govuk-error-message").inner_text()


def test_taking_answers_back(visitor, sample_survey):
    start(visitor, sample_survey, who=PARENT)
    go_to_check(visitor)
    receipt = send(visitor)

    visitor.get_by_role("link", name="Take my answers back").first.click()
    visitor.get_by_label("Your code").fill(receipt.lower().replace("-", " "))
    visitor.get_by_role("button", name="Delete my answers").click()

    assert visitor.locator("h1").inner_text() == "Your answers are deleted"
    assert Response.objects.count() == Answer.objects.count() == 0


def test_no_request_leaves_the_site(visitor, sample_survey, live_server):
    asked = []
    visitor.on("request", lambda request: asked.append(request.url))

    start(visitor, sample_survey, who=CHILD)
    go_to_check(visitor)
    send(visitor)

    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_runs_over_the_edge(visitor, sample_survey, width):
    visitor.set_viewport_size({"width": width, "height": 800})
    start(visitor, sample_survey, who=CHILD)
    widths = []

    def measure(page):
        box = page.locator("html").evaluate("e => e.scrollWidth") if page else width
        widths.append(box)

    go_to_check(visitor, on_page=measure)

    assert max(widths) <= width

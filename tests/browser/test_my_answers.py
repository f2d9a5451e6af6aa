"""A person sees what they gave, says No to quotes and deletes it all: with scripts and without."""

import pytest

from surveys.models import Answer, ConsentEvent, Purpose, Response
from tests.browser.test_axe import grave_findings
from tests.browser.walking import WORDS, go_to_check, send, start


def open_own_page(page, survey):
    start(page, survey, who="I am a child")
    go_to_check(page)
    receipt = send(page)
    page.get_by_role("link", name="See my answers").first.click()
    page.get_by_label("Your code").fill(receipt.strip().upper().replace(" ", ", "))
    page.get_by_role("button", name="Show my answers").click()


def test_seeing_changing_and_deleting(visitor, sample_survey):
    open_own_page(visitor, sample_survey)
    assert visitor.get_by_text(WORDS).count() >= 1
    visitor.reload()
    assert visitor.locator("h1").inner_text() == "What you told us"
    before = Answer.objects.for_purpose(Purpose.QUOTE).count()

    place = visitor.url
    quote = visitor.locator('a[href$="/allow/quote_anon/"]')
    quote.click()
    assert visitor.locator("input:checked").count() == 0
    visitor.locator('input[value="refused"]').check()
    visitor.get_by_role("button", name="Save").click()

    assert visitor.url == place
    assert before > 0
    assert Answer.objects.for_purpose(Purpose.QUOTE).count() == 0
    assert ConsentEvent.objects.filter(key="quote_anon").count() == 2

    visitor.locator("main").get_by_role("link", name="Delete my answers").click()
    visitor.get_by_role("button", name="Delete my answers").click()
    assert visitor.locator("h1").inner_text() == "Your answers are deleted"
    assert Response.objects.count() == 0
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_runs_over_the_edge(visitor, sample_survey, width):
    visitor.set_viewport_size({"width": width, "height": 800})
    open_own_page(visitor, sample_survey)

    place = visitor.url
    for name in ("", "allow/quote_anon/", "delete/"):
        visitor.goto(place + name)
        wide = visitor.locator("html").evaluate("page => page.scrollWidth")
        assert wide <= width, name


def test_own_pages_have_no_grave_finding(scripted, sample_survey):
    findings = []
    scripted.goto("/my-answers/")
    findings += grave_findings(scripted)
    scripted.get_by_role("button", name="Show my answers").click()
    findings += grave_findings(scripted)  # the error state
    open_own_page(scripted, sample_survey)
    place = scripted.url
    for name in ("", "allow/quote_anon/", "allow/take_part/", "delete/"):
        scripted.goto(place + name)
        findings += grave_findings(scripted)

    assert findings == []

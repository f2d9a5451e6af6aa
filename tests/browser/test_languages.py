"""Choosing a language and easy read in a browser: nothing typed is lost, right to left holds."""

import pytest

from surveys.models import Response
from tests.browser.staff import bring_in
from tests.browser.test_axe import grave_findings
from tests.browser.walking import begin, go_to_check, send
from tests.factories import make_survey
from tests.surveys.speaking import publish_speaking_survey, speaking_document


PRIMARY = "main button.govuk-button:not(.govuk-button--secondary)"
STORY = "Half a thought, \u201cquoted\u201d <b>& more"


@pytest.fixture
def speaking(transactional_db, settings):
    settings.CHECKED_LANGUAGES = ["en", "pl", "ar"]
    return make_survey(slug="many-voices", document=speaking_document())


def to_the_story(page, who="I am a child"):
    page.goto("/s/many-voices/")
    begin(page)
    page.get_by_label(who).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Continue").click()


def test_picker_loses_nothing_that_is_typed(visitor, speaking):
    to_the_story(visitor)
    visitor.get_by_label("Outside").check()
    visitor.get_by_label("Books").check()
    visitor.get_by_label("Year").fill("2024")
    visitor.get_by_label("Tell us more").fill(STORY)

    visitor.get_by_role("button", name="العربية").click()
    html = visitor.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    assert visitor.get_by_label("أخبرنا المزيد").input_value() == STORY

    visitor.get_by_role("button", name="Polski").click()
    assert visitor.get_by_label("Powiedz więcej").input_value() == STORY
    assert visitor.get_by_label("Na dworze").is_checked()

    visitor.get_by_role("button", name="English").click()
    assert visitor.get_by_label("Books").is_checked()
    assert visitor.get_by_label("Year").input_value() == "2024"

    visitor.get_by_role("button", name="Use easy read").click()
    assert visitor.get_by_label("Tell us more").input_value() == STORY
    visitor.get_by_role("button", name="Use the usual words").click()
    assert visitor.get_by_label("Tell us more").input_value() == STORY


def test_enter_key_sends_the_answers_and_chooses_no_language(visitor, speaking):
    to_the_story(visitor)
    before = visitor.url
    visitor.get_by_label("Month").fill("3")
    visitor.get_by_label("Year").fill("2024")

    visitor.get_by_label("Year").press("Enter")
    visitor.get_by_role("button", name="Send my answers").wait_for()

    assert visitor.url != before
    assert visitor.locator("html").get_attribute("lang") == "en-gb"


def test_first_page_keeps_a_ticked_box_and_starts_in_the_language(visitor, speaking):
    visitor.goto("/s/many-voices/")
    visitor.get_by_role("button", name="Polski").click()

    assert visitor.context.cookies() == []
    visitor.get_by_role("button", name="Zacznij").click()
    visitor.get_by_role("button", name="Dalej").click()

    assert visitor.get_by_label("Jestem dzieckiem").is_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("form", ["standard", "easy_read"])
@pytest.mark.parametrize("language", ["ar", "pl"])
def test_every_page_holds_at_every_width(scripted, speaking, language, form, width):
    findings, widths = [], []

    def look(page):
        findings.extend(grave_findings(page))
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    scripted.set_viewport_size({"width": width, "height": 900})
    scripted.goto(f"/s/many-voices/?language={language}&format={form}")
    look(scripted)
    scripted.locator(PRIMARY).click()
    look(scripted)
    scripted.locator(PRIMARY).click()
    for _ in range(3):
        look(scripted)
        scripted.locator("main input[type=radio]").first.check()
        scripted.locator(PRIMARY).click()
    look(scripted)  # the answers to check
    scripted.locator(PRIMARY).click()
    look(scripted)  # the receipt

    assert findings == []
    assert set(widths) == {width}
    assert Response.objects.get().language == language


def test_arrows_and_text_run_from_the_right(scripted, speaking):
    scripted.goto("/s/many-voices/?language=ar")
    scripted.locator(PRIMARY).click()
    scripted.locator(PRIMARY).click()

    radio = scripted.locator(".govuk-radios__item").first
    label_box = radio.locator("label").bounding_box()
    input_box = radio.locator("input").bounding_box()
    assert input_box["x"] > label_box["x"]  # the circle stands before the words, on the right
    assert scripted.locator(".govuk-back-link").evaluate(
        "link => getComputedStyle(link, '::before').right !== 'auto'"
    )


def test_fonts_are_fetched_only_by_pages_that_need_them(scripted, speaking):
    fetched = []
    scripted.on("request", lambda r: fetched.append(r.url) if ".woff2" in r.url else None)

    scripted.goto("/s/many-voices/")
    scripted.wait_for_load_state("networkidle")
    assert fetched
    assert not [url for url in fetched if "arabic" in url or "bengali" in url]

    scripted.goto("/s/many-voices/?language=ar")
    scripted.wait_for_load_state("networkidle")
    assert [url for url in fetched if "noto-sans-arabic" in url]


def test_whole_survey_in_easy_read(visitor, speaking):
    visitor.goto("/s/many-voices/?format=easy_read")
    assert visitor.locator(".easy__picture").count() >= 2
    begin(visitor)

    go_to_check(visitor)

    assert send(visitor)
    assert Response.objects.get().format == "easy_read"


@pytest.mark.parametrize("width", [320, 1280])
def test_preview_has_no_grave_finding(
    browser, transactional_db, team, ray, staff_client, live_server, width
):
    publish_speaking_survey(organisation=team, by=None)
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    bring_in(page, staff_client(ray), live_server.url)
    findings, widths = [], []

    for path in (
        "/staff/surveys/many-voices/preview/?language=ar",
        "/staff/surveys/many-voices/preview/page/?language=ar&page=one",
        "/staff/surveys/many-voices/preview/page/?language=bn&page=take_part",
        "/staff/surveys/many-voices/preview/page/?format=easy_read",
    ):
        page.goto(path)
        findings += grave_findings(page)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
    context.close()

    assert findings == []
    assert set(widths) == {width}

"""Listening to a question: by a voice of this device or not at all, and never what was typed."""

import json

import pytest

from tests.browser.test_axe import grave_findings
from tests.browser.walking import fill_page, start


LOCAL = {"lang": "en-GB", "localService": True, "name": "Here"}
REMOTE = {"lang": "en-GB", "localService": False, "name": "Far away"}
FOREIGN = {"lang": "pl-PL", "localService": True, "name": "Tutaj"}
# A device's voices, and what they were asked to say; the test says when a sentence is over.
SPEECH = """(() => {
  const said = [], waiting = []
  class Words extends EventTarget { constructor(text) { super(); this.text = text } }
  const speech = new EventTarget()
  Object.assign(speech, {
    voices: VOICES,
    getVoices: () => speech.voices,
    speak: (words) => { said.push(words); waiting.push(words) },
    cancel: () => { waiting.length = 0; speech.cancelled = (speech.cancelled || 0) + 1 },
  })
  Object.defineProperty(window, 'speechSynthesis', { value: speech })
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Words })
  window.said = () => said.map((each) => each.text)
  window.voiceNames = () => said.map((each) => each.voice.name)
  window.begin = () => waiting[0].dispatchEvent(new Event('start'))
  window.finish = () => waiting.shift().dispatchEvent(new Event('end'))
})()"""


@pytest.fixture
def at_first_question(scripted, sample_survey):
    """Return a function that opens a page with questions on a device with these voices."""

    def go(*voices):
        scripted.add_init_script(SPEECH.replace("VOICES", json.dumps(voices)))
        start(scripted, sample_survey, who="I am a child")
        while not scripted.locator("textarea").count():
            fill_page(scripted)
            scripted.get_by_role("button", name="Continue").click()
        return scripted

    return go


@pytest.mark.parametrize(
    "voices", [(), (REMOTE,), (FOREIGN,)], ids=["none", "remote only", "another language"]
)
def test_no_voice_of_this_device_fits_so_nothing_is_offered(at_first_question, voices):
    page = at_first_question(*voices)

    assert page.get_by_role("button", name="Listen").count() == 0


def test_question_is_read_by_a_local_voice_and_what_was_typed_is_not(at_first_question):
    page = at_first_question(REMOTE, LOCAL)
    page.locator("textarea").first.fill("Something private")

    page.get_by_role("button", name="Listen").first.click()

    said = page.evaluate("said()")
    assert page.locator("label").first.inner_text().strip() in said[0]
    assert "Something private" not in " ".join(said)
    assert set(page.evaluate("voiceNames()")) == {"Here"}


def test_what_is_read_is_lit_and_the_button_stops_it(at_first_question):
    page = at_first_question(LOCAL)
    button = page.get_by_role("button", name="Listen").first
    button.click()
    page.evaluate("begin()")

    assert page.locator(".is-read-aloud").count() == 1
    page.get_by_role("button", name="Stop reading").click()

    assert page.locator(".is-read-aloud").count() == 0
    assert page.get_by_role("button", name="Listen").first.is_visible()
    assert page.evaluate("speechSynthesis.cancelled") >= 1


def test_sentence_of_the_moment_is_lit(at_first_question):
    page = at_first_question(LOCAL)
    page.locator("label").first.evaluate("one => { one.textContent = 'It is one. It is two.' }")
    page.get_by_role("button", name="Listen").first.click()
    lit = "Array.from(CSS.highlights.get('read-aloud') || [], String)"

    seen = []
    for _ in range(2):
        page.evaluate("begin()")
        seen += page.evaluate(lit)
        page.evaluate("finish()")
    page.evaluate("begin()")
    page.keyboard.press("Escape")

    assert page.evaluate("said()")[:2] == ["It is one.", "It is two."]
    assert [each.strip() for each in seen] == ["It is one.", "It is two."]
    assert page.evaluate(lit) == []


def test_nothing_is_said_unless_asked_for(at_first_question):
    page = at_first_question(LOCAL)
    page.reload()
    page.locator("textarea").first.focus()

    assert page.get_by_role("button", name="Listen").count() >= 1
    assert page.evaluate("said()") == []


def test_leaving_the_page_stops_the_reading(at_first_question):
    page = at_first_question(LOCAL)
    page.get_by_role("button", name="Listen").first.click()
    before = page.evaluate("speechSynthesis.cancelled || 0")

    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate("speechSynthesis.cancelled") > before
    assert page.get_by_role("button", name="Stop reading").count() == 0


def test_button_offers_to_listen_again_when_all_is_read(at_first_question):
    page = at_first_question(LOCAL)
    page.get_by_role("button", name="Listen").first.click()

    for _ in page.evaluate("said()"):
        page.evaluate("begin()")
        page.evaluate("finish()")

    assert page.get_by_role("button", name="Stop reading").count() == 0


def test_voices_that_come_late_are_offered(at_first_question):
    page = at_first_question()

    page.evaluate(
        "voice => { speechSynthesis.voices = [voice];"
        " speechSynthesis.dispatchEvent(new Event('voiceschanged')) }",
        LOCAL,
    )

    assert page.get_by_role("button", name="Listen").first.is_visible()


def test_page_with_its_buttons_is_sound_and_fits_a_phone(at_first_question):
    page = at_first_question(LOCAL)
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="Listen").first.click()
    page.evaluate("begin()")

    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_reading_aloud_does_not_send_the_page(at_first_question):
    page = at_first_question(LOCAL)
    before = page.url

    page.get_by_role("button", name="Listen").first.press("Enter")

    assert page.url == before
    assert page.evaluate("said().length") > 0

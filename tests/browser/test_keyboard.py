"""The survey by keyboard alone, at 400 % zoom: what has the focus is seen, and is called what it
shows."""

import pytest

from surveys.models import Answer, Response
from tests.browser.looking import SIDEWAYS, ZOOMED, focus_faults
from tests.browser.walking import MOST_PAGES, WORDS


MOST_TABS = 60
FOCUS = """() => {
  const one = document.activeElement
  return {
    kind: one.type || one.tagName.toLowerCase(),
    inForm: Boolean(one.closest('main form')),
    group: one.name || '',
    size: one.name ? document.getElementsByName(one.name).length : 0,
    isChecked: Boolean(one.checked),
    isNumber: one.inputMode === 'numeric',
    words: (one.labels && one.labels.length ? one.labels[0] : one).innerText.trim(),
  }
}"""
CONTROLS = """all => all.map(one => ({
  id: one.id,
  role: {radio: 'radio', checkbox: 'checkbox'}[one.type] || 'textbox',
  words: one.labels[0].innerText.replace(/\\s+/g, ' ').trim(),
}))"""


def focus_of(page):
    return page.evaluate(FOCUS)


def press_tab(page):
    """Press Tab; return what has the focus, which has to be in sight and marked."""
    page.keyboard.press("Tab")
    faults = focus_faults(page)
    assert not faults, faults
    return focus_of(page)


def tab_to(page, wanted):
    """Press Tab until the focus is where it is wanted; return what has it."""
    for _ in range(MOST_TABS):
        focus = press_tab(page)
        if wanted(focus):
            return focus
    raise AssertionError(f"Tab never came there: {page.url}")


def press_button(page, words):
    tab_to(page, lambda focus: focus["words"].startswith(words))
    # A press alone does not wait for the page that it brings.
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_audience(page, words):
    focus = tab_to(page, lambda focus: focus["kind"] == "radio")
    page.keyboard.press("Space")
    for _ in range(focus["size"]):
        if focus_of(page)["words"].startswith(words):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows never came to {words}")


def answer_page(page):
    """Answer what the Tab key comes to, then go on; return the kinds that were answered."""
    seen = {}
    for _ in range(MOST_TABS):
        focus = press_tab(page)
        if not focus["inForm"]:
            continue
        if focus["words"] == "Continue":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return set(seen.values())
        answer(page, focus, seen)
    raise AssertionError(f"Tab never came to Continue: {page.url}")


def answer(page, focus, seen):
    if focus["kind"] == "radio":
        page.keyboard.press("Space")
        assert focus_of(page)["isChecked"]
        # Two choices are a permission: the second is no.
        if focus["size"] > 2:
            page.keyboard.press("ArrowDown")
            after = focus_of(page)
            assert after["isChecked"]
            assert after["words"] != focus["words"]
    elif focus["kind"] == "checkbox" and list(seen.values()).count("checkbox") < 2:
        page.keyboard.press("Space")
        assert focus_of(page)["isChecked"]
    elif focus["kind"] in ("text", "textarea"):
        page.keyboard.type("3" if focus["isNumber"] else WORDS)
    seen[focus["group"], focus["words"]] = focus["kind"]


def misnamed(page):
    """Return the controls whose name, as read aloud, is not the label that is seen."""
    controls = page.locator("main input:not([type=hidden]), main textarea")
    return [
        each["words"]
        for each in controls.evaluate_all(CONTROLS)
        if not page.get_by_role(each["role"], name=each["words"], exact=True)
        .and_(page.locator(f"[id='{each['id']}']"))
        .count()
    ]


@pytest.mark.parametrize("who", ["I am a child", "I am a parent or carer", "I work or volunteer"])
def test_survey_is_answered_by_keyboard_alone(visitor, sample_survey, who):
    answered, wrong = set(), []
    visitor.set_viewport_size(ZOOMED)
    visitor.goto(f"/s/{sample_survey.slug}/")
    press_button(visitor, "Start")
    press_button(visitor, "Continue")
    choose_audience(visitor, who)
    press_button(visitor, "Continue")

    for _ in range(MOST_PAGES):
        if visitor.get_by_role("button", name="Send my answers").count():
            break
        wrong += misnamed(visitor) + visitor.evaluate(SIDEWAYS)
        answered |= answer_page(visitor)
    press_button(visitor, "Send my answers")

    assert visitor.locator("[data-receipt]").count() == 1
    assert wrong == []
    assert answered >= {"radio", "checkbox", "textarea"}
    assert Response.objects.count() == 1
    assert Answer.objects.filter(text=WORDS).count() >= 2
    assert Answer.objects.filter(question__type__in=["faces", "likert"], is_blank=False).exists()

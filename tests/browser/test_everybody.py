"""Every page for everybody: narrow, zoomed, turned, spaced out, without colours, on paper; and axe.

One walk looks at many things on each page, in its ordinary state and with its errors.
"""

import pytest

from tests.browser.looking import PHONE, focus_faults, look
from tests.browser.test_axe import grave_findings
from tests.browser.walking import MOST_PAGES, fill_page, send, start


PATHS = (
    "/",
    "/s/help-together/",
    "/s/help-together/leaving/",
    "/s/help-together/another-way/",
    "/s/help-together/come-back/",
    "/s/help-together/no-thank-you/",
    "/s/help-together/thanks/none/",
    "/accessibility/",
    "/privacy/",
    "/staying-safe/",
    "/withdraw/",
    "/withdraw/done/",
    "/my-answers/",
    "/nowhere/",
)
TOO_LONG = "Too many words. " * 800


def faults_of(page):
    """Return what is wrong with a page, and what axe says of it on a phone."""
    page.wait_for_load_state()
    return look(page) + [" ".join(each) for each in grave_findings(page)]


def spoil(page):
    """Answer what can be answered wrongly; return whether there was anything."""
    texts = page.locator("main textarea, main input[type=text]").all()
    for box in texts:
        box.fill(TOO_LONG)
    lists = page.locator("main select").all()
    for choices in lists:
        choices.select_option(index=1)
    must = page.locator(".consent:not(:has(input:checked))").count()
    return bool(texts or len(lists) > 1 or must)


def go_on(page):
    # A press alone does not wait for the page that it brings.
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def look_through(page):
    """Walk to the check page; return what is wrong on any page, and how many had errors shown."""
    found, with_errors = [], 0
    for _ in range(MOST_PAGES):
        found += faults_of(page)
        if page.get_by_role("button", name="Send my answers").count():
            return found, with_errors
        if spoil(page):
            go_on(page)
            assert page.title().startswith("Error: "), page.url
            with_errors += 1
            found += faults_of(page)
        fill_page(page)
        go_on(page)
    raise AssertionError("The check page never came")


@pytest.mark.parametrize("path", PATHS)
def test_page_is_for_everybody(scripted, sample_survey, path):
    scripted.goto(path)

    found = faults_of(scripted)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["I am a child", "I work with families"])
def test_every_kind_of_question_is_for_everybody(scripted, many_kinds, who):
    start(scripted, many_kinds, who=who)

    found, with_errors = look_through(scripted)
    send(scripted)
    found += faults_of(scripted)

    assert not found, "\n".join(found)
    assert with_errors >= 4


def test_childrens_sample_is_for_everybody(scripted, sample_survey):
    start(scripted, sample_survey, who="I am a child")

    found, with_errors = look_through(scripted)

    assert not found, "\n".join(found)
    assert with_errors >= 4


# Each spoils a sound page in one way, and says what is then found.
SPOILT = [
    ("one.style.inlineSize = '900px'", "wider than"),
    ("one.style.cssText = 'min-block-size:0; padding:0; block-size:9px'", "small"),
    (
        "one.style.cssText = 'display:block; block-size:24px; overflow:hidden'",
        "spaced out, cut off",
    ),
    ("one.style.cssText = 'border:0'", "no edge"),
    ("one.animate([{opacity: 0}, {opacity: 1}], 9000)", "moves"),
    ("document.querySelector('.exit-bar').style.display = 'flex'", "printed"),
]


@pytest.mark.parametrize(("how", "what"), SPOILT, ids=[what for _how, what in SPOILT])
def test_looking_finds(scripted, sample_survey, how, what):
    scripted.goto("/withdraw/")
    scripted.evaluate(
        "() => { const one = document.querySelector('main button');"
        f" one.textContent = 'Some words that take up more than one line of a phone'; {how} }}"
    )

    assert any(what in fault for fault in look(scripted))


def test_looking_finds_a_covered_and_an_unmarked_focus(scripted, sample_survey):
    scripted.set_viewport_size(PHONE)
    scripted.goto("/withdraw/")
    box = scripted.get_by_label("Your code")
    box.focus()
    assert focus_faults(scripted) == []

    box.evaluate("one => Object.assign(one.style, {outline: 'none', boxShadow: 'none'})")
    scripted.evaluate(
        "() => Object.assign(document.querySelector('.exit-bar').style, {insetBlock: '0'})"
    )

    assert [fault.split(": ")[1] for fault in focus_faults(scripted)] == ["focus hidden", "no mark"]

"""Accessibility rules on every page and state: no serious and no critical finding."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.walking import go_to_check, send, start


GRAVE = {"serious", "critical"}


def grave_findings(page):
    found = Axe().run(page).response["violations"]
    return [
        (page.url, each["id"], each["nodes"][0]["html"][:120])
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize(
    "path", ["/", "/s/help-together/", "/privacy/", "/staying-safe/", "/withdraw/", "/nowhere/"]
)
def test_page_has_no_grave_finding(scripted, sample_survey, path):
    scripted.goto(path)

    assert grave_findings(scripted) == []


@pytest.mark.parametrize("who", ["I am a child", "I am a parent or carer", "I work or volunteer"])
def test_steps_have_no_grave_finding(scripted, sample_survey, who):
    findings = []
    start(scripted, sample_survey, who=who)
    scripted.get_by_role("button", name="Continue").click()
    findings += grave_findings(scripted)  # the error state

    go_to_check(scripted, on_page=lambda page: findings.extend(grave_findings(page)))
    send(scripted)
    findings += grave_findings(scripted)

    assert findings == []


@pytest.mark.parametrize("who", ["I am a child", "I work with families"])
def test_every_kind_of_question_has_no_grave_finding(scripted, many_kinds, who):
    findings, widths = [], []

    def look(page):
        findings.extend(grave_findings(page))
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    scripted.set_viewport_size({"width": 320, "height": 800})
    start(scripted, many_kinds, who=who)
    go_to_check(scripted, on_page=look)

    assert findings == []
    assert set(widths) == {320}  # nothing has to be scrolled sideways


@pytest.mark.parametrize("path", ["/s/help-together/no-thank-you/", "/s/help-together/thanks/x/"])
def test_ends_have_no_grave_finding(scripted, sample_survey, path):
    scripted.goto(path)

    assert grave_findings(scripted) == []

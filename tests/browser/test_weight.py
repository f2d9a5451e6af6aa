"""A question page is light: under 30 kB over the wire, the font apart."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from tests.browser.walking import start


LIMIT = 30_000


def test_question_page_is_light(browser, live_server, sample_survey):
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    start(page, sample_survey, who="I am a child")
    bodies = []
    page.on("response", lambda response: bodies.append((response.url, response.body())))

    page.goto(page.url, wait_until="networkidle")
    context.close()

    # Pages and files are sent gzipped in service; the font is counted apart.
    weights = {url: len(gzip.compress(body)) for url, body in bodies if "/fonts/" not in url}
    assert len(weights) >= 3
    assert sum(weights.values()) < LIMIT, weights


@pytest.mark.parametrize("sheet", ["css/respondent.css", "css/staff.css"])
def test_styles_ask_nobody_else(sheet):
    with open(finders.find(sheet), encoding="utf-8") as file:
        text = file.read()

    assert re.findall(r"url\(['\"]?(?:https?:)?//", text) == []
    assert "GDS Transport" not in text
    assert "crest" not in text

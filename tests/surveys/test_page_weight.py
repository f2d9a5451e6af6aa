"""A page with questions is light: 30 kB over the wire, fonts apart, whatever is asked and however.

All is counted compressed, as a live service sends it: pages by a middleware, files as WhiteNoise
stores them.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.text import compress_string

from consult.middleware import CompressMiddleware
from tests.factories import make_survey
from tests.surveys.documents import full_document
from tests.surveys.speaking import publish_speaking_survey
from tests.surveys.walker import JOURNEYS, Walker


LIMIT = 30_000
PADDING = CompressMiddleware.max_random_bytes
HEADERS = 1_500  # of an answer of ours, generously
FILES = re.compile(r"""(?:src|href)="/static/([^"#?]+)""")
FETCHED = re.compile(r"\.(?:css|js|svg|png)$")


@cache
def file_weight(name):
    data = Path(finders.find(name)).read_bytes()
    return len(gzip.compress(data, 9))


def weight_of(response):
    """Return the bytes of a page and of all that it makes a browser fetch for the first time."""
    files = {name for name in FILES.findall(response.content.decode()) if FETCHED.search(name)}
    assert any(name.endswith(".css") for name in files)
    page = len(compress_string(response.content, max_random_bytes=PADDING))
    return page + HEADERS + sum(map(file_weight, files))


def weights(walker, **chosen):
    """Go through a survey; return the weight of each page by its address."""
    walker.begin()
    if chosen:
        posted = {**walker.filled(), **chosen}
        walker.page = walker.client.post(walker.path, posted, follow=True)
    found = {}
    while walker.is_asking and walker.step != "check":
        found[walker.path] = weight_of(walker.page)
        before = walker.path
        walker.fill()
        assert walker.path != before, (before, walker.errors)
    found[walker.path] = weight_of(walker.page)
    return found


def heavy(found):
    return {path: weight for path, weight in found.items() if weight > LIMIT}


def test_pages_of_surveys_are_sent_compressed(sample_survey):
    asked = {"Accept-Encoding": "gzip"}

    page = Client(headers=asked).get("/s/help-together/")

    assert page["Content-Encoding"] == "gzip"
    assert b"Helping children together" in gzip.decompress(page.content)
    assert len(page.content) == int(page["Content-Length"])
    assert "Accept-Encoding" in page["Vary"]
    assert "Content-Encoding" not in Client().get("/s/help-together/")
    assert "Content-Encoding" not in Client(headers=asked).get("/accounts/login/")


@pytest.mark.parametrize("form", ["standard", "easy_read"])
@pytest.mark.parametrize("who", JOURNEYS)
def test_sample_is_light(who, form, sample_survey):
    found = weights(Walker(JOURNEYS[who], client=Client()), format=form)

    assert len(found) >= 8
    assert heavy(found) == {}


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_other_languages_are_light(language, team, alice, settings):
    settings.CHECKED_LANGUAGES = ["en", "pl", "ar"]
    publish_speaking_survey(organisation=team, by=alice)
    answers = {"audience": "child", "take_part": "granted", "place": "out", "story": "Opowieść"}
    walker = Walker(answers, start="/s/many-voices/")

    found = weights(walker, language=language)

    assert f'lang="{language}"' in walker.text
    assert heavy(found) == {}


@pytest.mark.parametrize("who", ["child", "worker"])
def test_every_kind_of_question_is_light(who, db):
    make_survey(slug="help-near-you", document=full_document())
    yes = {"take_part": "granted", "quote_anon": "granted", "pause": "go_on"}
    walker = Walker({**yes, "audience": who}, start="/s/help-near-you/")

    found = weights(walker)

    assert len(found) >= 7
    assert heavy(found) == {}

"""House rules over every template, style and script: the security policy's, and the size's."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings


ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
STYLES = sorted((ROOT / "static" / "scss").glob("*.scss"))
MOST_LINES = 60
MOST_SCRIPT_LINES = 120
MOST_BYTES = 40_000


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_component_is_short(path):
    assert len(path.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_no_unsafe_or_inline_code(path):
    html = path.read_text()

    assert not re.search(r"\|\s*safe\b|autoescape\s+off", html)
    assert not re.search(r"\sstyle\s*=|<style", html)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_names_what_it_ends(path):
    assert not re.search(r"{%-?\s*endblock\s*%}", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_asks_nothing_of_other_sites(path):
    outside = r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//"

    assert not re.search(outside, path.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_script_is_small_and_keeps_nothing_of_answers(path):
    script = path.read_text()

    assert len(script.splitlines()) <= MOST_SCRIPT_LINES
    assert "localStorage" not in script
    assert "innerHTML" not in script


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_style_forces_nothing(path):
    assert "!important" not in path.read_text()


def test_built_styles_are_ours():
    built = sorted((ROOT / "static" / "css").glob("*.css"))

    assert {path.name for path in built} == {
        "paper.css",
        "paper.rtl.css",
        "respondent.css",
        "respondent.rtl.css",
        "staff.css",
        "staff.rtl.css",
    }
    for path in built:
        css = path.read_text()
        assert "GDS Transport" not in css
        # Only our own fonts: no data: address (the policy forbids it), no other host, no crest.
        assert set(re.findall(r"url\([\"']?([^\"')]+)", css)) == {
            f"../fonts/{name}-{weight}-normal.woff2"
            for name in (
                "atkinson-hyperlegible-latin",
                "atkinson-hyperlegible-latin-ext",
                "noto-sans-arabic-arabic",
                "noto-sans-bengali-bengali",
            )
            for weight in (400, 700)
        }


def test_respondent_assets_are_light():
    page = (ROOT / "templates" / "respondent.html").read_text()
    files = [ROOT / "static" / name for name in re.findall(r"static \"(js/[^\"]+)\"", page)]
    files += [ROOT / "static/css/respondent.css", ROOT / "static/img/faces5_v1.svg"]

    assert len(files) > 5
    # Half the page's allowance, so that the page itself has the other half.
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < MOST_BYTES / 2


def test_lock_file_names_no_registry():
    lock = (ROOT / "package-lock.json").read_text()

    assert "resolved" not in lock
    assert "registry." not in lock

"""Every text people read is marked for translation, and every catalogue is whole and up to date."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils import translation

from scripts import messages
from surveys.languages import LANGUAGES, RTL, SITE_LANGUAGE


ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PYTHON = [p for each in messages.PACKAGES for p in sorted((ROOT / each).rglob("*.py"))]
CATALOGUES = list(messages.catalogues())
SPOKEN_ATTRIBUTES = r'(?:aria-label|title|alt|placeholder|data-listen|data-stop)="([^"]*)"'
# Arguments whose text a person reads.
SHOWN = {"label", "help_text", "empty_label"}
NO_WORDS = {"Consult", "CSV"}
# Not a text but a part of a tag.
FRAGMENTS = {"templates/components/describedby.html"}


def name_of(path):
    return str(path.relative_to(ROOT))


# --- marked ---


def written_in(source):
    """Return what a template says by itself: its text without tags, variables and translations."""
    source = re.sub(r"{% block \w+_class %}.*?{% endblock \w+_class %}", "", source, flags=re.S)
    said, is_translated = [], False
    for token in Lexer(source).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type == TokenType.BLOCK:
            if word in ("blocktranslate", "endblocktranslate", "comment", "endcomment"):
                is_translated = not word.startswith("end")
        elif token.token_type == TokenType.TEXT and not is_translated:
            said.append(token.contents)
    return "\x00".join(said)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_says_nothing_unmarked(path):
    written = written_in(path.read_text(encoding="utf-8"))

    bare = re.sub(r"<[^>]*>", " ", written)
    spoken = " ".join(re.findall(SPOKEN_ATTRIBUTES, written))
    words = set(re.findall(r"[^\W\d_]{2,}", f"{bare} {spoken}")) - NO_WORDS

    assert not words or name_of(path) in FRAGMENTS


def test_unmarked_words_of_a_template_would_be_found():
    source = '<p title="Hidden">Bare {{ x }}</p>{% translate "Marked" %}'

    assert "Bare" in written_in(source)
    assert "Marked" not in written_in(source)
    assert re.findall(SPOKEN_ATTRIBUTES, written_in(source)) == ["Hidden"]


def shown_by(call):
    """Return the parts of a call that end up before a reader."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    yield from (each.value for each in call.keywords if each.arg in SHOWN)
    for each in call.keywords:
        if each.arg == "error_messages" and isinstance(each.value, ast.Dict):
            yield from each.value.values
    if name == "ValidationError":
        yield from call.args[:1]
    if getattr(getattr(call.func, "value", None), "id", "") == "messages":
        yield from call.args[1:2]


def unmarked_in(source):
    """Yield (line, text) for texts of Python that people read and nobody marked."""
    for node in ast.walk(ast.parse(source)):
        for value in shown_by(node) if isinstance(node, ast.Call) else ():
            if isinstance(value, ast.JoinedStr):
                yield node.lineno, "a text made on the spot"
            elif re.search(r"[A-Za-z]{2}", text_in(value)):
                yield node.lineno, text_in(value)


def text_in(value):
    text = getattr(value, "value", "")
    return text if isinstance(text, str) else ""


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_python_says_nothing_unmarked(path):
    assert not list(unmarked_in(path.read_text(encoding="utf-8")))


def test_unmarked_words_of_python_would_be_found():
    source = (
        'Field(label="Name", error_messages={"required": "Write it."}, help_text=_("Marked"))\n'
        'raise ValidationError("No.")\n'
        'messages.success(request, "Done.")\n'
    )

    assert {text for _, text in unmarked_in(source)} == {"Name", "Write it.", "No.", "Done."}


# --- catalogues ---


@pytest.fixture(scope="module")
def texts():
    return messages.marked_texts()


@pytest.mark.parametrize(("side", "code", "path"), CATALOGUES)
def test_catalogue_has_every_marked_text_and_no_other(side, code, path, texts):
    entries = {entry.msgid for entry in polib.pofile(str(path))}

    assert entries == set(messages.wanted(texts, side)), "Run: make translations"


@pytest.mark.parametrize(("side", "code", "path"), CATALOGUES)
def test_catalogue_has_words_for_everything(side, code, path):
    catalogue = polib.pofile(str(path))

    assert not [entry.msgid for entry in catalogue.untranslated_entries()]
    assert not [entry.msgid for entry in catalogue.fuzzy_entries()]


@pytest.mark.parametrize(("side", "code", "path"), CATALOGUES)
def test_every_plural_has_each_form_of_the_language(side, code, path):
    catalogue = polib.pofile(str(path))
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])

    for entry in catalogue:
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == list(range(forms)), entry.msgid


@pytest.mark.parametrize(("side", "code", "path"), CATALOGUES)
def test_placeholders_agree(side, code, path):
    for entry in polib.pofile(str(path)):
        allowed = [placeholders(entry.msgid), placeholders(entry.msgid_plural)]
        for said in (entry.msgstr, *entry.msgstr_plural.values()):
            if said:
                assert placeholders(said) in allowed or is_number_in_words(entry, said), said
                assert same_edges(entry.msgid, said), said


def placeholders(text):
    return sorted(set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|%%", text)))


def is_number_in_words(entry, said):
    """One and two may be said in words, as in "one person"."""
    return bool(entry.msgid_plural) and not placeholders(said)


def same_edges(english, said):
    return [english[:1] == " ", english[-1:] == " "] == [said[:1] == " ", said[-1:] == " "]


RIGHT_TO_LEFT = [each for each in CATALOGUES if LANGUAGES[each[1]].direction == RTL]


@pytest.mark.parametrize(("side", "code", "path"), RIGHT_TO_LEFT)
def test_numbers_in_groups_keep_their_order_from_right_to_left(side, code, path):
    # Without marks around it, 0800 1111 would be shown as 1111 0800.
    for entry in polib.pofile(str(path)):
        bare = re.sub("\u2066[^\u2069]*\u2069", "", entry.msgstr)
        assert not re.search(r"\d \d", bare), entry.msgstr


@pytest.mark.parametrize(("side", "code", "path"), CATALOGUES)
def test_compiled_catalogue_is_up_to_date(side, code, path):
    compiled = polib.pofile(str(path)).to_binary()

    assert path.with_suffix(".mo").read_bytes() == compiled, "Run: make translations"


@pytest.mark.parametrize(("side", "code", "path"), CATALOGUES)
def test_draft_says_that_nobody_has_checked_it(side, code, path):
    catalogue = polib.pofile(str(path))

    if code not in settings.CHECKED_LANGUAGES:
        assert catalogue.metadata["X-Status"] == "machine_draft"
        assert "not yet checked by somebody who speaks" in catalogue.header


def test_registry_and_catalogues_name_the_same_languages():
    spoken = {each.code for each in LANGUAGES.values() if each.has_interface}

    for_staff = {each.code for each in LANGUAGES.values() if each.has_staff_pages}

    assert spoken == {SITE_LANGUAGE, *messages.SPOKEN[messages.RESPONDENT]}
    assert for_staff == {SITE_LANGUAGE, *messages.SPOKEN[messages.STAFF]}


@pytest.mark.parametrize("code", messages.SPOKEN[messages.RESPONDENT])
def test_site_speaks_the_language(code):
    with translation.override(code):
        assert translation.gettext("Continue") != "Continue"
        assert translation.get_language_bidi() == (LANGUAGES[code].direction == RTL)

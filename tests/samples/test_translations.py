"""The sample's machine drafts: sound, up to date, whole for children and parents, never offered."""

import pytest

from samples.generator import TRANSLATIONS, load_document
from surveys.definition import parse_document
from surveys.helping import with_helping
from surveys.languages import DRAFT, RTL, language_of
from surveys.translation import sheet_rows, with_translation
from surveys.translation_files import read_sheet, with_sheets
from surveys.validation import problems_of
from surveys.wording import text_of


LANGUAGES = ("pl", "ur", "ar", "bn")


@pytest.fixture(scope="module")
def translated():
    return with_sheets(with_helping(load_document()), TRANSLATIONS)


def test_there_is_a_sheet_for_each_language():
    assert {path.name for path in TRANSLATIONS.glob("*")} == {
        f"help-together.{code}.csv" for code in LANGUAGES
    }


def test_sheets_fit_the_document_as_it_is_now(translated):
    data, problems = translated

    assert problems == []
    assert problems_of(data) == []


def test_drafts_are_offered_to_nobody(translated, settings):
    settings.CHECKED_LANGUAGES = ["en", *LANGUAGES]
    document = parse_document(translated[0])

    assert document.open_languages == ("en",)
    assert {code: each["status"] for code, each in document.languages.items()} == dict.fromkeys(
        LANGUAGES, DRAFT
    )


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", ["child", "parent"])
def test_children_and_parents_read_every_question_in_the_language(translated, code, key):
    document = parse_document(translated[0])
    reader = document.reader(key, language=code)
    asked = [
        *document.permissions_for(key),
        *(q for page in document.pages_for(key) for q in page.questions if q.is_for(key)),
    ]

    borrowed = [
        question.key
        for question in asked
        for wording in (question.label, question.hint, question.settings.get("body"))
        if getattr(text_of(wording, reader), "language", "")
    ]
    borrowed += [
        (question.key, option["code"])
        for question in asked
        for name in ("options", "rows", "points")
        for option in question.settings.get(name, ())
        if getattr(text_of(option["label"], reader), "language", "")
    ]
    assert borrowed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_first_page_is_whole_in_the_language(translated, code):
    document = parse_document(translated[0])
    reader = document.reader(language=code)

    for wording in (document.title, document.why, document.readers, document.what_happens):
        assert getattr(text_of(wording, reader), "language", "") == ""


@pytest.mark.parametrize("code", LANGUAGES)
def test_phone_numbers_are_those_of_the_original(code):
    for row in read_sheet(TRANSLATIONS / f"help-together.{code}.csv"):
        bare = row.translation.replace("\u2066", "").replace("\u2069", "")
        if "0800 1111" in row.original:
            assert "0800 1111" in bare
            assert ("\u20660800 1111\u2069" in row.translation) == (
                language_of(code).direction == RTL
            )


def test_changed_question_is_not_taken_from_an_old_sheet():
    data = load_document()
    rows = [row for row in sheet_rows(data, "pl") if row.place == "organisation"]
    data["organisation"] = "Another team"

    made, problems = with_translation(data, rows, language="pl")

    # A row without words says nothing, so an old sheet can only go missing, never lie.
    assert made["organisation"] == "Another team"
    assert problems == []

"""LANG-1: what people agree to and what keeps them safe is never offered unchecked."""

import pytest

from surveys.definition import dump_document, parse_document
from surveys.validation import problems_of
from tests.surveys.documents import the_problem_after, whole_document


CHECKED = {"pl": {"status": "checked_by_second", "offered": True}}


def polish(wording):
    """Return the wording with Polish words for everybody."""
    variants = {"*": wording} if isinstance(wording, str) else wording
    return {**variants, "pl": "po polsku"}


def offered_document():
    """Return a document whose permission and safeguarding texts are all there in Polish."""
    data = whole_document()
    data["languages"] = CHECKED
    data["what_happens"] = polish(data["what_happens"])
    guarded = [*data["permissions"], *(q for p in data["pages"] for q in p["questions"])]
    for question in guarded:
        if question["type"] in ("consent", "info", "interruption", "support"):
            for name in ("label", "hint", "body", "yes", "no", "go_on", "go_round"):
                if name in question:
                    question[name] = polish(question[name])
    return data


def test_checked_language_with_all_guarded_words_is_offered():
    document = parse_document(offered_document())

    assert document.offered_languages == ("en", "pl")
    assert document.written_languages == ("en", "pl")


@pytest.mark.parametrize("status", ["machine_draft", "human"])
def test_unchecked_language_cannot_be_offered(status):
    def offer(data):
        data["languages"] = {"pl": {"status": status, "offered": True}}

    problem = the_problem_after(offer)

    assert problem.startswith("language 'pl': it is offered, but no second person has checked")
    assert 'Set "offered" to false' in problem


@pytest.mark.parametrize("name", ["what_happens"])
def test_missing_safeguarding_text_is_named_with_its_place(name):
    def take_out(data):
        data[name] = "Only English."

    problems = [str(each) for each in problems_after_offering(take_out)]

    assert any(p.startswith(f"document, {name}: there are no words in 'pl'") for p in problems)


@pytest.mark.parametrize("part", ["label", "yes", "no"])
def test_missing_permission_text_is_named_for_its_audience(part):
    def take_out(data):
        data["permissions"][0][part] = "Only English."

    problems = [str(each) for each in problems_after_offering(take_out)]

    place = f"permission 'take_part', {part}: there are no words for 'child' in 'pl'"
    assert any(p.startswith(place) for p in problems)


def test_missing_words_of_information_are_named():
    def take_out(data):
        data["pages"][0]["questions"][0]["body"] = "Only English."

    problems = [str(each) for each in problems_after_offering(take_out)]

    assert any("question 'intro', body: there are no words for 'child'" in p for p in problems)


def problems_after_offering(change):
    data = offered_document()
    change(data)
    return problems_of(data)


def test_words_missing_in_a_draft_are_no_problem():
    data = whole_document()
    data["languages"] = {"pl": {"status": "machine_draft"}}

    assert problems_of(data) == []
    assert parse_document(data).offered_languages == ("en",)


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ({"xx": {"status": "human"}}, "language 'xx': it is not in the list of languages"),
        ({"en": {"status": "human"}}, "language 'en': it is the document's own language"),
        ({"pl": {"status": "good"}}, "language 'pl': its status 'good' is not known"),
        ({"pl": {"status": "human", "offered": "yes"}}, "'offered' is neither true nor false"),
        ({"pl": {"status": "human", "by": "me"}}, "language 'pl': 'by' is not a known key"),
        ({"pl": "human"}, "language 'pl': it is not an object"),
        (["pl"], "document, languages: it is not an object"),
    ],
)
def test_languages_that_cannot_be_read(languages, message):
    assert message in the_problem_after(lambda data: data.update(languages=languages))


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        (["easy_read"], "'standard' is not among them"),
        ("standard", "'standard' is not among them"),
        (["standard", "audio"], "'audio' is no format"),
        (["standard", "standard"], "one is named twice"),
    ],
)
def test_formats_that_cannot_be_read(formats, message):
    assert message in the_problem_after(lambda data: data.update(formats=formats))


def test_words_of_a_language_that_is_not_declared():
    def add(data):
        data["title"] = {"*": "Help", "ur": "مدد"}

    assert "Add 'ur' to the document's 'languages'" in the_problem_after(add)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(why={"*": "Why", "easy_read": "[unicorn] Why."}),
        lambda data: data["pages"][0]["questions"][1].update(picture="unicorn"),
        lambda data: data["pages"][0]["questions"][1]["options"][0].update(picture="unicorn"),
    ],
)
def test_picture_that_there_is_none_of(change):
    assert "there is no picture 'unicorn'" in the_problem_after(change)


def test_document_with_languages_formats_and_pictures_dumps_to_the_same():
    data = offered_document()
    data["formats"] = ["standard", "easy_read"]
    data["pages"][0]["questions"][1]["picture"] = "helper"

    document = parse_document(data)

    assert document.formats == ("standard", "easy_read")
    assert parse_document(dump_document(document)) == document


def test_language_is_open_only_when_the_site_speaks_it_checked(settings):
    document = parse_document(offered_document())

    assert document.open_languages == ("en",)
    settings.CHECKED_LANGUAGES = ["en", "pl"]
    assert document.open_languages == ("en", "pl")

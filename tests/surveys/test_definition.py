"""A document becomes dataclasses and back again, the same."""

import json
from dataclasses import FrozenInstanceError

import pytest

from surveys.definition import DocumentError, document_sha256, dump_document, parse_document
from tests.surveys.documents import whole_document


@pytest.fixture
def document():
    return parse_document(whole_document())


def test_whole_document_is_sound(document):
    assert [audience.key for audience in document.audiences] == ["child", "worker"]
    assert [page.key for page in document.pages] == ["first", "second", "third"]
    assert document.language == "en"


def test_permissions_come_first(document):
    keys = [question.key for question in document.questions()]

    assert keys[:3] == ["take_part", "quote_anon", "intro"]
    assert keys[-1] == "better"


def test_settings_belong_to_the_type(document):
    better = document.question("better")

    assert better.settings == {"max_length": 100, "support": True}
    assert better.concept == "c_better"
    assert better.optional


def test_pages_for_an_audience(document):
    assert [page.key for page in document.pages_for("worker")] == ["first", "second"]


def test_permissions_for_an_audience():
    data = whole_document()
    data["permissions"][1]["audiences"] = ["worker"]

    permissions = parse_document(data).permissions_for("child")

    assert [permission.key for permission in permissions] == ["take_part"]


@pytest.mark.parametrize("look_up", ["audience", "question"])
def test_unknown_key_is_a_key_error(document, look_up):
    with pytest.raises(KeyError, match="nothing"):
        getattr(document, look_up)("nothing")


def test_document_cannot_be_changed(document):
    with pytest.raises(FrozenInstanceError):
        document.slug = "other"


def test_dump_gives_back_what_was_written():
    assert dump_document(parse_document(whole_document())) == whole_document()


def test_sample_survives_the_round_trip(sample_document):
    document = parse_document(sample_document)
    dumped = json.loads(json.dumps(dump_document(document)))

    assert parse_document(dumped) == document


def test_hash_does_not_depend_on_the_order_of_keys():
    data = whole_document()

    assert document_sha256(data) == document_sha256(dict(reversed(data.items())))
    assert document_sha256(data) != document_sha256({**data, "contact": "else"})


def test_parsing_leaves_the_data_alone():
    data = whole_document()

    parse_document(data)

    assert data == whole_document()


def test_every_problem_is_told_at_once():
    data = whole_document()
    data["pages"][0]["questions"][1]["type"] = "singel"
    data["permissions"].pop(0)
    data["contcat"] = data.pop("contact")

    with pytest.raises(DocumentError) as caught:
        parse_document(data)

    assert len(caught.value.problems) == 3
    assert "contcat" in str(caught.value)
    assert "Did you mean 'single'?" in str(caught.value)

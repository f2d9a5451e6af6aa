"""The staff page that lists what is hard to read."""

import pytest
from django.urls import reverse

from tests.factories import make_survey, small_document


HARD = "Participation in this consultation is voluntary, confidential and independent."


@pytest.fixture
def page(staff_client, ray, team):
    def page(document, number=1):
        make_survey(organisation=team, document=document)
        return staff_client(ray).get(reverse("survey_reading", args=["help-together", number]))

    return page


def test_page_lists_hard_texts_by_audience(page):
    document = small_document()
    document["pages"][0]["questions"][0]["label"] = {"*": HARD, "child": "Who helps you?"}

    shown = page(document)

    rows = {section["id"]: section["rows"] for section in shown.context["sections"]}
    assert list(rows) == [
        "anybody-standard",
        "child-standard",
        "parent-standard",
        "practitioner-standard",
    ]
    assert HARD not in [row[1] for row in rows["child-standard"]]
    assert HARD in [row[1] for row in rows["parent-standard"]]
    html = shown.content.decode()
    assert "reading grade" in html
    assert "Every text is within the limit." in html


def test_page_names_languages_that_nobody_judged(page):
    document = small_document()
    document["languages"] = {"pl": {"status": "machine_draft", "offered": False}}

    assert "Not judged, as only English can be: Polish." in page(document).content.decode()


def test_survey_in_another_language_is_not_judged(page):
    shown = page(small_document() | {"language": "pl"})

    assert shown.context["sections"] == []
    assert "Not judged, as only English can be: Polish." in shown.content.decode()


def test_too_many_passives_are_said(page):
    document = small_document()
    document["why"] = "Help is given. Words are heard. Children are asked. Things are changed."
    document["readers"] = "It is read. It is sorted. It is checked. It is kept."

    html = page(document).content.decode()

    assert "Too many sentences leave out who does it." in html


def test_texts_are_shown_as_text(page):
    document = small_document()
    document["why"] = f"<script>alert(1)</script> {HARD}"

    html = page(document).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_version_that_is_not_there_is_not_found(page):
    assert page(small_document(), number=2).status_code == 404

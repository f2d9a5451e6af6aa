"""Signing off: when all shelves were opened, no opinion waits, and nothing changed meanwhile."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from insights.actions.signing import sign_off
from insights.models import ShelfOpening, ShelvedAnswer, SignOff
from insights.shelves import SHELVES
from insights.signing import standing_of
from insights.views import shelves
from tests.factories import make_response
from tests.insights.reading.conftest import answer_of, save


STORY = "When I was nine my teacher listened and then the kind teacher came with me to the clinic."


@pytest.fixture
def searched(codebook, survey, responses, new_run):
    make_response(survey, answers={"child_better": STORY})
    return new_run()


def open_all(client, codebook):
    for name in SHELVES:
        client.get(reverse("shelf", args=[codebook.question_id, name]))


def page_of_signing(client, codebook, **given):
    address = reverse("signing", args=[codebook.question_id])
    return (client.post(address, given, follow=True) if given else client.get(address)).content


def refused(codebook, by, match, sequence=0):
    with pytest.raises(ValidationError, match=match):
        sign_off(codebook=codebook, sequence=sequence, by=by)
    assert not SignOff.objects.exists()


def test_without_a_search_there_is_nothing_to_sign(client, codebook, ray):
    refused(codebook, ray, "Not everything has been looked at")
    assert b"No search for themes has finished yet" in page_of_signing(client, codebook)


def test_every_shelf_with_answers_is_opened_first(client, codebook, searched, ray):
    left = standing_of(codebook).left
    assert {"lone", "aside", "repeated"} <= set(left)
    for name in left:
        refused(codebook, ray, "Not everything has been looked at")
        client.get(reverse("shelf", args=[codebook.question_id, name]))

    page = page_of_signing(client, codebook, sequence=0)

    assert b"Signed off by Ray" in page
    assert b"Ray, to its last page" in page
    assert standing_of(codebook).holds


def test_opening_says_whether_the_last_page_was_reached(client, codebook, searched, monkeypatch):
    monkeypatch.setattr(shelves, "PAGE", 1)
    address = reverse("shelf", args=[codebook.question_id, "aside"])

    client.get(address)
    assert ShelfOpening.objects.get().to_end is False
    client.get(address + "?page=99")
    client.get(address)

    assert ShelfOpening.objects.get().to_end is True


def test_waiting_second_opinion_hinders(client, codebook, searched, ray, responses):
    open_all(client, codebook)
    save(client, codebook, answer_of(responses[0]), ask="on")
    refused(codebook, ray, "Not everything has been looked at", sequence=1)
    assert b"1 answer waits for a second opinion" in page_of_signing(client, codebook)

    save(client, codebook, answer_of(responses[0]), settle="on")

    assert sign_off(codebook=codebook, sequence=2, by=ray)


def test_step_taken_since_the_person_looked_hinders(client, codebook, searched, ray, responses):
    open_all(client, codebook)
    save(client, codebook, answer_of(responses[0]))

    assert b"Something was decided since" in page_of_signing(client, codebook, sequence=0)
    refused(codebook, ray, "Something was decided since")


@pytest.mark.parametrize("change", ["step", "search"])
def test_sign_off_falls_with_what_comes_after(
    change, client, codebook, searched, ray, responses, new_run
):
    open_all(client, codebook)
    sign_off(codebook=codebook, sequence=0, by=ray)
    if change == "step":
        save(client, codebook, answer_of(responses[0]))
    else:
        new_run()

    assert not standing_of(codebook).holds
    assert b"It was changed since." in page_of_signing(client, codebook)
    assert standing_of(codebook).is_ready == (change == "step")


def test_story_has_a_shelf(client, codebook, searched):
    row = ShelvedAnswer.objects.get(run=searched, shelf="story")

    page = client.get(reverse("shelf", args=[codebook.question_id, "stories"])).content.decode()

    assert STORY in page
    assert row.answer.text == STORY

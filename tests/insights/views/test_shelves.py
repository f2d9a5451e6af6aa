"""Shelves: which answers stand beside the themes, who may read them, and that reading is told."""

import pytest
from django.urls import reverse

from insights.models import ShelvedAnswer, SuggestionMember
from insights.views import shelves
from people.models import AccessEvent
from surveys.models import Answer
from tests.factories import give_permission, make_response
from tests.insights.conftest import WAITING


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


def shelf_of(client, question, name, query=""):
    return client.get(reverse("shelf", args=[question.pk, name]) + query).content.decode()


def test_set_aside_says_why(client, question, new_run):
    new_run()

    page = shelf_of(client, question, "aside")

    assert "dont know" in page
    assert "Did not know or did not want to say" in page
    assert WAITING[0] not in page


def test_repeated_text_counts_people_and_texts_apart(client, question, new_run):
    new_run()

    page = shelf_of(client, question, "repeated")

    assert page.count(WAITING[0]) == 1
    assert "2 people · 1 different text" in page


def test_letter_of_a_campaign_comes_first_and_is_marked(client, question, survey, new_run):
    letter = (
        "Please keep the family centre on Mill Lane open because it is the only place near "
        "us where parents can meet, ask for help early and let the little ones play in the warm."
    )
    signed = f"{letter} My twins learned to walk on that floor and we would miss it."
    for text in (letter, letter, signed):
        make_response(survey, answers={"child_better": text})
    new_run()

    page = shelf_of(client, question, "repeated")

    assert "Prepared text · 3 people · 2 different texts" in page
    assert page.index(letter[:40]) < page.index(WAITING[0])
    assert page.count("Prepared text") == 1


def test_withdrawal_takes_one_from_a_campaign(client, question, survey, new_run):
    letter = "We ask for a quiet room at the clinic " + "where a child can wait with a parent " * 4
    sent = [make_response(survey, answers={"child_better": letter}) for _ in range(4)]
    new_run()

    give_permission(sent[0], "take_part", "withdrawn")

    assert "Prepared text · 3 people" in shelf_of(client, question, "repeated")


def test_text_that_one_person_still_stands_behind_is_not_repeated(
    client, question, new_run, responses
):
    new_run()
    give_permission(responses[0], "take_part", "withdrawn")

    assert WAITING[0] not in shelf_of(client, question, "repeated")


def test_lone_voice_is_read_in_its_place_and_the_reading_recorded(client, question, new_run, ray):
    run = new_run()
    lone = ShelvedAnswer.objects.filter(run=run, shelf="lone").first()

    page = shelf_of(client, question, "lone")

    assert Answer.objects.get(pk=lone.answer_id).text in page
    event = AccessEvent.objects.get()
    assert (event.view, event.actor_id) == ("shelf_lone", str(ray.pk))


def test_held_answer_is_on_no_shelf(client, question, new_run):
    run = new_run()
    lone = ShelvedAnswer.objects.filter(run=run, shelf="lone").first()
    Answer.objects.filter(pk=lone.answer_id).update(is_held=True)

    words = Answer.objects.get(pk=lone.answer_id).text
    assert words not in shelf_of(client, question, "lone")


def test_shelf_has_pages(client, question, new_run, monkeypatch):
    monkeypatch.setattr(shelves, "PAGE", 1)
    new_run()

    assert "Page 2 of 2" in shelf_of(client, question, "aside", "?page=2")


def test_shelf_of_no_name_is_not_found(client, question):
    assert client.get(reverse("shelf", args=[question.pk, "attic"])).status_code == 404


def test_answer_that_is_deleted_leaves_every_shelf(new_run, responses):
    new_run()

    Answer.objects.filter(response=responses[-1]).delete()

    left = ShelvedAnswer.objects.filter(answer__response=responses[-1])
    assert not left.exists()


def test_places_say_how_help_went_and_one_describes(new_run):
    run = new_run()

    places = SuggestionMember.objects.filter(suggestion__run=run)
    assert not places.filter(stance="").exists()
    for suggestion in run.suggestions.all():
        clause = suggestion.members.exclude(clause_start=None)
        assert clause.count() <= 1
        for place in clause:
            assert place.start <= place.clause_start < place.clause_end <= place.end


def test_card_shows_three_words_of_trust_and_the_split(client, question, new_run):
    new_run()

    page = client.get(reverse("codebook", args=[question.pk])).content.decode()

    for words in ("teady:", "of 1", "shared with “", "Went well:", "A wish:", "How to read"):
        assert words in page

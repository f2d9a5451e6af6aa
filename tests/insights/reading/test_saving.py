"""One answer's decisions, saved at once: what each does, that it is undone, that none is lost."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import now

from insights.actions.review import undo_decision
from insights.models import (
    AnswerNote,
    AnswerReading,
    Coding,
    Decision,
    Learning,
    ReadingPlace,
    SecondOpinion,
    Theme,
)
from people.models import AccessEvent
from surveys.models import Answer
from tests.factories import give_permission, make_response
from tests.insights.reading.conftest import KIND_BUT_SLOW, answer_of, save, seen_of


FIRST = f"0-{KIND_BUT_SLOW.index(' We waited')}"


def states_of(answer):
    rows = Coding.objects.filter(answer=answer).order_by("theme__name")
    return [(each.theme.name, each.state, each.source, str(each.by)) for each in rows]


def test_one_sending_confirms_adds_notes_and_asks(client, codebook, answer, suggested, kindness):
    response = save(
        client,
        codebook,
        answer,
        **{f"coding_{suggested.pk}": "confirm"},
        themes=[kindness.pk],
        place=FIRST,
        note="Ask the clinic about letters",
        ask="on",
    )

    assert response.status_code == 303
    assert states_of(answer) == [
        ("Kindness", "confirmed", "person", "Ray"),
        ("Waiting", "confirmed", "person", "Ray"),
    ]
    added = Coding.objects.get(theme=kindness)
    assert KIND_BUT_SLOW[added.start : added.end] == "The nurse was kind to us all."
    assert AnswerNote.objects.get().text == "Ask the clinic about letters"
    assert SecondOpinion.objects.pending().get().asked_by.name == "Ray"
    assert Decision.objects.get().kind == "read"


def test_undoing_takes_all_of_it_back(client, codebook, answer, suggested, ray):
    save(
        client,
        codebook,
        answer,
        **{f"coding_{suggested.pk}": "reject"},
        new_theme="Letters",
        note="Ask",
        ask="on",
    )
    decision = Decision.objects.get()
    assert "Ask" not in str(decision.before) + str(decision.after)

    undo_decision(decision=decision, by=ray)

    assert states_of(answer) == [("Waiting", "suggested", "machine", "None")]
    assert not Theme.objects.filter(name="Letters").exists()
    for model in (AnswerNote, AnswerReading, SecondOpinion):
        assert not model.objects.exists()


def test_theme_made_by_hand_is_a_theme_like_any(client, codebook, answer):
    save(client, codebook, answer, new_theme="Letters")

    theme = Theme.objects.active().get(name="Letters")
    assert theme.codings.current().confirmed().get().end == len(KIND_BUT_SLOW)
    page = client.get(reverse("codebook", args=[codebook.question_id])).content.decode()
    assert "Letters" in page


def test_no_theme_fits_takes_out_what_the_machine_suggests(client, codebook, answer, suggested):
    save(client, codebook, answer, outcome="no_theme")

    assert states_of(answer) == [("Waiting", "rejected", "person", "Ray")]
    assert AnswerReading.objects.get().outcome == "no_theme"


def test_no_theme_beside_a_theme_is_told_and_loses_nothing(client, codebook, answer, kindness):
    response = save(
        client,
        codebook,
        answer,
        outcome="no_theme",
        themes=[kindness.pk],
        note="My note",
        place=FIRST,
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "An answer that no theme fits has no theme" in page
    assert "My note</textarea>" in page
    assert page.count(" checked") == 3  # the theme, its passage, and what came of it
    assert not Decision.objects.exists()


def test_confirm_all_leaves_what_is_taken_out(client, codebook, answer, suggested, kindness):
    other = Coding.objects.create(theme=kindness, answer=answer, start=0, end=5, source="machine")

    save(client, codebook, answer, save="confirm_all", **{f"coding_{other.pk}": "reject"})

    assert [state for _theme, state, *_rest in states_of(answer)] == ["rejected", "confirmed"]


def test_answer_changed_meanwhile_is_shown_anew_with_all_that_was_typed(
    client, codebook, answer, suggested, kindness, alice, staff_client
):
    seen = seen_of(codebook, answer)
    save(staff_client(alice), codebook, answer, **{f"coding_{suggested.pk}": "confirm"})

    response = save(
        client, codebook, answer, seen=seen, themes=[kindness.pk], note="Mine", ask="on"
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "changed while you read it" in page
    assert "confirmed by Alice" in page
    assert "Mine</textarea>" in page
    assert re.search(rf'value="{kindness.pk}"[^>]* checked', page)
    assert not AnswerNote.objects.exists()
    assert f'name="seen" value="{seen_of(codebook, answer)}"' in page


def test_answer_that_fits_the_filter_no_more_is_still_there_after_an_error(
    client, codebook, answer, suggested, alice, staff_client
):
    seen = seen_of(codebook, answer)
    save(staff_client(alice), codebook, answer)

    page = save(client, codebook, answer, "?state=unread", seen=seen, note="Mine").content.decode()

    assert "Mine</textarea>" in page


def test_second_opinion_is_settled_by_another_person(client, codebook, answer, alice, staff_client):
    save(client, codebook, answer, ask="on")
    query = "?state=opinion"
    address = reverse("reading", args=[codebook.question_id]) + query
    assert "You asked on " in client.get(address).content.decode()

    other = staff_client(alice)
    page = other.get(address).content.decode()
    assert "Waits for a second opinion" in page
    assert "Ray asked on " in page
    assert "1 answer waits for a second opinion</a>: 1 where you can give it." in page
    assert "This is my second opinion" in page
    save(other, codebook, answer, query, settle="on")

    settled = SecondOpinion.objects.get()
    assert (settled.asked_by.name, settled.settled_by.name) == ("Ray", "Alice")
    page = client.get(address).content.decode()
    assert "No answer fits all of this" in page
    assert "waits for a second opinion" not in page
    everything = client.get(address.partition("?")[0]).content.decode()
    assert "Has a second opinion" in everything
    assert "Given by Alice on " in everything
    assert "; Ray had asked." in everything


def test_a_wish_that_was_taken_back_is_no_second_opinion(client, codebook, answer):
    save(client, codebook, answer, ask="on")
    save(client, codebook, answer, settle="on")

    assert SecondOpinion.objects.get().settled_at
    page = client.get(reverse("reading", args=[codebook.question_id])).content.decode()
    assert "second opinion</strong>" not in page


def test_wish_is_told_to_who_asked_as_waiting_for_somebody_else(client, codebook, answer):
    save(client, codebook, answer, ask="on")

    page = client.get(reverse("reading", args=[codebook.question_id])).content.decode()

    assert "1 answer waits for a second opinion</a>: you asked, so somebody else gives it." in page


def test_answer_that_left_waits_for_nobody(client, codebook, answer):
    save(client, codebook, answer, ask="on")
    give_permission(answer.response, "take_part", "withdrawn")

    page = client.get(reverse("reading", args=[codebook.question_id])).content.decode()

    assert "waits for a second opinion" not in page


def test_wanted_opinion_is_found_where_the_machine_has_put_what_is_unread_in_order(
    client, codebook, answer
):
    learning = Learning.objects.create(
        codebook=codebook, status="done", finished_at=now(), metrics={"coded": 0, "overall": None}
    )
    ReadingPlace.objects.bulk_create(
        ReadingPlace(learning=learning, answer=each, rank=rank, sureness=0.5)
        for rank, each in enumerate(Answer.objects.filter(question=codebook.question))
    )
    save(client, codebook, answer, ask="on")
    address = reverse("reading", args=[codebook.question_id])

    told = client.get(address + "?state=opinion&order=worth")
    assert (
        "In this order: As they came in. What people have read has no other"
        in told.content.decode()
    )
    assert '<option value="received" selected>' in told.content.decode()
    for query in ("?state=opinion", "?state=opinion&order=worth", "?state=opinion&order=unsure"):
        assert "Waits for a second opinion" in client.get(address + query).content.decode()
    page = client.get(address).content.decode()
    assert "Waits for a second opinion" not in page
    assert "1 answer waits for a second opinion" in page


def test_undoing_a_settled_opinion_after_a_new_one_is_refused(client, codebook, answer, ray):
    for wish in ("ask", "settle", "ask"):
        save(client, codebook, answer, **{wish: "on"})
    settled = Decision.objects.get(sequence=2)

    with pytest.raises(Exception, match="later step"):
        undo_decision(decision=settled, by=ray)

    assert SecondOpinion.objects.pending().count() == 1


@pytest.mark.parametrize("place", ["5-5", "60-9000", "9-3"])
def test_passage_that_is_none_is_refused(place, client, codebook, answer, kindness):
    page = save(client, codebook, answer, themes=[kindness.pk], place=place).content.decode()

    assert "Mark a passage of this answer." in page
    assert not Coding.objects.exists()


def test_saving_leads_to_the_next_answer_and_on_to_the_next_page(client, codebook, answer, survey):
    other = answer_of(make_response(survey, answers={"child_better": "Later"}))
    first, last = sorted([answer, other], key=lambda each: each.response_id)

    response = save(client, codebook, first)
    assert f"at={last.pk}" in response["Location"]

    response = save(client, codebook, last, f"?at={first.pk}")
    assert f"at={last.pk}" in response["Location"]


def test_answer_taken_back_meanwhile_is_told(client, codebook, answer):
    seen = seen_of(codebook, answer)
    give_permission(answer.response, "take_part", "withdrawn")

    response = save(client, codebook, answer, seen=seen)

    assert response.status_code == 303
    assert not Decision.objects.exists()
    page = client.get(response["Location"]).content.decode()
    assert "This answer was taken back." in page


def test_deleted_answer_takes_its_notes_and_opinions_along(client, codebook, answer):
    save(client, codebook, answer, note="Ask", ask="on")

    Answer.objects.filter(pk=answer.pk).delete()

    for model in (AnswerNote, AnswerReading, SecondOpinion):
        assert not model.objects.exists()


def test_reading_one_answer_is_recorded_as_one(client, codebook, answer):
    save(client, codebook, answer)

    event = AccessEvent.objects.get()
    assert (event.view, event.count) == ("reading", 1)

"""New answers go into people's themes as suggestions; what fits none is told and suggested anew."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from insights.actions.signing import note_opening
from insights.actions.waves import perform_wave, request_wave
from insights.models import Coding, ShelfOpening, SortedAnswer, Suggestion
from insights.reading.changes import changes_since
from insights.tasks import ask_for_workers
from surveys.models import Answer
from tests.factories import give_permission, make_response
from tests.insights.conftest import LISTENING, WAITING
from tests.insights.reading.conftest import answer_of, save


NEW_WAITING = "We waited on the waiting list for months and months"
FAR = (
    "The bus to town costs too much money",
    "The bus fare is far too dear for us",
    "Make the bus free for families",
    "No bus goes to town on Sundays",
    "A bus fare for four costs a week of food",
    "The last bus is long gone by then",
)


@pytest.fixture
def themed(client, codebook, responses, new_run, waiting, kindness, settings):
    """Return the codebook, searched once, with people's examples in two themes."""
    new_run()
    for response in responses:
        answer = answer_of(response)
        theme = {**dict.fromkeys(WAITING, waiting), **dict.fromkeys(LISTENING, kindness)}
        if answer.text in theme:
            save(client, codebook, answer, themes=[theme[answer.text].pk])
    settings.THEME_ENCODER = "use"  # this engine learns no words from what it sorts
    return codebook


def send(survey, *texts):
    return [answer_of(make_response(survey, answers={"child_better": each})) for each in texts]


def sort(codebook, by):
    wave = request_wave(codebook=codebook, by=by)
    assert perform_wave(wave=wave)
    return wave


def page_of(client, codebook):
    address = reverse("new_answers", args=[codebook.question_id])
    return client.get(address).content.decode()


def test_page_says_what_to_do_first_and_what_will_stand_there(client, codebook, responses, new_run):
    assert "go to the survey and choose “Find themes”" in page_of(client, codebook)

    new_run()
    page = page_of(client, codebook)
    assert "there is no theme yet" in page
    assert "<form method" not in page.split("<main")[1].split("</main>")[0]

    codebook.themes.create(name="Waiting")
    page = page_of(client, codebook)
    assert "What will stand here after the first sorting" in page
    assert "No answer has come in since the last search" in page


def test_page_counts_what_waits_until_it_is_sorted(themed, client, survey, ray):
    today = localdate()
    for text in (NEW_WAITING, "dont know", f"{NEW_WAITING} and on"):
        make_response(survey, answers={"child_better": text}, received_day=today)
    gone = make_response(survey, answers={"child_better": "Gone"}, received_day=today)
    give_permission(gone, "take_part", "withdrawn")
    assert "3 answers came in since the last search and wait" in page_of(client, themed)

    sort(themed, ray)

    page = page_of(client, themed)
    assert "No answer has come in since the last search" in page
    assert "What will stand here" not in page
    make_response(survey, answers={"child_better": "More"}, received_day=today)
    assert "1 answer came in since the last search and waits" in page_of(client, themed)


def test_new_answers_are_sorted_and_nothing_decided_is_moved(
    themed, client, survey, ray, waiting, responses
):
    near, *far, silent = send(survey, NEW_WAITING, *FAR, "dont know")
    decided = list(Coding.objects.order_by("pk").values())
    run = themed.runs.get()
    note_opening(run=run, shelf="aside", to_end=True, by=ray)
    suggested = run.suggestions.count()

    wave = sort(themed, ray)

    coding = Coding.objects.get(answer=near)
    assert (coding.theme, coding.source, coding.state) == (waiting, "machine", "suggested")
    known = [row["id"] for row in decided]
    assert list(Coding.objects.filter(pk__in=known).order_by("pk").values()) == decided
    assert wave.metrics["new"] == 8
    assert wave.metrics["suggestions"] >= 1
    fates = dict(SortedAnswer.objects.exclude(fate="misfit").values_list("answer", "fate"))
    assert fates[silent.pk] == "aside"
    assert {fates[each.pk] for each in far} == {"unplaced"}
    assert run.shelved.filter(answer=silent, shelf="no_answer").exists()
    assert run.suggestions.count() >= suggested + wave.metrics["suggestions"]
    new = Suggestion.objects.filter(run=run, number__gt=suggested)
    assert not new.filter(members__answer__response__in=responses).exists()
    assert not ShelfOpening.objects.exists()  # what was opened has grown

    page = client.get(reverse("new_answers", args=[themed.question_id])).content.decode()
    assert "New answers since" in page
    reading = reverse("reading", args=[themed.question_id])
    listed = client.get(reading + "?state=unplaced&order=received").context["answers"]
    assert {each["id"] for each in listed} == {each.pk for each in far}

    again = sort(themed, ray)
    assert again.metrics["new"] == 0


def test_what_grew_is_told_with_its_interval(themed, client, survey, ray, waiting, kindness):
    send(survey, *(f"{NEW_WAITING}, {n} of them" for n in range(30)))
    wave = sort(themed, ray)

    found = {each.theme: each for each in changes_since(wave)}

    assert found[waiting.pk].word == "grew"
    assert found[kindness.pk].word == "shrank"
    page = client.get(reverse("new_answers", args=[themed.question_id])).content.decode()
    assert "Grew" in page
    assert "Shrank" in page


def test_refused_theme_and_taken_back_answers_stay_out(themed, survey, ray, waiting, monkeypatch):
    near, gone = send(survey, NEW_WAITING, f"{NEW_WAITING} on end")
    Coding.objects.create(
        theme=waiting, answer=near, start=0, end=2, source="machine", state="rejected"
    )
    give_permission(gone.response, "take_part", "withdrawn")

    sort(themed, ray)

    assert Coding.objects.get(answer=near).state == "rejected"
    assert not SortedAnswer.objects.filter(answer=gone).exists()
    Answer.objects.filter(pk=near.pk).delete()
    assert not SortedAnswer.objects.filter(answer=near.pk).exists()


def test_asking_needs_a_search_and_a_theme_and_is_done_once(client, codebook, new_run, ray):
    with pytest.raises(ValidationError, match="Search for themes first"):
        request_wave(codebook=codebook, by=ray)
    new_run()
    with pytest.raises(ValidationError, match="no theme to sort into"):
        request_wave(codebook=codebook, by=ray)
    codebook.themes.create(name="Waiting")

    address = reverse("new_answers", args=[codebook.question_id])
    client.post(address)
    page = client.post(address, follow=True).content.decode()

    assert "New answers are being sorted already." in page
    assert codebook.waves.count() == 1
    assert ask_for_workers() == 1

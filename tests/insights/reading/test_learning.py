"""The coder learns from people: what it suggests, never touches, and wants read next."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from insights.actions import learning as actions
from insights.actions.learning import perform_learning, request_learning
from insights.models import Coding, Learning, ReadingPlace
from insights.tasks import ask_for_workers
from surveys.models import Answer
from tests.factories import give_permission
from tests.insights.conftest import LISTENING, WAITING
from tests.insights.reading.conftest import answer_of, save


@pytest.fixture
def answers(responses):
    """Return {text: answer}; the text that two people sent stands for one of them."""
    return {each.answers.get().text: answer_of(each) for each in responses}


@pytest.fixture
def taught(client, codebook, answers, waiting, kindness):
    """Return the codebook after a person has put three answers into each of two themes."""
    for theme, texts in ((waiting, WAITING[1:4]), (kindness, LISTENING[:3])):
        for text in texts:
            save(client, codebook, answers[text], themes=[theme.pk])
    return codebook


def learn(codebook, by):
    learning = request_learning(codebook=codebook, by=by)
    assert perform_learning(learning=learning)
    return learning


def suggested_for(answer):
    rows = Coding.objects.filter(answer=answer, source="machine")
    return {each.theme.name: each.sureness for each in rows}


def test_coder_suggests_what_people_taught_it(taught, answers, ray):
    learn(taught, ray)

    assert "Waiting" in suggested_for(answers["Nobody explains the waiting list"])
    assert "Kindness" in suggested_for(answers["Teachers should be kind and listen"])
    assert suggested_for(answers["dont know"]) == {}
    rows = Coding.objects.filter(source="machine")
    assert {each.state for each in rows} == {"suggested"}
    assert {each.sureness for each in rows} <= {"sure", "unsure", "guess"}
    assert all(0 < each.score <= 1 for each in rows)


def test_what_people_decided_stays_as_it_was(taught, client, codebook, answers, waiting, ray):
    refused = answers["Nobody explains the waiting list"]
    Coding.objects.create(
        theme=waiting, answer=refused, start=0, end=6, source="person", state="rejected", by=ray
    )
    save(client, codebook, answers["Purple bicycles"], outcome="no_theme")
    before = list(Coding.objects.filter(source="person").order_by("pk").values())

    learn(taught, ray)

    assert list(Coding.objects.filter(source="person").order_by("pk").values()) == before
    assert "Waiting" not in suggested_for(refused)
    assert suggested_for(answers["Purple bicycles"]) == {}


def test_learning_again_keeps_the_rows_that_stay_and_takes_what_went(taught, answers, ray):
    learn(taught, ray)
    kept = set(Coding.objects.filter(source="machine").values_list("pk", flat=True))
    stray = Coding.objects.create(
        theme=taught.themes.get(name="Kindness"),
        answer=answers["dont know"],
        start=0,
        end=4,
        source="machine",
        sureness="guess",
    )

    learn(taught, ray)

    assert set(Coding.objects.filter(source="machine").values_list("pk", flat=True)) == kept
    assert not Coding.objects.filter(pk=stray.pk).exists()


def test_guess_counts_nowhere(taught, answers, ray):
    coding = Coding.objects.create(
        theme=taught.themes.get(name="Kindness"),
        answer=answers["Purple bicycles"],
        start=0,
        end=6,
        source="machine",
        sureness="guess",
    )

    assert coding not in Coding.objects.current()
    coding.state = "confirmed"
    coding.save()
    assert coding in Coding.objects.current()


def test_what_is_worth_reading_comes_first_and_leaves_once_read(taught, client, answers, ray):
    address = reverse("reading", args=[taught.question_id])
    before = client.get(address)
    assert 'value="worth"' not in before.content.decode()
    assert before.context["order"].startswith("In this order: As they came in. “Worth reading")
    learning = learn(taught, ray)

    first = learning.places.order_by("rank").first()
    page = client.get(address)
    assert "The machine learned from 6 answers" in page.content.decode()
    assert page.context["answers"][0]["id"] == first.answer_id
    read = {answers[text].pk for text in (*WAITING[1:4], *LISTENING[:3])}
    assert not read & {each["id"] for each in page.context["answers"]}

    save(client, taught, Answer.objects.get(pk=first.answer_id))
    assert first.answer_id not in {each["id"] for each in client.get(address).context["answers"]}
    unsure = client.get(address + "?order=unsure").context["answers"]
    assert len(unsure) == len(page.context["answers"]) - 1


def test_figures_are_kept_in_their_documented_shape(taught, ray):
    learning = learn(taught, ray)

    metrics = learning.metrics
    assert (metrics["answers"], metrics["coded"], metrics["encoder"]) == (15, 6, "tfidf")
    assert set(metrics["themes"]) == {str(each.pk) for each in taught.themes.all()}
    for each in metrics["themes"].values():
        value, low, high = each["f1"]
        assert 0 <= low <= value <= high <= 1
        assert each["examples"] == 3
    assert len(metrics["overall"]) == 3
    assert set(metrics["levels"]) == {"sure", "unsure", "guess"}


def test_only_the_newest_order_is_kept(taught, ray):
    learn(taught, ray)
    newest = learn(taught, ray)

    assert {each.learning_id for each in ReadingPlace.objects.all()} == {newest.pk}


def test_theme_made_by_hand_is_learned_from_its_name_alone(codebook, answers, waiting, ray):
    waiting.definition = "The waiting list is too long"
    waiting.save()

    learning = learn(codebook, ray)

    assert learning.metrics["overall"] is None
    assert Coding.objects.filter(theme=waiting, source="machine").exists()


def test_person_who_takes_back_meanwhile_gets_no_row(taught, answers, ray, monkeypatch):
    gone = answers["Nobody explains the waiting list"]
    real = actions.learn

    def slow(*args, **given):
        give_permission(gone.response, "take_part", "withdrawn")
        return real(*args, **given)

    monkeypatch.setattr(actions, "learn", slow)
    learn(taught, ray)

    assert not ReadingPlace.objects.filter(answer=gone).exists()
    assert suggested_for(gone) == {}


def test_ten_decisions_ask_for_learning_by_themselves(client, codebook, answers, waiting):
    texts = [text for text in answers if text][:10]
    for number, text in enumerate(texts):
        assert Learning.objects.count() == 0, number
        save(client, codebook, answers[text], themes=[waiting.pk])

    assert Learning.objects.get().sequence == 10
    assert ask_for_workers() == 1


def test_button_asks_once_and_needs_a_theme(client, codebook, waiting, ray):
    address = reverse("reading_learn", args=[codebook.question_id])

    assert client.post(address).status_code == 303
    client.post(address)

    assert Learning.objects.count() == 1
    page = client.get(reverse("reading", args=[codebook.question_id])).content.decode()
    assert "The machine is learning already." in page
    waiting.delete()
    Learning.objects.all().delete()
    with pytest.raises(ValidationError, match="no theme to learn"):
        request_learning(codebook=codebook, by=ray)


def test_failed_learning_changes_nothing_and_says_so(taught, client, ray, monkeypatch):
    monkeypatch.setattr(actions, "learn", lambda *args, **given: 1 / 0)
    learning = request_learning(codebook=taught, by=ray)

    with pytest.raises(ZeroDivisionError):
        perform_learning(learning=learning)

    learning.refresh_from_db()
    assert (learning.status, learning.error_class) == ("failed", "ZeroDivisionError")
    page = client.get(reverse("reading", args=[taught.question_id])).content.decode()
    assert "The last learning failed." in page

"""Sorting the answers of a theme: what each button does, and that an error loses nothing."""

import pytest
from django.urls import reverse

from insights.models import Coding, Theme
from insights.views import answers
from people.models import AccessEvent
from tests.factories import make_response
from tests.insights.views.test_themes import coding_of, page_of, said


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def theme(codebook):
    return Theme.objects.create(codebook=codebook, name="Waiting")


@pytest.fixture
def other(codebook):
    return Theme.objects.create(codebook=codebook, name="Other")


@pytest.fixture
def rows(theme, survey):
    texts = ("One wait", "Two waits")
    return [coding_of(theme, make_response(survey, answers={"child_better": t})) for t in texts]


def sort(client, theme, query="", **given):
    return client.post(reverse("theme_sort", args=[theme.pk]) + query, given)


def ticked(page):
    return page.count(" checked>")


@pytest.mark.parametrize(
    "act, home, done",
    [
        ("confirm", "Waiting", "1 answer was confirmed."),
        ("move", "Other", "1 answer was moved to “Other”."),
        ("split", "New", "“New” is a theme now, with 1 answer."),
    ],
)
def test_chosen_answers_are_sorted(act, home, done, client, theme, other, rows):
    given = {"codings": [rows[0].pk], "act": act, "to_theme": other.pk}
    name = {"name": "New"} if act == "split" else {}

    response = sort(client, theme, **given, **name)

    assert (response.status_code, said(response)) == (303, done)
    current = Coding.objects.current().filter(answer=rows[0].answer_id)
    assert [coding.theme.name for coding in current] == [home]


ERRORS = [
    ({"act": "split", "name": "New name"}, "Choose at least one answer first."),
    ({"act": "move"}, "Choose the theme to move the answers to."),
    ({"act": "split"}, "Give the new theme a name."),
    ({"act": "confirm", "name": "New name"}, "press “Split the chosen answers off”"),
    ({"name": "New name"}, "Press one of the buttons below the answers."),
]


@pytest.mark.parametrize("given, words", ERRORS)
def test_error_is_told_and_nothing_given_is_lost(given, words, client, theme, other, rows):
    chosen = [] if "at least one" in words else [rows[1].pk]

    response = sort(client, theme, codings=chosen, **given)

    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error:" in page
    assert page.count(words) >= 1
    assert ticked(page) == len(chosen)
    assert ('value="New name"' in page) == ("name" in given)
    assert Coding.objects.filter(state=Coding.State.SUGGESTED, theme=theme).count() == 2


def test_error_keeps_the_theme_that_was_chosen(client, theme, other, rows):
    page = sort(client, theme, act="move", to_theme=other.pk).content.decode()

    assert f'<option value="{other.pk}" selected>' in page


def test_theme_that_went_out_of_use_is_told(client, theme, other, rows):
    other.status = Theme.Status.MERGED
    other.save()

    response = sort(client, theme, act="move", to_theme=other.pk, codings=[rows[0].pk])

    page = response.content.decode()
    assert "That theme is no longer in use. Choose another." in page
    assert ticked(page) == 1


def test_refusal_of_the_act_itself_loses_nothing(client, theme, other, rows, monkeypatch):
    def refuse(**given):
        raise answers.ValidationError("Not now.")

    monkeypatch.setattr(answers, "move_coding", refuse)

    page = sort(client, theme, act="move", to_theme=other.pk, codings=[rows[0].pk]).content.decode()

    assert "Not now." in page
    assert ticked(page) == 1


def test_error_leads_to_the_first_answer(client, theme, other, rows):
    page = sort(client, theme, act="confirm").content.decode()

    assert 'href="#id_codings"' in page
    assert page.count('id="id_codings"') == 1


def test_error_stays_on_its_page_of_answers(client, theme, rows, monkeypatch):
    monkeypatch.setattr(answers, "PAGE", 1)
    last = sorted(rows, key=lambda row: row.pk)[-1]

    page = sort(client, theme, "?page=2", act="split", codings=[last.pk]).content.decode()

    assert "Page 2 of 2" in page
    assert ticked(page) == 1
    assert f'href="{reverse("theme_answers", args=[theme.pk])}?page=1"' in page


def test_reading_again_after_an_error_is_recorded(client, theme, rows, ray):
    sort(client, theme, act="confirm")

    event = AccessEvent.objects.get()
    assert (event.view, event.count, event.actor_id) == ("theme_answers", 2, str(ray.pk))


def test_move_needs_another_theme_to_be_offered(client, theme, rows):
    assert "Move them to" not in page_of(client, reverse("theme_answers", args=[theme.pk]))

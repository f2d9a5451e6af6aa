"""The review pages: what they show and to whom, and what their buttons do."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from insights.models import Coding, Suggestion, SuggestionMember, Theme
from people.models import AccessEvent
from surveys.models import Answer
from tests.factories import make_response


XSS = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def address(question):
    return reverse("codebook", args=[question.pk])


@pytest.fixture
def theme(codebook):
    return Theme.objects.create(codebook=codebook, name="Waiting", definition="Long waits")


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def coding_of(theme, response):
    answer = response.answers.get(question=theme.codebook.question)
    return Coding.objects.create(
        theme=theme, answer=answer, start=0, end=len(answer.text), source="machine", score=1
    )


def edit(client, theme, **fields):
    words = {"name": "Waiting times", "definition": "", "version": theme.version}
    return client.post(reverse("theme_edit", args=[theme.pk]), words | fields)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_board_shows_suggestions_beside_themes_and_what_is_left(
    client, address, suggestions, theme
):
    page = page_of(client, address)

    first = suggestions[0]
    assert page.index(first.label) < page.index("Long waits")
    assert reverse("suggestion_accept", args=[first.pk]) in page
    assert reverse("theme_edit", args=[theme.pk]) in page
    assert "Not grouped yet" in page
    assert "Said that there is nothing 0; Did not know or did not want to say 1" in page
    assert "not as a statistic" in page


def test_reading_answers_is_recorded_before_they_are_shown(client, address, suggestions, ray):
    page_of(client, address)

    event = AccessEvent.objects.get()
    assert (event.view, event.actor_id) == ("codebook", str(ray.pk))
    assert event.count > 0


def test_words_from_outside_are_escaped(client, address, question, theme, survey, new_run):
    theme.name = XSS
    theme.save()
    coding_of(theme, make_response(survey, answers={"child_better": f"I wait {XSS}"}))

    pages = [page_of(client, address), page_of(client, reverse("theme_answers", args=[theme.pk]))]

    for page in pages:
        assert XSS not in page
        assert page.count(ESCAPED) >= 2


def test_held_answers_are_not_shown(client, address, theme, survey):
    coding = coding_of(theme, make_response(survey, answers={"child_better": "Held words"}))
    Answer.objects.filter(pk=coding.answer_id).update(is_held=True)

    assert "Held words" not in page_of(client, address)
    assert "Held words" not in page_of(client, reverse("theme_answers", args=[theme.pk]))


def test_accepted_suggestion_is_a_theme(client, address, suggestions, codebook):
    response = client.post(reverse("suggestion_accept", args=[suggestions[0].pk]))

    assert (response.status_code, response["Location"]) == (303, address)
    assert codebook.themes.active().count() == 1
    assert "is a theme now" in said(response)


@pytest.mark.parametrize("status, tags", [("active", 1), ("merged", 0)])
def test_theme_says_what_it_is_part_of(status, tags, client, address, theme, codebook):
    Theme.objects.create(codebook=codebook, name="Waiting lists", parent=theme)
    theme.status = status
    theme.save()

    assert page_of(client, address).count("Part of “Waiting”") == tags


def test_rejected_suggestion_is_gone_from_the_page(client, address, suggestions):
    reject = reverse("suggestion_reject", args=[suggestions[0].pk])

    assert client.post(reject)["Location"] == address
    assert reject not in page_of(client, address)


def test_second_acceptance_is_told_and_changes_nothing(client, suggestions, codebook):
    accept = reverse("suggestion_accept", args=[suggestions[0].pk])
    client.post(accept)

    assert client.post(accept).status_code == 303
    assert codebook.themes.count() == 1


def test_theme_is_renamed(client, theme, address):
    response = edit(client, theme)

    theme.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, f"{address}#theme-{theme.pk}")
    assert theme.name == "Waiting times"


def test_name_is_asked_for(client, theme):
    assert "Give the theme a name." in edit(client, theme, name="").content.decode()


def test_conflict_shows_both_texts_and_loses_nothing(client, theme):
    edit(client, theme, name="Theirs")

    response = edit(client, theme, name="Mine", definition="My sentence")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert page.count("My sentence") == 2
    theme.refresh_from_db()
    assert f'name="version" value="{theme.version}"' in page


def test_themes_are_merged(client, theme, codebook):
    into = Theme.objects.create(codebook=codebook, name="Help")

    merge = reverse("theme_merge", args=[theme.pk])
    assert "Help" in page_of(client, merge)
    assert "Choose the theme that stays." in client.post(merge).content.decode()
    assert client.post(merge, {"into": into.pk}).status_code == 303

    assert list(codebook.themes.active()) == [into]


def test_decision_is_listed_and_undone(client, theme, question):
    edit(client, theme)
    decisions = reverse("decision_list", args=[question.pk])
    undo = reverse("decision_undo", args=[theme.codebook.decisions.get().pk])

    listed = page_of(client, decisions)
    assert undo in listed
    assert "Waiting → Waiting times" in listed
    assert client.post(undo).status_code == 303

    theme.refresh_from_db()
    assert theme.name == "Waiting"
    assert undo not in page_of(client, decisions)


PAGES = (
    "codebook",
    "concept_board",
    "decision_list",
    "suggestion_place",
    "suggestion_reject",
    "theme_answers",
    "theme_approve",
    "theme_edit",
    "theme_history",
    "theme_make",
    "theme_merge",
    "theme_place",
    "theme_promote",
    "theme_reject",
    "theme_retire",
)
ACTS = ("theme_sort", "theme_copy", "theme_bring_back", "suggestion_accept")


@pytest.fixture
def address_of(question, theme, new_run):
    suggestion = new_run().suggestions.first()
    targets = {"suggestion": suggestion.pk, "theme": theme.pk}

    def make(name):
        key = question.pk if name == "theme_make" else targets.get(name.split("_")[0], question.pk)
        return reverse(name, args=[key])

    return make


@pytest.mark.parametrize("name", PAGES + ACTS)
def test_outsiders_and_other_roles_are_refused(name, address_of, staff_client, carol, bob):
    method = "get" if name in PAGES else "post"

    assert getattr(staff_client(carol), method)(address_of(name)).status_code == 404
    assert getattr(staff_client(bob), method)(address_of(name)).status_code == 403


@pytest.mark.parametrize("name", ACTS)
def test_acts_refuse_get(name, address_of, client):
    assert client.get(address_of(name)).status_code == 405


def test_ids_of_nothing_are_not_found(client, survey):
    nothing = "00000000-0000-0000-0000-000000000000"

    for name in PAGES:
        assert client.get(reverse(name, args=[nothing])).status_code == 404
    assert client.post(reverse("suggestion_accept", args=[nothing])).status_code == 404
    assert client.post(reverse("decision_undo", args=[nothing])).status_code == 404


def test_queries_do_not_grow_with_suggestions(
    client, address, suggestions, django_assert_max_num_queries
):
    run = suggestions[0].run
    run.suggestions.all().delete()
    answer = Answer.objects.filter(text__contains="waiting").first()  # of whom: any

    def add(numbers):
        for number in numbers:
            row = Suggestion.objects.create(run=run, number=number, label=f"Theme {number}")
            SuggestionMember.objects.create(suggestion=row, answer=answer, start=0, end=5)

    add(range(3))
    page_of(client, address)  # what is looked up once is looked up
    with django_assert_max_num_queries(100) as few:
        page_of(client, address)
    add(range(3, 30))
    page_of(client, address)  # and counted, once
    with django_assert_max_num_queries(100) as many:
        page_of(client, address)

    assert len(many) == len(few)


def test_card_quotes_say_different_things(client, address, theme, survey):
    for words in ("Ask me first", "ask me  first!", "ASK ME FIRST", "Tell me what happens"):
        response = make_response(survey, answers={"child_better": f"{words}. {words[::-1]}"})
        answer = response.answers.get(question=theme.codebook.question)
        Coding.objects.create(
            theme=theme, answer=answer, start=0, end=len(words), source="machine", score=1
        )

    page = page_of(client, address).casefold()

    assert page.count("ask me") == 1
    assert "tell me what happens" in page

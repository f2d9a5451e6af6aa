"""The theme board: two trees, the acts of a card and where they lead, and two people at once."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from insights.actions.review import (
    last_step_of,
    make_theme,
    place_theme,
    rename_theme,
    retire_theme,
)
from insights.actions.runs import codebook_of
from insights.models import Decision, Suggestion, Theme
from tests.factories import make_response
from tests.review_factories import make_run


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def address(question):
    return reverse("codebook", args=[question.pk])


@pytest.fixture
def run(survey, question, ray):
    for number in range(4):
        make_response(survey, answers={question.key: f"Words of number {number}"})
    answers = list(question.answers.order_by("pk"))
    run = make_run(question=question, groups={"Whole": answers, "Part": answers[:2]}, by=ray)
    part, whole = run.suggestions.get(label="Part"), run.suggestions.get(label="Whole")
    part.parent = whole
    part.save(update_fields=["parent"])
    return run


@pytest.fixture
def themes(codebook, ray):
    return [make_theme(codebook=codebook, name=name, by=ray) for name in ("Waiting", "Help")]


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_reasons_of_the_first_suggestions_are_open_and_the_others_folded(
    client, address, survey, question, ray
):
    for number in range(5):
        make_response(survey, answers={question.key: f"Words of number {number}"})
    answers = list(question.answers.order_by("pk"))
    make_run(question=question, groups={f"Group {n}": answers for n in range(5)}, by=ray)

    page = page_of(client, address)

    cards = page.split('<article class="theme-card"')[1:]
    assert ['theme-card__why" open' in card for card in cards] == [True] * 3 + [False] * 2


def test_sides_stand_beside_each_other_once_there_are_both(client, address, run, codebook, ray):
    alone = page_of(client, address)
    assert 'class="board board--alone"' in alone
    assert alone.index('id="codebook"') < alone.index('id="suggested"')

    make_theme(codebook=codebook, name="Waiting", by=ray)
    both = page_of(client, address)
    assert 'class="board board--suggestions"' in both
    assert both.index('id="suggested"') < both.index('id="codebook"')

    for name in ("Help", "Trust"):
        make_theme(codebook=codebook, name=name, by=ray)
    assert 'class="board board--themes"' in page_of(client, address)


def test_trees_fold_parts_under_their_wholes(client, address, run, themes, ray):
    waiting, helping = themes
    place_theme(theme=helping, under=waiting, by=ray)

    page = page_of(client, address)

    assert "1 sub-theme of “Whole”" in page
    assert "1 sub-theme of “Waiting”" in page
    assert page.index("Why is this a theme?") < page.index("At the centre")
    assert "At the edge: these only just belong" in page
    assert "2 suggestions wait for you." in page


def test_word_shows_only_the_themes_that_hold_it(client, address, run, themes):
    page = page_of(client, f"{address}?find=WAIT")

    assert 'id="theme-' + str(themes[0].pk) in page
    assert 'id="theme-' + str(themes[1].pk) not in page
    assert "No suggestion holds that word." in page


def test_act_leads_to_the_next_card_and_nowhere_else(client, address, run):
    whole, part = run.suggestions.order_by("number")
    accept = reverse("suggestion_accept", args=[whole.pk])
    assert f'name="next" value="s{part.pk}"' in page_of(client, address)

    response = client.post(accept, {"next": f"s{part.pk}"})
    astray = client.post(accept, {"next": "x' onload=alert(1)"})

    assert response["Location"] == f"{address}#theme-s{part.pk}"
    assert astray["Location"] == address


def test_own_last_step_is_undone_from_the_board(client, address, run, staff_client, alice):
    suggestion = run.suggestions.get(label="Whole")
    client.post(reverse("suggestion_accept", args=[suggestion.pk]))
    step = Decision.objects.get()
    undo = reverse("decision_undo", args=[step.pk])
    assert undo in page_of(client, address)
    assert "Accepted a suggestion: Whole" in page_of(client, address)
    assert undo not in page_of(staff_client(alice), address)

    client.post(undo)

    assert undo not in page_of(client, address)
    assert not Theme.objects.exists()


def test_rejected_suggestion_is_named_in_the_way_back(client, address, run):
    client.post(reverse("suggestion_reject", args=[run.suggestions.get(label="Part").pk]))

    assert "Rejected a suggestion: Part" in page_of(client, address)


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("theme_retire", {"reason": "It is over"}, "is retired"),
        ("theme_reject", {"reason": "Two things in one"}, "was rejected"),
    ],
)
def test_reason_is_asked_and_kept(client, themes, name, given, says):
    ask = reverse(name, args=[themes[0].pk])

    assert "Say why in one sentence." in client.post(ask, {"reason": " "}).content.decode()
    response = client.post(ask, given)

    assert says in said(response)
    listed = page_of(client, reverse("decision_list", args=[themes[0].codebook.question_id]))
    assert given["reason"] in listed


def test_suggestion_is_rejected_with_a_reason(client, run):
    suggestion = run.suggestions.get(label="Part")
    ask = reverse("suggestion_reject", args=[suggestion.pk])
    assert "Why?" in page_of(client, ask)

    client.post(ask, {"reason": "Says two things"})

    suggestion.refresh_from_db()
    assert suggestion.state == Suggestion.State.REJECTED
    assert Decision.objects.get().reason == "Says two things"


def test_suggestion_is_accepted_as_part_of_a_chosen_theme(client, run, themes):
    ask = reverse("suggestion_place", args=[run.suggestions.get(label="Part").pk])
    assert 'value="Part"' in page_of(client, ask)

    response = client.post(ask, {"name": "Own words", "under": themes[0].pk})

    assert response.status_code == 303
    made = Theme.objects.get(name="Own words")
    assert (made.parent, made.codings.count()) == (themes[0], 2)


def test_theme_is_made_by_hand(client, question, themes):
    ask = reverse("theme_make", args=[question.pk])
    words = {"name": "By hand", "definition": "D", "include_when": "I", "exclude_when": "E"}

    empty = client.post(ask, words | {"name": ""}).content.decode()
    assert "Give the theme a name." in empty
    assert ">\nI</textarea>" in empty
    assert client.post(ask, words | {"under": themes[0].pk}).status_code == 303

    made = Theme.objects.get(name="By hand")
    assert (made.definition, made.include_when, made.parent) == ("D", "I", themes[0])


def test_theme_is_placed_split_and_brought_back(client, themes, address, ray):
    waiting, helping = themes
    place = reverse("theme_place", args=[helping.pk])
    assert client.post(place, {"under": waiting.pk}).status_code == 303
    assert "It has parts of its own" in page_of(client, reverse("theme_place", args=[waiting.pk]))
    assert client.post(reverse("theme_promote", args=[waiting.pk])).status_code == 303
    helping.refresh_from_db()
    assert helping.parent is None
    nothing = page_of(client, reverse("theme_promote", args=[waiting.pk]))
    assert "This theme has no parts." in nothing

    retire_theme(theme=helping, reason="Over", by=ray)
    assert "1 theme no longer in use" in page_of(client, address)
    client.post(reverse("theme_bring_back", args=[helping.pk]))

    assert Theme.objects.active().filter(pk=helping.pk).exists()


def test_a_second_person_approves(client, themes, address, staff_client, alice, ray):
    theme = rename_theme(theme=themes[0], version=1, definition="Long waits", by=ray)
    ask = reverse("theme_approve", args=[theme.pk])
    assert "somebody else approves it" in page_of(client, ask)
    other = staff_client(alice)
    assert "Long waits" in page_of(other, ask)

    other.post(ask)

    assert "Approved" in page_of(client, address)
    assert "This theme is approved already." in other.post(ask).content.decode()


ACTS = {
    "theme_merge": lambda other: {"into": other.pk},
    "theme_place": lambda other: {"under": other.pk},
    "theme_retire": lambda _other: {"reason": "My reason, typed at length"},
    "theme_reject": lambda _other: {"reason": "My reason, typed at length"},
}


@pytest.mark.parametrize("name", ACTS)
def test_two_people_at_once_lose_nothing(name, client, themes, codebook, staff_client, alice):
    """Ray has the page open while Alice saves new words: he is told, and his form is as it was."""
    theme, other = themes
    ask = reverse(name, args=[theme.pk])
    seen = last_step_of(codebook)
    assert f'name="seen" value="{seen}"' in page_of(client, ask)
    edit = {"name": "Long waits", "definition": "Alice's words", "version": theme.version}
    staff_client(alice).post(reverse("theme_edit", args=[theme.pk]), edit)
    given = ACTS[name](other)

    refused = client.post(ask, given | {"seen": seen})

    page = refused.content.decode()
    assert refused.status_code == 409
    for words in ("Alice: ", "Waiting → Long waits", "Both texts", "Alice&#x27;s words"):
        assert words in page
    assert str(next(iter(given.values()))) in page
    assert Theme.objects.active().filter(pk=theme.pk, parent=None).exists()
    assert f'name="seen" value="{seen + 1}"' in page
    assert client.post(ask, given | {"seen": seen + 1}).status_code == 303


def test_answers_are_not_split_off_what_changed_meanwhile(client, run, themes, codebook, alice):
    suggestion = run.suggestions.get(label="Whole")
    client.post(reverse("suggestion_accept", args=[suggestion.pk]))
    theme = Theme.objects.get(name="Whole")
    seen, chosen = last_step_of(codebook), theme.codings.first()
    rename_theme(theme=theme, version=1, name="Other words", by=alice)
    sort = reverse("theme_sort", args=[theme.pk])
    given = {"act": "split", "codings": [chosen.pk], "name": "Typed name"}

    refused = client.post(sort, given | {"seen": seen})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Whole → Other words" in page
    assert 'value="Typed name"' in page
    assert client.post(sort, given | {"seen": seen + 1}).status_code == 303
    assert Theme.objects.get(name="Typed name").codings.get() == chosen


@pytest.fixture
def other_book(survey, question):
    other = survey.questions.get(key="child_worse")
    other.concept = question.concept
    other.save(update_fields=["concept"])
    for number in range(5):
        make_response(survey, answers={other.key: f"Words {number}"}, audience="parent")
    return codebook_of(question=other)


def test_concept_board_shows_who_has_which_theme_and_gives_it(
    client, question, run, themes, other_book
):
    client.post(reverse("suggestion_accept", args=[run.suggestions.get(label="Whole").pk]))
    address = reverse("concept_board", args=[question.pk])
    page = page_of(client, address)
    assert "2 questions ask the same of different people" in page
    assert "5 people answered" in page
    assert "4 of 4 people (100%)" in page
    whole = Theme.objects.get(name="Whole")
    give = reverse("theme_copy", args=[whole.pk])
    assert give in page

    given = client.post(give, {"question": other_book.question_id, "board": "concept"})

    assert given["Location"] == address
    assert "0 of 5 people (0%)" in page_of(client, address)
    copy = other_book.themes.get()
    assert copy.name == "Whole"
    assert give not in page_of(client, address)
    undo = reverse("decision_undo", args=[other_book.decisions.get().pk])
    client.post(undo, {"board": "concept"})
    assert not other_book.themes.exists()


def test_concept_board_shows_both_places_of_a_name_on_one_line(
    client, question, themes, other_book, ray
):
    whole, part = themes
    place_theme(theme=part, under=whole, by=ray)
    make_theme(codebook=other_book, name=part.name, by=ray)

    page = page_of(client, reverse("concept_board", args=[question.pk]))

    assert page.count('<h2 class="concept-line__name"') == 2
    assert f"part of “{whole.name}”" in page
    assert "a theme of its own" in page
    assert "If they are not the same, rename one of them." in page


def test_theme_is_given_only_within_its_concept(client, themes, survey):
    elsewhere = survey.questions.get(key="child_more")

    refused = client.post(reverse("theme_copy", args=[themes[0].pk]), {"question": elsewhere.pk})

    assert "Choose another question that asks the same thing." in said(refused)
    assert not Theme.objects.filter(codebook__question=elsewhere).exists()


def test_queries_of_the_concept_board_do_not_grow_with_themes(
    client, question, codebook, themes, other_book, ray, django_assert_max_num_queries
):
    address = reverse("concept_board", args=[question.pk])
    page_of(client, address)
    with django_assert_max_num_queries(60) as few:
        page_of(client, address)
    for number in range(20):
        make_theme(codebook=codebook, name=f"Theme {number}", by=ray)
    page_of(client, address)  # and counted, once

    with django_assert_max_num_queries(60) as many:
        page_of(client, address)

    assert len(many) == len(few)

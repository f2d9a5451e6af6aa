"""What cards of suggestions are called, are told to be part of, and where their acts lead."""

import pytest
from django.urls import reverse

from insights.actions.review import make_theme, rename_theme
from insights.models import Suggestion, Theme
from tests.factories import make_response
from tests.insights.views.test_board import page_of, said
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
    whole = run.suggestions.get(label="Whole")
    run.suggestions.filter(label="Part").update(parent=whole)
    return run


@pytest.fixture
def themes(codebook, ray):
    return [make_theme(codebook=codebook, name=name, by=ray) for name in ("Waiting", "Help")]


@pytest.fixture
def unnamed(run):
    suggestion = run.suggestions.get(label="Part")
    suggestion.label = f"Theme {suggestion.number}"
    suggestion.keywords = ["words", "number"]
    suggestion.save()
    return suggestion


def card_of(page, suggestion):
    return page.split(f'id="theme-s{suggestion.pk}"')[1].split("</article>")[0]


def test_a_suggestion_that_nothing_names_is_headed_by_a_clause_and_named_in_place(
    client, address, unnamed
):
    accept = reverse("suggestion_accept", args=[unnamed.pk])

    card = card_of(page_of(client, address), unnamed)
    refused = client.post(accept, {"next": f"s{unnamed.parent_id}"})
    too_long = client.post(accept, {"name": "n" * 121})

    assert "“Words of number" in card.split("</h3>")[0]
    assert f'action="{accept}"' in card
    assert 'name="name" type="text" maxlength="120"' in card
    assert unnamed.label not in card
    assert "Give the theme a name." in said(refused)
    assert refused["Location"] == too_long["Location"] == f"{address}#theme-s{unnamed.pk}"
    assert unnamed.label not in page_of(client, reverse("suggestion_place", args=[unnamed.pk]))
    assert not Theme.objects.exists()

    done = client.post(accept, {"name": "  Said in numbers ", "next": f"s{unnamed.parent_id}"})

    assert Theme.objects.get().name == "Said in numbers"
    assert done["Location"] == f"{address}#theme-s{unnamed.parent_id}"


def test_a_suggestion_without_a_name_is_told_by_its_words_where_it_was_rejected(
    client, address, unnamed
):
    response = client.post(reverse("suggestion_reject", args=[unnamed.pk]))

    assert "The suggestion “words, number (no name yet)” was rejected." in said(response)
    assert "Rejected a suggestion: words, number (no name yet)" in page_of(client, address)


def test_another_suggestion_is_called_what_the_page_calls_it(client, address, run, unnamed):
    whole = run.suggestions.get(label="Whole")
    whole.nearest, whole.shared = unnamed, 0.1
    whole.save()
    heading = card_of(page_of(client, address), unnamed).split("</h3>")[0].split(">")[-1]
    assert (heading[0], heading[-1]) == ("“", "”")  # somebody's words

    told = card_of(page_of(client, address), whole)
    assert f"Most like it: {heading}" in told
    assert f"shared with {heading}" in told
    client.post(reverse("suggestion_reject", args=[unnamed.pk]))
    assert "Most like it" not in card_of(page_of(client, address), whole)
    Suggestion.objects.filter(pk=unnamed.pk).update(label="Part")
    told = card_of(page_of(client, address), whole)
    assert "Most like it was a suggestion that is rejected: “Part”" in told


def test_a_rejected_whole_is_not_named_on_the_card_of_its_part(client, address, run):
    whole, part = run.suggestions.order_by("number")
    assert "Part of “Whole”" in card_of(page_of(client, address), part)

    client.post(reverse("suggestion_reject", args=[whole.pk]))

    assert "Part of" not in card_of(page_of(client, address), part)


def test_a_part_is_told_the_theme_that_accepting_puts_it_under(client, address, run, ray):
    whole, part = run.suggestions.order_by("number")
    client.post(reverse("suggestion_accept", args=[whole.pk]))
    rename_theme(theme=Theme.objects.get(), version=1, name="Own words", by=ray)
    assert "Part of “Own words”" in card_of(page_of(client, address), part)

    response = client.post(reverse("suggestion_accept", args=[part.pk]))

    assert "“Part” is a theme now, as part of “Own words”." in said(response)


def test_accepting_tells_what_came_to_hang_under_the_theme(client, address, run):
    whole, part = run.suggestions.order_by("number")
    client.post(reverse("suggestion_accept", args=[part.pk]))

    response = client.post(reverse("suggestion_accept", args=[whole.pk]))

    assert "1 theme is part of it now: “Part”. Undo the step" in said(response)
    assert "Whole, with 1 theme that is part of it now: Part" in page_of(client, address)


def test_acts_that_ask_first_go_on_to_the_next_card_as_well(client, address, run, themes):
    whole, part = run.suggestions.order_by("number")
    waiting, helping = themes
    page = page_of(client, address)
    place = reverse("suggestion_place", args=[whole.pk]) + f"?next=s{part.pk}"
    retire = reverse("theme_retire", args=[helping.pk]) + f"?next={waiting.pk}"
    reject = reverse("suggestion_reject", args=[part.pk])
    assert f'href="{place}"' in page
    assert f'href="{retire}"' in page
    assert f'action="{place}"' in page_of(client, place)

    placed = client.post(place, {"name": "Placed"})
    astray = client.post(f"{reject}?next=//x", {"reason": "Two things"})
    merged = client.post(reverse("theme_merge", args=[helping.pk]), {"into": waiting.pk})

    assert placed["Location"] == f"{address}#theme-s{part.pk}"
    assert astray["Location"] == address
    assert merged["Location"] == f"{address}#theme-{waiting.pk}"


def test_undoing_leads_back_to_the_card(client, address, run):
    whole = run.suggestions.get(label="Whole")
    client.post(reverse("suggestion_reject", args=[whole.pk]))
    assert f'name="next" value="s{whole.pk}"' in page_of(client, address)


def test_what_came_of_an_act_stands_with_the_way_back(client, address, run):
    accept = reverse("suggestion_accept", args=[run.suggestions.get(label="Whole").pk])
    page = client.post(accept, follow=True).content.decode()
    bar = page.split('class="last-step"')[1].split("</form>")[0]
    assert "“Whole” is a theme now." in bar
    assert page.count("“Whole” is a theme now.") == 1

    refused = client.post(accept, follow=True).content.decode()

    bar = refused.split('class="last-step"')[1].split("</form>")[0]
    assert "This suggestion is already decided." in bar


def test_who_decides_what_a_colleague_decided_goes_on_to_what_is_still_open(client, address, run):
    whole, part = run.suggestions.order_by("number")
    reject = reverse("suggestion_reject", args=[part.pk])
    client.post(reject)

    late = client.post(reject, {"next": f"s{part.pk}"})
    last = client.post(reverse("suggestion_reject", args=[whole.pk]), {"next": f"s{part.pk}"})

    assert late["Location"] == f"{address}#theme-s{whole.pk}"
    assert last["Location"] == address


def test_splitting_off_is_told_and_undoing_it_leads_back_to_the_theme(client, address, run):
    client.post(reverse("suggestion_accept", args=[run.suggestions.get(label="Whole").pk]))
    theme = Theme.objects.get()
    chosen = [each.pk for each in theme.codings.order_by("pk")[:2]]

    response = client.post(
        reverse("theme_sort", args=[theme.pk]),
        {"codings": chosen, "act": "split", "name": "Split off"},
    )

    assert "“Split off” is a theme now, with 2 answers." in said(response)
    assert f'name="next" value="{theme.pk}"' in page_of(client, address)

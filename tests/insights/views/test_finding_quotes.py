"""Looking for what to quote: whose words, of which question, and under which tab."""

import re

import pytest
from django.urls import reverse

from insights.models import Codebook, Quote, Theme
from tests.factories import give_permission, make_survey
from tests.quote_factories import approve, make_quote, said


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def theme(survey):
    question = survey.questions.get(key="child_better")
    codebook = Codebook.objects.create(survey=survey, question=question)
    return Theme.objects.create(codebook=codebook, name="Kindness")


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


def text_of(page):
    return " ".join(page.content.decode().split())


def pick_address(answer):
    return reverse("quote_pick", args=[answer.pk])


def test_what_might_be_quoted_is_only_of_who_allows_it(client, survey, theme, ray):
    for number in range(3):
        said(survey, f"The staff were kind and helped us {number}", theme)
    said(survey, "Nobody rang us back and it was awful", theme)
    said(survey, "The nurse came every day when my mum was ill and she listened", theme)
    said(survey, "A secret that is not for print at all", theme, quoting="refused")
    full = said(survey, "They helped my family every week. Again they came.", theme)
    make_quote(full, picker=ray, start=0, end=33)
    make_quote(full, picker=ray, start=34)

    page = client.get(reverse("theme_quotes", args=[theme.pk]))

    found = [[each.words for each in kind["passages"]] for kind in page.context["kinds"]]
    assert len(found[0]) == 3
    assert found[1] == ["The nurse came every day when my mum was ill and she listened"]
    assert found[2] == ["Nobody rang us back and it was awful"]
    assert "secret" not in text_of(page)
    assert not Quote.objects.filter(kind="strong").exists()


def test_pages_of_picking_say_the_question_and_who_said_it(client, survey, theme):
    answer = said(survey, "They came every week.", theme, audience="child", age_band="8_11")
    pages = [reverse("theme_quotes", args=[theme.pk]), pick_address(answer)]

    for address in pages:
        page = client.get(address).content.decode()
        assert "What would make things better?</h1>" in page
        assert "Child" in page
        tab = re.search(r'<a class="sections__link[^>]*>Quotes</a>', page)[0]
        assert 'aria-current="true"' in tab
        assert page.count("sections__link--current") == 1

    listed = client.get(reverse("question_quotes", args=[theme.codebook.question_id]))
    tab = re.search(r'<a class="sections__link[^>]*>Quotes</a>', listed.content.decode())[0]
    assert 'aria-current="page"' in tab


def test_age_band_stands_only_under_words_of_who_allows_more(client, survey, theme):
    quiet = said(survey, "They came every week.", theme, audience="young_person", age_band="12_15")
    page = text_of(client.get(pick_address(quiet)))
    assert "Young person" in page
    assert "12 to 15" not in page

    give_permission(quiet.response, "quote_context", "granted")
    assert "Young person, 12 to 15" in text_of(client.get(pick_address(quiet)))


def test_quote_leads_to_the_next_that_waits_for_its_reader(
    client, survey, theme, ray, alice, staff_client
):
    picked = [make_quote(said(survey, f"They came {n}"), picker=alice) for n in range(3)]
    make_quote(said(survey, "They called us"), picker=ray)
    give_permission(picked[2].answer.response, "quote_anon", "withdrawn")
    address = reverse("quote_detail", args=[picked[0].pk])

    page = client.get(address)

    assert page.context["waiting"] == [picked[1].pk]
    assert "Read the next quote: 1 waits for you" in text_of(page)
    assert '<details class="govuk-details" open>' in text_of(page)  # the whole answer
    assert "Read the next quote" in text_of(staff_client(alice).get(address))  # ray's own
    approve(picked[0], by=ray)
    assert "Read the next quote: 1 waits for you" in text_of(client.get(address))


def test_theme_out_of_use_is_named_and_not_linked(client, survey, theme, ray):
    quote = make_quote(said(survey, "They came"), picker=ray, theme=theme)
    address, link = reverse("quote_detail", args=[quote.pk]), f"/staff/themes/{theme.pk}/"
    assert link in client.get(address).content.decode()

    Theme.objects.update(status="retired")

    page = client.get(address).content.decode()
    assert theme.name in page
    assert link not in page

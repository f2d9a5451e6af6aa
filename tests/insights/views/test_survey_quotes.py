"""The page of all quotes of a survey: what may be shown now, page by page, and where it is used."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from insights.actions.recommendations import RecommendationWords, create_recommendation
from insights.models import Codebook, Quote, QuoteUse, Theme
from insights.quoting.survey_page import SIZE
from people import roles
from people.models import AccessEvent
from people.roles import Permission
from tests.factories import give_permission, make_response, make_survey, small_document
from tests.quote_factories import answer_of, make_quote


@pytest.fixture
def survey(team):
    document = small_document("quoted", "Quoted")
    document["pages"][0]["questions"] = [
        {"key": "better", "type": "long_text", "label": "What would be better?", "optional": True},
        {"key": "good", "type": "long_text", "label": "What was good?", "optional": True},
    ]
    return make_survey(organisation=team, document=document, slug="quoted")


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def themes(survey):
    made = {}
    for key, name in (("better", "Waiting"), ("good", "Kindness")):
        question = survey.questions.get(key=key)
        codebook = Codebook.objects.create(survey=survey, question=question)
        made[key] = Theme.objects.create(codebook=codebook, name=name)
    return made


@pytest.fixture
def quote(survey, themes, ray, alice):
    """Return a function that has somebody say words, and quotes them."""

    def quoted(words, key="better", *, reader=alice, theme="own", **fields):
        response = make_response(
            survey, answers={key: words}, permissions={"quote_anon": "granted"}, **fields
        )
        theme = themes[key] if theme == "own" else theme
        return make_quote(answer_of(response, key), picker=ray, reader=reader, theme=theme)

    return quoted


def page_of(client, survey, **query):
    response = client.get(reverse("survey_quotes", args=[survey.slug]), query)
    assert response.status_code == 200
    return response


def text_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def words_on(response):
    return [each["shown"].words for each in response.context["quotes"]]


def test_quotes_of_every_question_stand_on_one_page(client, survey, quote):
    quote("It takes too long.")
    quote("She was kind.", "good", reader=None)

    page = page_of(client, survey)

    assert words_on(page) == ["She was kind.", "It takes too long."]
    text = text_of(page)
    assert "Kindness · What was good?" in text and "Waiting · What would be better?" in text
    assert "Waits for a second reader" in text and "Approved" in text
    assert AccessEvent.objects.get(view="survey_quotes").count == 2
    assert f'href="{reverse("survey_quotes", args=[survey.slug])}" aria-current="page"' in (
        page.content.decode()
    )


def test_what_is_taken_back_is_gone_and_only_counted(client, survey, quote):
    kept, gone = quote("It takes too long."), quote("Nobody called.")
    give_permission(gone.answer.response, "quote_anon", "withdrawn")

    page = page_of(client, survey)

    assert words_on(page) == ["It takes too long."]
    assert "1 quote is not shown" in text_of(page)
    assert "Nobody called" not in page.content.decode()
    kept.answer.is_held = True
    kept.answer.save(update_fields=["is_held"])
    assert words_on(page_of(client, survey)) == []


def test_quotes_of_another_survey_are_not_among_them(client, team, survey, themes, quote, ray):
    other = make_survey(organisation=team, slug="other")
    answers, allowed = {"child_better": "Elsewhere."}, {"quote_anon": "granted"}
    response = make_response(other, answers=answers, permissions=allowed)
    make_quote(answer_of(response), picker=ray)
    quote("It takes too long.")

    assert words_on(page_of(client, survey)) == ["It takes too long."]


def test_page_is_narrowed_by_question_theme_and_state(client, survey, themes, quote):
    quote("It takes too long.")
    quote("She was kind.", "good", reader=None)
    quote("They listened.", "good", theme=None)
    good = str(survey.questions.get(key="good").pk)

    assert words_on(page_of(client, survey, question=good)) == ["They listened.", "She was kind."]
    by_theme = page_of(client, survey, question=good, theme=str(themes["good"].pk))
    assert words_on(by_theme) == ["She was kind."]
    assert words_on(page_of(client, survey, question=good, state="draft")) == ["She was kind."]
    nothing = page_of(client, survey, theme=str(themes["better"].pk), state="draft")
    assert "No quote that may be shown is of this kind." in text_of(nothing)


def test_what_is_no_choice_is_told_and_everything_is_shown(client, survey, quote):
    quote("It takes too long.")

    page = page_of(client, survey, theme="shoes", after="nonsense")

    assert words_on(page) == ["It takes too long."]
    assert "Choose one of the list." in text_of(page)


def test_pages_follow_a_key_so_that_none_is_read_twice(client, survey, quote):
    made = [quote(f"Words of number {number}.").pk for number in range(SIZE + 3)]

    first = page_of(client, survey)
    quote("Picked since.")
    further = re.search(r'rel="next" href="\?([^"]+)"', first.content.decode())[1]
    second = client.get(f"{reverse('survey_quotes', args=[survey.slug])}?{further}")

    read = [each["shown"].quote.pk for page in (first, second) for each in page.context["quotes"]]
    assert read == made[::-1]
    assert 'rel="next"' not in second.content.decode()
    assert "First page" in second.content.decode()


def test_filter_stays_on_the_next_page(client, survey, quote):
    for number in range(SIZE + 1):
        quote(f"Words of number {number}.", "good")
    quote("It takes too long.")
    good = str(survey.questions.get(key="good").pk)

    page = page_of(client, survey, question=good)
    second = client.get(f"{reverse('survey_quotes', args=[survey.slug])}?{page.context['further']}")

    assert words_on(second) == ["Words of number 0."]


def test_balance_says_what_each_theme_has_and_who_is_quoted(client, survey, themes, quote, ray):
    first = quote("It takes too long.")
    quote("She was kind.", "good", reader=None)
    quote("They listened.", "good", theme=None)
    Quote.objects.filter(pk=first.pk).update(kind="dissenting")
    make_response(survey, audience="parent")

    page = page_of(client, survey)

    assert page.context["balance"]["rows"] == [
        ["Waiting", 0, 0, 1],
        ["In no theme", 1, 0, 0],
    ]
    assert "1 theme has none." in text_of(page)
    assert page.context["mix"] == [["I am a child", 2, "3"], ["I am a parent", 0, "1"]]
    # A filter by state is no reason to say that a theme has none.
    assert page_of(client, survey, state="draft").context["balance"] == page.context["balance"]


def test_small_numbers_of_people_are_hidden_without_the_permission(
    client, survey, quote, monkeypatch
):
    fewer = {
        role: allowed - {Permission.SEE_EXACT_NUMBERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)
    quote("It takes too long.")

    page = page_of(client, survey)

    assert page.context["mix"] == [["I am a child", 1, "[c]"]]
    assert "Restricted: exact figures" not in text_of(page)


def test_where_a_quote_is_used_stands_beside_it(client, survey, quote, ray):
    words = RecommendationWords(key="R1", title="Answer sooner", text="Within a week.")
    recommendation = create_recommendation(survey=survey, words=words, by=ray)
    used = quote("It takes too long.")
    QuoteUse.objects.create(
        survey=survey, quote=used, place="recommendation", place_id=recommendation.pk, by=ray
    )

    page = text_of(page_of(client, survey))

    assert "used once" in page
    assert "Where it is used" in page and "R1 Answer sooner" in page


def test_page_without_quotes_says_what_to_do(client, survey, themes):
    assert "Nothing has been picked yet." in text_of(page_of(client, survey))


def test_who_may_not_read_answers_is_refused(client, survey, monkeypatch):
    fewer = {
        role: allowed - {Permission.READ_ANSWERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)

    assert client.get(reverse("survey_quotes", args=[survey.slug])).status_code == 403


def test_page_says_how_many_are_in_each_state_and_leads_to_them(client, survey, quote, alice):
    quote("We wait")
    quote("We wait long", reader=None)
    taken = quote("We waited", reader=None)
    give_permission(taken.answer.response, "quote_anon", "withdrawn")

    page = page_of(client, survey, state="draft")

    states = [(str(each["name"]), each["count"]) for each in page.context["states"]]
    assert states == [("Waits for a second reader", 1), ("Approved", 1)]
    assert [each["is_shown"] for each in page.context["states"]] == [True, False]


def test_own_draft_is_opened_and_another_is_read(client, survey, quote, staff_client, alice):
    quote("We wait long", reader=None)

    mine = page_of(client, survey).content.decode()
    hers = page_of(staff_client(alice), survey).content.decode()

    assert "picked by you" in mine and ">Read it<" not in mine
    assert "picked by you" not in hers and ">Read it<" in hers


# Session, person, membership and second factor: 5. The survey, its newest version, its questions
# and themes. The page of quotes with places and uses, their answers, and what is known around them
# for who said it; that it was read; how many are in each state. What uses are of and who has it.
# Balance, and who answered as the overview counts it. Who is quoted too often, what is gone, and
# files to be told of.
@pytest.mark.parametrize("count", [3, 30])
def test_page_asks_as_often_for_many_quotes(
    client, survey, quote, ray, django_assert_num_queries, count
):
    for number in range(count):
        used = quote(f"Words of number {number}.")
        QuoteUse.objects.create(
            survey=survey, quote=used, place="recommendation", place_id=str(uuid4()), by=ray
        )
    page_of(client, survey)

    with django_assert_num_queries(36):
        page_of(client, survey)

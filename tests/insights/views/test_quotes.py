"""The pages of quotes: picked in place, read by another, and gone when permission goes."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from insights.actions.export import record_download
from insights.actions.recommendations import RecommendationWords, create_recommendation
from insights.models import Codebook, Quote, Theme
from insights.quoting.intruder import KEYS
from people import roles
from people.models import AccessEvent
from people.roles import Permission
from surveys.actions.holding import release_answer
from surveys.actions.permissions import change_permission
from surveys.models import Answer, Response
from tests.factories import give_permission, make_survey
from tests.quote_factories import approve, make_quote, said
from tests.review_factories import make_export


TEXT = "Ms Patel woz kind. She came every week. Then she went to Leeds."


@pytest.fixture
def survey(team, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    return make_survey(organisation=team)


@pytest.fixture
def theme(survey):
    question = survey.questions.get(key="child_better")
    codebook = Codebook.objects.create(survey=survey, question=question)
    return Theme.objects.create(codebook=codebook, name="Kindness")


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def colleague(staff_client, alice):
    return staff_client(alice)


@pytest.fixture
def without_exact_numbers(monkeypatch):
    fewer = {
        role: allowed - {Permission.SEE_EXACT_NUMBERS}
        for role, allowed in roles.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(roles, "ROLE_PERMISSIONS", fewer)


@pytest.fixture
def answer(survey, theme):
    return said(survey, TEXT, theme)


def pick_address(answer):
    return reverse("quote_pick", args=[answer.pk])


def chosen(theme, **change):
    """Return what a person sends who quotes the first and the last sentence, without the name."""
    return {
        "sentences": ["0", "2"],
        "kind": "typical",
        "theme": str(theme.pk),
        "find0_act": "replace",
        "find0_category": "name",
        "find1_act": "keep",
        "find1_category": "place",
        "act": "keep",
    } | change


def text_of(page):
    return " ".join(page.content.decode().split())


def test_a_passage_is_picked_shown_and_kept(client, survey, answer, theme):
    page = client.get(reverse("theme_answers", args=[theme.pk]))
    where = urlencode({"theme": theme.pk, "from": 0, "to": len(TEXT)}).replace("&", "&amp;")
    assert f"{pick_address(answer)}?{where}" in page.content.decode()

    look = client.post(pick_address(answer), chosen(theme, act="look", own0_words="Then",
                       own0_category="cut"))  # fmt: skip

    assert "[name]" in text_of(look)
    assert not Quote.objects.exists()
    assert look.context["preview"].words == "[name] woz kind. … … she went to Leeds."
    assert 'value="Then"' in text_of(look)

    kept = client.post(pick_address(answer), chosen(theme, own0_words="went", own0_category="event",
                       own0_label="moved on"))  # fmt: skip

    quote = Quote.objects.get()
    assert (kept.status_code, kept["Location"]) == (303, reverse("quote_detail", args=[quote.pk]))
    assert [(each.act, each.label) for each in quote.redactions.all()] == [
        ("replace", ""),
        ("cut", ""),
        ("replace", "moved on"),
        ("keep", ""),
    ]
    assert AccessEvent.objects.filter(view="quote_pick").exists()
    changing = client.get(reverse("quote_change", args=[quote.pk])).context["form"]
    assert changing["sentences"].value() == ["0", "2"]
    assert changing["own0_words"].value() == "went"
    assert [changing[f"find{n}_act"].value() for n in (0, 1)] == ["replace", "keep"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sentences": []}, "Choose at least one sentence, or copy some words."),
        ({"words": "not there"}, "These words do not stand in the answer."),
        ({"words": "she"}, "These words stand in the answer more than once."),
        ({"find0_act": ""}, "Say whether “Ms Patel” is taken out or kept."),
        ({"kind": ""}, "Say whether it is typical, strong or dissenting."),
        ({"own0_words": "week", "own0_category": ""}, "Say why these words are taken out."),
        ({"own0_words": "heard", "own0_category": "date"}, "do not stand in what is quoted"),
        ({"find0_label": "Patel, Ms Patel"}, "still say what was taken out"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(client, answer, theme, change, message):
    typed = {"own2_words": "", "own1_words": "kind", "own1_label": "nice", "own1_category": "event"}

    page = client.post(pick_address(answer), chosen(theme, **(typed | change)))

    assert page.status_code == 200
    assert message in text_of(page)
    assert 'value="nice"' in text_of(page)
    assert not Quote.objects.exists()


def test_words_alone_are_quoted_where_they_stand(client, answer, theme):
    client.post(pick_address(answer), chosen(theme, words="she came\n every  week"))

    quote = Quote.objects.get()
    assert TEXT[quote.start : quote.end] == "She came every week"
    assert not quote.redactions.exists()
    form = client.get(reverse("quote_change", args=[quote.pk])).context["form"]
    assert form["words"].value() == "She came every week"


def test_whoever_did_not_allow_it_is_not_quoted(client, survey, theme):
    refused = said(survey, TEXT, theme, quoting="refused")

    page = client.get(pick_address(refused))

    assert "does not allow their words to be shown" in text_of(page)
    assert "Patel" not in text_of(page)
    client.post(pick_address(refused), chosen(theme))
    assert not Quote.objects.exists()
    assert "Quote this" not in text_of(client.get(reverse("theme_answers", args=[theme.pk])))


def test_a_second_person_reads_and_the_first_is_refused_kindly(
    client, colleague, answer, theme, ray
):
    quote = make_quote(answer, picker=ray, theme=theme)
    page, read = (reverse(name, args=[quote.pk]) for name in ("quote_detail", "quote_read"))
    ticked = {"checks": KEYS, "version": 1, "act": "approve"}

    assert "somebody else reads it" in text_of(client.get(page))
    assert "cannot be its second reader" in text_of(client.post(read, ticked))
    half = text_of(colleague.post(read, ticked | {"checks": KEYS[:2], "note": "half done"}))
    assert "Tick each sentence that is true" in half
    assert "half done" in half
    empty = text_of(colleague.post(read, ticked | {"act": "send_back"}))
    assert "Say why you send it back" in empty
    assert not Quote.objects.usable().exists()

    assert colleague.post(read, ticked).status_code == 303

    assert Quote.objects.usable().get() == quote
    assert "Take it out of use" in text_of(colleague.get(page))
    colleague.post(read, ticked | {"version": 2, "act": "send_back", "note": "Too rare"})
    assert "Too rare" in text_of(client.get(page))


def test_a_quote_goes_from_every_page_and_its_files_are_told_of(
    client, survey, answer, theme, ray, alice
):
    quote = make_quote(answer, picker=ray, reader=alice, theme=theme, start=0, end=18)
    export = make_export(survey=survey, by=ray, purpose="Spring report", kind="workbook")
    record_download(export=export, by=alice)
    pages = [
        reverse("question_quotes", args=[answer.question_id]),
        reverse("quote_detail", args=[quote.pk]),
        reverse("quote_change", args=[quote.pk]),
    ]
    assert all("woz kind" in text_of(client.get(page)) for page in pages)
    assert "Spring report" in text_of(client.get(pages[1]))

    change_permission(
        response=Response.objects.get(pk=answer.response_id), key="quote_anon", is_granted=False
    )

    shown = [text_of(client.get(page)) for page in pages]
    assert not any("woz kind" in page or "Patel" in page for page in shown)
    assert "1 quote is not shown" in shown[0]
    assert "no longer allows their words to be shown" in shown[1]
    for page in shown[:2]:
        assert "Spring report" in page
        assert "Downloaded by Alice" in page
        assert "Taken back" in page


def test_held_words_are_shown_to_nobody(client, answer, theme, ray, alice):
    quote = make_quote(answer, picker=ray, reader=alice, theme=theme)
    Answer.objects.filter(pk=answer.pk).update(is_held=True)

    page = text_of(client.get(reverse("quote_detail", args=[quote.pk])))

    assert "This answer may not be read now." in page
    assert "Patel" not in page
    assert client.get(pick_address(answer)).status_code == 404


def test_board_says_what_is_missing_and_who_is_quoted_too_often(client, survey, theme, ray, alice):
    texts = "Kind staff came. They rang us back. They came again. We were heard."
    often = said(survey, texts)
    for start, end in ((0, 16), (17, 35), (36, 52)):
        quote = make_quote(often, picker=ray, theme=theme, start=start, end=end)
        if start < 36:  # the third would be one too many of them
            approve(quote, by=alice)
    make_quote(said(survey, "Nobody ever rang us"), picker=ray, kind="dissenting", theme=theme)
    said(survey, "We waited months", audience="parent")

    page = client.get(reverse("question_quotes", args=[theme.codebook.question_id]))

    [row] = page.context["themes"]
    assert row["missing"] == ["No strong quote yet", "No dissenting quote yet"]  # one is a draft
    assert len(row["quotes"]) == 4
    assert page.context["mix"] == [["I am a child", 2, "2"], ["I am a parent", 0, "1"]]
    assert "One person is quoted 3 times" in text_of(page)


def test_board_says_how_many_answered_as_every_other_page_does(
    client, survey, theme, without_exact_numbers
):
    for number in range(23):
        said(survey, f"We waited {number} months", theme, audience="parent")
    for number in range(7):
        said(survey, f"They rang us {number} times", theme)

    page = client.get(reverse("question_quotes", args=[theme.codebook.question_id]))

    # Seven are too few, and with a total from elsewhere one group alone hides nothing.
    assert page.context["mix"] == [["I am a child", 0, "[c]"], ["I am a parent", 0, "[c]"]]

    for number in range(7):
        said(survey, f"They rang us {number} times more", theme)
    page = client.get(reverse("question_quotes", args=[theme.codebook.question_id]))
    assert page.context["mix"] == [["I am a child", 0, "15"], ["I am a parent", 0, "25"]]


def test_second_reader_of_released_words_is_asked_whether_they_may_be_shown(
    client, colleague, answer, theme, ray, alice
):
    Answer.objects.filter(pk=answer.pk).update(is_held=True)
    release_answer(answer=answer, by=ray)
    quote = make_quote(answer, picker=ray, theme=theme)
    read = reverse("quote_read", args=[quote.pk])
    ticked = {"checks": KEYS, "version": 1, "act": "approve"}

    page = text_of(colleague.get(reverse("quote_detail", args=[quote.pk])))
    assert "Safeguarding had held this answer" in page
    assert "Tick each sentence that is true" in text_of(colleague.post(read, ticked))
    assert colleague.post(read, ticked | {"checks": [*KEYS, "released"]}).status_code == 303
    assert Quote.objects.usable().get() == quote


def test_board_asks_the_database_as_often_for_many_quotes(
    client, survey, theme, ray, alice, django_assert_max_num_queries
):
    for number in range(3):
        make_quote(said(survey, f"Kind staff {number}"), picker=ray, reader=alice, theme=theme)
    address = reverse("question_quotes", args=[theme.codebook.question_id])
    client.get(address)
    for number in range(12):
        make_quote(said(survey, f"They rang {number}"), picker=ray, reader=alice, theme=theme)

    # The person, their teams, the question, quotes with parts, the answers, who allows more,
    # themes, audiences, counts, the ledger, and the record of the reading.
    with django_assert_max_num_queries(32):
        client.get(address)


def test_another_language_is_named_and_its_translation_marked(client, survey, theme):
    polish = said(survey, "Pomogli nam. Pani Ewa dzwoniła.", theme, language="pl")
    given = chosen(theme, sentences=["0"], translation="They helped us.")

    client.post(pick_address(polish), given)

    page = text_of(client.get(reverse("quote_detail", args=[Quote.objects.get().pk])))
    assert "Answered in Polish" in page
    assert "Translated by a person" in page
    assert 'lang="pl"' in page
    assert "They helped us." in page


def test_a_draft_is_dropped_and_a_used_quote_is_kept(client, survey, theme, ray, alice, answer):
    used = make_quote(answer, picker=ray, reader=alice, theme=theme, start=0, end=18)
    draft = make_quote(answer, picker=ray, start=19, end=39)
    make_export(survey=survey, by=ray, kind="workbook")

    for quote in (used, draft):
        assert client.post(reverse("quote_drop", args=[quote.pk])).status_code == 303

    assert Quote.objects.get() == used
    assert "This quote has been used" in text_of(
        client.get(reverse("quote_detail", args=[used.pk]))
    )


def test_age_and_region_go_with_the_permission_to_say_more(client, survey, theme, ray):
    young = said(survey, "More time", audience="young_person", age_band="12_15")
    give_permission(young.response, "quote_context", "granted")
    quote = make_quote(young, picker=ray)
    address = reverse("quote_detail", args=[quote.pk])
    assert client.get(address).context["shown"].attribution == "Young person, 12 to 15"

    give_permission(young.response, "quote_context", "withdrawn")

    assert client.get(address).context["shown"].attribution == "Young person"


def test_a_quote_is_cited_in_a_recommendation_and_leaves_a_gap_when_it_goes(
    client, survey, theme, ray, alice, answer
):
    words = RecommendationWords("R1", "Stay with families")
    recommendation = create_recommendation(survey=survey, words=words, by=ray)
    quote = make_quote(answer, picker=ray, reader=alice, theme=theme, start=0, end=18)
    page = reverse("recommendation_detail", args=[recommendation.pk])
    quote_page, cite = (reverse(name, args=[quote.pk]) for name in ("quote_detail", "quote_cite"))

    assert "Choose a recommendation." in text_of(client.post(cite, {}, follow=True))
    client.post(cite, {"recommendation": recommendation.pk})

    assert "woz kind" in text_of(client.get(page))
    assert "R1 Stay with families" in text_of(client.get(quote_page))
    give_permission(answer.response, "quote_anon", "withdrawn")
    assert "1 quote stood here" in text_of(client.get(page))
    assert "woz kind" not in text_of(client.get(page))
    give_permission(answer.response, "quote_anon", "granted")
    client.post(reverse("quote_uncite", args=[recommendation.pk, quote.pk]))
    assert "woz kind" not in text_of(client.get(page))


def test_an_edit_on_an_old_reading_is_refused_once_and_keeps_what_was_typed(
    client, colleague, theme, ray, answer
):
    quote = make_quote(answer, picker=ray, theme=theme)
    change = reverse("quote_change", args=[quote.pk])
    colleague.post(change, chosen(theme, version=1, sentences=["1"]))

    page = client.post(change, chosen(theme, version=1, own0_words="woz", own0_category="cut"))

    assert "Somebody changed this quote meanwhile" in text_of(page)
    assert 'value="woz"' in text_of(page)
    again = chosen(theme, version=page.context["form"]["version"].value())
    assert client.post(change, again).status_code == 303

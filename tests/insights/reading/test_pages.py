"""The page of answers: whose they are, what is marked in them, which, in what order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from insights.comparing.attributes import Attribute
from insights.models import Coding, Learning, ReadingPlace, ShelvedAnswer
from insights.reading import filters
from insights.reading.filters import attributes_in_view, filtered
from insights.reading.orders import ORDERS, page_of
from people.models import AccessEvent
from surveys.models import Answer, Channel, Purpose
from tests.comparing_factories import make_consultation
from tests.factories import DAY, give_permission, make_response
from tests.insights.reading.conftest import KIND_BUT_SLOW, answer_of, save


def page_at(client, codebook, query=""):
    return client.get(reverse("reading", args=[codebook.question_id]) + query).content.decode()


@pytest.fixture
def several(survey):
    """Return answers of three days, each longer than the one before."""
    words = [f"Answer {'very ' * n}{n}" for n in range(7)]
    return [
        answer_of(
            make_response(
                survey,
                answers={"child_better": text},
                received_day=DAY + timedelta(days=n // 3),
            )
        )
        for n, text in enumerate(words)
    ]


def test_page_shows_words_marks_and_who_wrote_them(client, codebook, answer, suggested, ray):
    page = page_at(client, codebook)

    assert "We waited eleven months for a letter.</mark>" in page
    assert "span--machine" in page
    assert "suggested by the machine" in page
    assert "<dd>8 to 11</dd>" in page
    assert "<dd>I am a child</dd>" in page
    event = AccessEvent.objects.get()
    assert (event.view, event.count, event.actor_id) == ("reading", 1, str(ray.pk))


def test_what_is_the_same_for_all_on_the_page_is_said_once(client, codebook, survey):
    for audience in ("child", "child", "parent"):
        make_response(survey, answers={"child_better": "Listen"}, audience=audience)

    mixed = page_at(client, codebook)
    children = client.get(reverse("reading", args=[codebook.question_id]) + "?audience=child")
    alone = page_at(client, codebook, "?audience=parent")

    assert mixed.count("<dd>I am a child</dd>") == 2
    assert mixed.count("<dd>I am a parent</dd>") == 1
    assert children.content.decode().count("<dd>I am a child</dd>") == 1
    assert {"name": "Who is answering", "value": "I am a child"} in children.context["alike"]
    assert "The same for all answers on this page" in children.content.decode()
    assert alone.count("<dd>I am a parent</dd>") == 1
    assert "The same for all answers on this page" not in alone


def test_what_a_person_confirmed_is_told_apart(client, codebook, answer, suggested):
    save(client, codebook, answer, save="confirm_all")

    page = page_at(client, codebook)
    assert "span--person" in page
    assert "confirmed by Ray" in page
    assert "suggested by the machine" not in page


def put_in_order(codebook, answers):
    learning = Learning.objects.create(codebook=codebook, status="done", finished_at=now())
    ReadingPlace.objects.bulk_create(
        ReadingPlace(learning=learning, answer=answer, rank=rank, sureness=1 / (rank + 1))
        for rank, answer in enumerate(answers)
    )


@pytest.mark.parametrize("name", ORDERS)
def test_pages_by_key_show_each_answer_once_forwards_and_back(name, several, codebook):
    put_in_order(codebook, several)
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).asked_first()
    there, page = [], page_of(answers, ORDERS[name], codebook=codebook, size=3)
    there.append([row["pk"] for row in page.rows])
    while page.after:
        page = page_of(answers, ORDERS[name], codebook=codebook, size=3, after=page.after)
        there.append([row["pk"] for row in page.rows])
    back = [there[-1]]
    while page.before:
        page = page_of(answers, ORDERS[name], codebook=codebook, size=3, before=page.before)
        back.insert(0, [row["pk"] for row in page.rows])

    assert back == there
    assert [len(each) for each in there] == [3, 3, 1]
    assert len({pk for each in there for pk in each}) == 7
    wanted = {
        "received": sorted(several, key=lambda a: (a.response.received_day, a.response_id)),
        "longest": several[::-1],
        "worth": several,
        "unsure": several[::-1],
    }
    assert [pk for each in there for pk in each] == [each.pk for each in wanted[name]]


def test_answer_that_comes_in_meanwhile_moves_no_page(several, survey, codebook):
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).asked_first()
    first = page_of(answers, ORDERS["received"], codebook=codebook, size=3)
    second = page_of(answers, ORDERS["received"], codebook=codebook, size=3, after=first.after)

    make_response(survey, answers={"child_better": "Early"}, received_day=DAY - timedelta(days=9))

    again = page_of(answers, ORDERS["received"], codebook=codebook, size=3, after=first.after)
    assert again.rows == second.rows


@pytest.mark.parametrize("name", ORDERS)
def test_few_answers_are_in_the_order_of_many(name, several, codebook):
    put_in_order(codebook, several)
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).asked_first()

    few, many = (
        page_of(answers, ORDERS[name], codebook=codebook, size=9, are_few=are_few)
        for are_few in (True, False)
    )

    assert len(few.rows) == 7
    assert few == many


@pytest.mark.parametrize("cursor", ["~", "x~y", "2026-03-02~no", "2026-99-99~" + "0" * 32, "\x00"])
def test_cursor_that_is_none_gives_the_first_page(cursor, client, codebook, several):
    assert "Answer 0" in page_at(client, codebook, f"?after={cursor}&size=25")


def test_filters_tell_people_apart(client, codebook, survey):
    channel = Channel.objects.create(survey=survey, code="paper1", mode="paper", label="Paper")
    make_response(survey, answers={"child_better": "On paper"}, channel=channel)
    make_response(survey, answers={"child_better": "From a parent"}, audience="parent")
    make_response(survey, answers={"child_better": "In Welsh"}, language="cy")
    shown = {
        "channel=paper": "On paper",
        "audience=parent": "From a parent",
        "age_band=adult": "From a parent",
    }

    for query, words in shown.items():
        page = page_at(client, codebook, f"?{query}")
        assert page.count('class="answer__words"') == 1, query
        assert words in page


def test_filter_by_a_closed_question(codebook, client, survey, question):
    for code, words in (("north", "Up here"), ("south", "Down there")):
        make_response(survey, answers={"child_better": words, "helper": (code, code)})
    helper = survey.questions.get(key="helper")
    helper.concept = "c_region"
    helper.save()

    # The document is what names a concept; the filter itself is asked here.
    from_filters = filtered_by_region(codebook, helper, "north")

    assert [each.text for each in from_filters] == ["Up here"]


def filtered_by_region(codebook, helper, code):
    from_attribute = Attribute("c_region", "Region", {}, (helper.pk,))
    wanted = {"c_region": code}
    return filtered(
        codebook=codebook, attributes=[from_attribute], wanted=wanted, by_person=True
    ).answers


@pytest.mark.parametrize("few", [0, 10], ids=["looked at in turn", "looked up"])
@pytest.mark.parametrize(
    "query, count",
    [
        ("state=unread", 1),
        ("state=confirmed", 1),
        ("state=suggested", 0),
        ("state=no_theme", 1),
        ("state=opinion", 0),
        ("state=noted", 1),
        ("source=person", 1),
        ("source=machine", 0),
    ],
)
def test_filters_by_what_was_decided(
    query, count, few, client, codebook, survey, answer, suggested, monkeypatch
):
    monkeypatch.setattr(filters, "FEW", few)
    monkeypatch.setattr(filters, "FEW_BY_PERSON", few)
    other = answer_of(make_response(survey, answers={"child_better": "Purple bicycles"}))
    make_response(survey, answers={"child_better": "Nobody read this"})
    save(client, codebook, answer, save="confirm_all", note="Ask")
    save(client, codebook, other, outcome="no_theme")

    assert page_at(client, codebook, f"?{query}").count('class="answer__words"') == count


@pytest.mark.parametrize("few", [0, 10], ids=["looked at in turn", "looked up"])
def test_filters_by_theme_and_shelf_combine(
    few, client, codebook, answer, suggested, new_run, waiting, monkeypatch
):
    monkeypatch.setattr(filters, "FEW", few)
    monkeypatch.setattr(filters, "FEW_BY_PERSON", few)
    run = new_run()
    lone = ShelvedAnswer.objects.filter(run=run, shelf="lone").count()

    assert page_at(client, codebook, f"?theme={waiting.pk}").count('class="answer__words"') == 1
    assert page_at(client, codebook, "?shelf=lone").count('class="answer__words"') == lone
    ungrouped = page_at(client, codebook, f"?theme={waiting.pk}&shelf=repeated")
    assert "No answer fits all of this" in ungrouped
    ShelvedAnswer.objects.create(run=run, answer=answer, shelf="story", place=0)
    told = page_at(client, codebook, f"?theme={waiting.pk}&shelf=stories&state=suggested")
    assert told.count('class="answer__words"') == 1
    assert KIND_BUT_SLOW.partition(".")[0] in told


def test_search_combines_with_filters_and_takes_any_typing(client, codebook, survey, answer):
    make_response(survey, answers={"child_better": "We waited for a nurse"}, audience="parent")

    page = page_at(client, codebook, "?words=nurse+wait&audience=child")
    assert page.count('class="answer__words"') == 1
    assert KIND_BUT_SLOW.partition(".")[0] in page
    assert "No answer fits all of this" in page_at(client, codebook, '?words="*')


def test_filter_that_is_no_choice_is_told(client, codebook, answer):
    page = page_at(client, codebook, "?state=angry&theme=1&size=7")

    assert "Choose one of the list." in page
    assert KIND_BUT_SLOW in page


def test_long_and_serious_answers_are_covered_for_who_asks(client, codebook, survey, answer, ray):
    make_response(survey, answers={"child_better": "A long story. " * 60})
    page = page_at(client, codebook)
    assert "Read this when you are ready" not in page

    client.post(reverse("reading_blur", args=[codebook.question_id]), {"blur": "yes"})
    page = page_at(client, codebook)
    assert page.count("Read this when you are ready") == 1

    waiting = codebook.themes.get(name="Waiting")
    waiting.is_serious = True
    waiting.save()
    Coding.objects.create(theme=waiting, answer=answer, start=0, end=9, source="machine")
    assert page_at(client, codebook).count("Read this when you are ready") == 2
    client.post(reverse("reading_blur", args=[codebook.question_id]), {"blur": "no"})
    assert "Read this when you are ready" not in page_at(client, codebook)


def test_last_step_is_undone_from_the_page(client, codebook, answer, kindness):
    save(client, codebook, answer, themes=[kindness.pk])
    page = client.get(reverse("reading", args=[codebook.question_id]))
    step = page.context["undo"]

    response = client.post(step["form_url"], dict(step["fields"]))

    address = reverse("reading", args=[codebook.question_id])
    assert response["Location"] == f"{address}?at={answer.pk}#answer-{answer.pk}"
    assert not Coding.objects.exists()


def test_undoing_keeps_the_filters_and_the_page(client, codebook, answer, kindness):
    save(client, codebook, answer, themes=[kindness.pk])
    address = reverse("reading", args=[codebook.question_id])
    step = client.get(address + "?words=nurse&order=longest").context["undo"]

    response = client.post(step["form_url"], dict(step["fields"]) | {"answer": "x'>"})

    query = f"words=nurse&order=longest&at={answer.pk}"
    assert response["Location"] == f"{address}?{query}"


def test_only_what_may_be_read_is_shown(client, codebook, answer, survey):
    held = answer_of(make_response(survey, answers={"child_better": "Held for somebody"}))
    Answer.objects.filter(pk=held.pk).update(is_held=True)
    gone = make_response(survey, answers={"child_better": "Taken back"})
    give_permission(gone, "take_part", "withdrawn")
    make_response(survey, answers={"child_better": ""})

    page = page_at(client, codebook)

    assert page.count('class="answer__words"') == 1
    assert KIND_BUT_SLOW in page


def test_nothing_to_read_is_told(client, codebook):
    assert "Nobody has answered this question in words yet." in page_at(client, codebook)


@pytest.mark.parametrize("many", [3, 30])
def test_queries_are_as_many_for_any_number_of_answers(
    many, client, codebook, survey, waiting, django_assert_num_queries
):
    for number in range(many):
        response = make_response(survey, answers={"child_better": f"Answer {number}"})
        Coding.objects.create(
            theme=waiting, answer=answer_of(response), start=0, end=6, source="machine"
        )
    page_at(client, codebook)

    with django_assert_num_queries(QUERIES):
        page_at(client, codebook)


# Session, user, authenticator twice, memberships; question, codebook; themes; version, its closed
# questions, version again for languages; the page; words, record with its savepoint; codings,
# readings, notes, opinions; the form's themes; title; which may be quoted; which wait for an
# opinion; after how many decisions the machine learns, twice.
QUERIES = 36


@pytest.mark.parametrize("key, code", [("audience", "child"), ("age_band", "8_11")])
def test_people_are_passed_over_without_fetching_their_responses(key, code, codebook, several):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL decides by how many rows there are")
    answers = filtered(
        codebook=codebook, attributes=[Attribute(key, "")], wanted={key: code}, by_person=True
    ).answers

    with CaptureQueriesContext(connection) as captured:
        page = page_of(answers, ORDERS["received"], codebook=codebook, size=9)

    plan = [row[3] for row in planned(captured[-1]["sql"])]
    assert len(page.rows) == 7
    assert "SEARCH person USING COVERING INDEX response_received (survey_id=?)" in plan
    assert not any("TEMP B-TREE" in step for step in plan)


def planned(sql):
    with connection.cursor() as cursor:
        return cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()


def test_only_what_the_people_of_a_question_were_asked_is_in_view(team):
    consultation = make_consultation(organisation=team)

    keys = {
        each: {one.key for one in attributes_in_view(consultation.survey, each)}
        for each in ("child_better", "adult_better")
    }

    assert keys["adult_better"] - keys["child_better"] == {"c_sector"}
    assert {"audience", "age_band", "channel", "region"} <= keys["child_better"]

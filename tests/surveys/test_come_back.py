"""Saving a half-filled survey, and coming back to it with six words on any device."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.actions.drafts import purge_expired
from surveys.come_back import secret_for, words_for
from surveys.models import Draft, Response
from surveys.receipts import receipt_for
from surveys.views.come_back import NOT_FOUND, TRIES
from tests.factories import make_survey
from tests.surveys.ages import aged_document, permission
from tests.surveys.coming_back import ADULT, COME_BACK, come_back, saved
from tests.surveys.walker import START, Walker


@pytest.fixture(autouse=True)
def no_tries():
    TRIES.forget()


@pytest.fixture
def survey(team):
    return make_survey(organisation=team, document=aged_document())


# --- saving ---


def test_saving_shows_six_words_and_keeps_what_is_typed(survey):
    walker, words = saved()

    assert walker.path == START + "saved/"
    assert len(words.split()) == 6
    assert f'data-words translate="no">{words}<' in walker.text
    assert "14 days" in walker.text
    walker.get(walker.page.context["go_on_url"])
    assert "Half a sentence" in walker.text
    assert walker.keys == ["child_better", "child_worse", "child_more"]


def test_coming_back_on_another_device(survey):
    _first, words = saved()

    second = come_back(words)

    assert second.keys == ["child_better", "child_worse", "child_more"]
    assert "Half a sentence" in second.text
    second.send()
    response = Response.objects.get()
    assert response.answers.get(question__key="child_better").text == "Half a sentence"
    assert response.answers.get(question__key="times").value == 7
    assert not Draft.objects.exists()


@pytest.mark.parametrize("change", [str.upper, lambda w: w.replace(" ", ", "), lambda w: f" {w} "])
def test_words_as_people_type_them(survey, change):
    _first, words = saved()

    assert come_back(change(words)).is_asking


def test_pressing_twice_gives_the_same_words(survey):
    walker, words = saved()
    walker.get(walker.page.context["go_on_url"])

    walker.page = walker.client.post(walker.path, {**walker.filled(), "save": "yes"}, follow=True)

    assert walker.page.context["words"] == words
    assert Draft.objects.count() == 1


def test_words_are_not_those_of_the_receipt(survey):
    walker, words = saved()
    secret = secret_for(words)

    assert words == words_for(secret) != receipt_for(secret)
    assert walker.client.post("/my-answers/", {"code": words}).status_code == 200


def test_what_cannot_be_kept_unchecked_is_never_sent(survey):
    """A page that was answered and then changed and saved has to be gone through again."""
    walker = Walker(ADULT)
    walker.walk()
    walker.get(START + "page-1/")
    step = walker.path
    walker.page = walker.client.post(
        step, {**walker.filled(times="-3"), "save": "yes"}, follow=True
    )

    back = come_back(walker.page.context["words"])

    assert back.path == step
    assert 'value="-3"' in back.text
    back.get(START + "check/")
    assert back.path == step
    back.fill(times="-3")
    assert back.errors
    back.fill(times="4")
    assert back.step == "check"


def test_saved_at_the_check_page(survey):
    walker = Walker(ADULT)
    walker.walk()
    walker.page = walker.client.post(
        walker.path, {"survey-current_step": "check", "save": "yes"}, follow=True
    )

    back = come_back(walker.page.context["words"])

    assert back.step == "check"
    back.fill()
    assert back.receipt


def test_a_permission_that_was_chosen_and_saved_is_not_given_yet(survey):
    _walker, words = saved("take_part", take_part="refused")

    back = come_back(words)

    assert back.keys == ["take_part"]
    back.get(START + "page-1/")
    assert back.keys == ["take_part"]


def test_language_and_reader_come_back_too(team):
    document = aged_document()
    document["formats"] = ["standard", "easy_read"]
    make_survey(organisation=team, document=document)
    walker = Walker(ADULT)
    walker.walk_to("child_better")
    walker.client.post(walker.path, {**walker.filled(), "format": "easy_read"})
    walker.page = walker.client.post(walker.path, {**walker.filled(), "save": "yes"}, follow=True)

    back = come_back(walker.page.context["words"])

    assert back.page.context["format"] == "easy_read"
    back.send()
    assert Response.objects.get().format == "easy_read"


# --- who is offered it ---


@pytest.mark.parametrize(
    ("age", "offered"), [("8_11", False), ("12", False), ("13_15", True), ("unsaid", False)]
)
def test_children_are_not_offered_words_to_keep(survey, age, offered):
    walker = Walker({**ADULT, "audience": "child", "age": age})
    walker.walk_to("child_better")

    assert ("Save and come back" in walker.text) == offered
    walker.page = walker.client.post(walker.path, {**walker.filled(), "save": "yes"}, follow=True)
    assert (walker.path == START + "saved/") == offered


def test_nobody_is_offered_it_before_it_is_known_who_they_are(survey):
    walker = Walker(ADULT)
    walker.begin()
    walker.walk_to("audience")

    assert "Save and come back" not in walker.text


@pytest.mark.parametrize(
    ("of_document", "of_audience", "who", "offered"),
    [
        (False, None, "parent", False),
        (False, True, "parent", True),
        (None, False, "parent", False),
        (True, None, "child", False),
        (None, True, "child", True),
    ],
)
def test_switches(team, of_document, of_audience, who, offered):
    document = aged_document()
    if of_document is not None:
        document["save_and_return"] = of_document
    if of_audience is not None:
        for audience in document["audiences"]:
            audience["save_and_return"] = of_audience
    make_survey(organisation=team, document=document)
    walker = Walker({**ADULT, "audience": who, "age": "8_11"})
    walker.walk_to("child_better")

    assert ("Save and come back" in walker.text) == offered


def test_first_page_leads_back_to_saved_answers(survey, client):
    assert COME_BACK in client.get(START).content.decode()


def test_survey_that_offers_none_has_no_way_back_on_its_first_page(team, client):
    document = {**aged_document(), "save_and_return": False}
    make_survey(organisation=team, document=document)

    assert COME_BACK not in client.get(START).content.decode()


# --- how long, and who ends it ---


def expires_in():
    return Draft.objects.get().expires_at - timezone.now()


def test_saved_answers_last_fourteen_days_from_their_last_use(survey):
    walker = Walker(ADULT)
    walker.walk_to("child_better")
    assert expires_in() < timedelta(hours=25)

    walker, words = saved()
    Draft.objects.filter(words_hash=None).delete()
    assert timedelta(days=13.9) < expires_in() <= timedelta(days=14)

    Draft.objects.update(expires_at=timezone.now() + timedelta(days=1))
    come_back(words).fill()
    assert timedelta(days=13.9) < expires_in() <= timedelta(days=14)


def test_saved_answers_are_swept_after_fourteen_days(survey):
    _walker, words = saved()
    assert purge_expired() == 0

    Draft.objects.update(expires_at=timezone.now())

    assert purge_expired() == 1
    assert not come_back(words).is_asking


def ended_by_sending(walker, words):
    come_back(words).send()


def ended_by_leaving(walker, words):
    walker.client.get("/leave/")


def ended_by_no(walker, words):
    walker.get(START + "permission-1/")
    walker.fill(take_part="refused")


def ended_by_time(walker, words):
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("end", [ended_by_sending, ended_by_leaving, ended_by_no, ended_by_time])
def test_used_and_run_out_words_say_the_same_as_wrong_ones(survey, end):
    walker, words = saved()
    end(walker, words)

    ended = come_back(words)
    wrong = come_back(words_for(b"another"))

    assert ended.page.status_code == wrong.page.status_code == 200
    assert str(NOT_FOUND) in ended.text
    assert ended.page.context["form"].errors == wrong.page.context["form"].errors
    assert ended.cookie == wrong.cookie == ""


def test_next_person_on_the_device_neither_meets_nor_ends_it(survey):
    walker, words = saved()

    second = Walker(ADULT, client=walker.client)
    second.begin()
    second.walk_to("child_better")
    assert "Half a sentence" not in second.text

    assert "Half a sentence" in come_back(words).text
    assert Draft.objects.count() == 2


def test_stopping_lets_the_device_forget_the_way_back(survey):
    walker, words = saved()

    walker.page = walker.client.post(START + "saved/", follow=True)

    assert walker.path == COME_BACK
    assert walker.cookie == ""
    assert walker.client.get(START + "check/").status_code == 302
    assert come_back(words).is_asking


def test_coming_back_puts_an_unsaved_survey_of_this_device_aside(survey):
    _walker, words = saved()
    other = Walker(ADULT)
    other.walk_to("child_better")
    assert Draft.objects.count() == 2

    come_back(words, client=other.client)

    assert Draft.objects.get().words_hash


def test_sent_elsewhere_meanwhile_is_told_and_loses_nothing_typed(survey):
    walker, words = saved()
    walker.get(walker.page.context["go_on_url"])
    come_back(words).send()

    page = walker.client.post(walker.path, {**walker.filled(child_worse="More"), "save": "yes"})

    assert page.status_code in (303, 409)
    assert Response.objects.count() == 1
    assert not Draft.objects.exists()


def test_step_is_still_one_small_write(survey, django_assert_num_queries):
    walker, _words = saved()
    walker.get(walker.page.context["go_on_url"])
    posted = walker.filled()

    # The draft; savepoint, the draft's write, the two steps' counts in one, release.
    with django_assert_num_queries(5):
        walker.client.post(walker.path, posted)


def test_saving_is_one_small_write(survey, django_assert_num_queries):
    walker, _words = saved()
    walker.get(walker.page.context["go_on_url"])
    posted = {**walker.filled(), "save": "yes"}

    with django_assert_num_queries(4):  # the draft; savepoint, the draft's write, release
        walker.client.post(walker.path, posted)


def test_adult_and_child_can_be_offered_it_by_their_audience_only(team):
    document = aged_document(permission("understand_limits"))
    document["audiences"][0]["save_and_return"] = True
    make_survey(organisation=team, document=document)
    walker = Walker({**ADULT, "audience": "child", "age": "8_11", "relationship": "school"})
    walker.walk_to("adult_permission")
    walker.page = walker.client.post(walker.path, {**walker.filled(), "save": "yes"}, follow=True)

    back = come_back(walker.page.context["words"])

    assert back.keys == ["adult_permission", "relationship"]
    assert back.form["relationship"].value() == "school"

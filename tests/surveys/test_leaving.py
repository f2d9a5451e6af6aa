"""Leaving quickly (EXIT-1 to EXIT-9), and what is said before anyone writes."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import Draft
from tests.factories import make_survey, small_document
from tests.surveys.walker import SMALL_CHILD, START, Walker


pytestmark = pytest.mark.django_db
LEAVE = reverse("survey_leave")


class Links(HTMLParser):
    """The links of a page, in their order: (address, classes)."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            known = dict(attributes)
            self.found.append((known["href"], known.get("class", "")))


def survey_with(**keys):
    return make_survey(document=small_document() | keys)


def children_only():
    document = small_document()
    return make_survey(document=document | {"audiences": document["audiences"][:1]})


@pytest.fixture
def survey(db):
    return make_survey()


PAGES = ("", "leaving/", "who/", "no-thank-you/", "thanks/x/")


@pytest.mark.parametrize("path", PAGES)
def test_way_out_is_the_second_link_and_a_button_on_every_page(survey, path):
    walker = Walker(SMALL_CHILD)
    walker.begin()

    links = Links(walker.get(START + path).content.decode()).found

    assert links[0][0] == "#main"
    assert links[1][0] == LEAVE
    assert [href for href, classes in links if "exit-page__button" in classes] == [LEAVE]


def test_first_page_leads_to_the_page_about_leaving_and_that_to_the_first_question(survey):
    client = Client()

    page = client.post(START, follow=True)
    assert page.request["PATH_INFO"] == START + "leaving/"
    text = page.content.decode()
    for words in ("Shift key three times", "Skip to the page", "history", "not saved"):
        assert words in text

    answer = client.post(START + "leaving/")
    assert (answer.status_code, answer["Location"]) == (303, START + "who/")


def test_beginning_again_in_the_same_browser_hands_out_a_key_that_lasts(survey):
    walker = Walker(SMALL_CHILD)
    walker.begin()

    answer = walker.client.post(START)

    assert answer.cookies["survey"].value
    assert answer.cookies["survey"]["max-age"] == ""


def test_page_about_leaving_makes_no_draft_and_no_cookie(survey):
    client = Client()

    client.get(START + "leaving/")
    client.post(START + "leaving/")

    assert not Draft.objects.exists()
    assert not client.cookies


def test_leaving_forgets_the_draft_and_shows_nothing_behind(survey):
    walker = Walker(SMALL_CHILD)
    walker.begin()
    behind = walker.path
    assert Draft.objects.count() == 1

    answer = walker.client.get(LEAVE)

    assert answer.status_code == 303
    assert answer["Location"].startswith("https://")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Draft.objects.exists()
    assert walker.get(behind).request["PATH_INFO"] == START
    assert walker.page["Cache-Control"] == "no-store"


def test_survey_may_do_without_the_button_and_its_page():
    survey_with(exit_button=False)
    client = Client()

    first = client.get(START).content.decode()
    page = client.post(START, follow=True)

    assert LEAVE not in first and "leave quickly" not in first
    assert page.request["PATH_INFO"] == START + "who/"
    assert LEAVE not in page.content.decode()


def test_button_is_calm_for_children_and_red_for_others(survey):
    walker = Walker(SMALL_CHILD)
    walker.begin()
    assert "exit-page__button--calm" not in walker.text  # whoever answers is not known yet

    walker.fill(audience="child")
    assert "exit-page__button--calm" in walker.text

    other = Walker({})
    other.begin()
    other.fill(audience="parent")
    assert "exit-page__button--calm" not in other.text


def test_button_is_calm_from_the_start_where_only_children_are_asked():
    children_only()

    assert b"exit-page__button--calm" in Client().get(START).content


@pytest.mark.parametrize("path", [*PAGES, "page-1/"])
def test_title_and_address_name_no_subject_and_nothing_is_kept(survey, path):
    walker = Walker(SMALL_CHILD)
    walker.begin()
    walker.fill(audience="child")

    page = walker.get(START + path)

    assert "<title>Survey</title>" in walker.text
    assert "img/favicon.svg" in walker.text
    assert page["Cache-Control"] == "no-store"


# --- who reads, and when nobody does ---


def test_first_page_says_the_limits_in_the_words_of_every_age(survey):
    text = Client().get(START).content.decode()

    assert "If you are a child" in text and "If you are an adult" in text
    assert "Nobody reads answers straight away" in text
    assert "If you are 12 to 17" not in text  # nobody of that age is asked


@pytest.mark.parametrize(
    ("who", "words"),
    [("child", "Their job is to keep children safe"), ("parent", "not a way to report a concern")],
)
def test_limits_stand_before_the_first_open_question_only(survey, who, words):
    walker = Walker({**SMALL_CHILD, "audience": who})
    walker.begin()
    seen = []
    while walker.step != "check":
        if words in walker.text:
            seen.append(walker.keys)
        walker.fill()

    assert seen == [["child_better", "child_worse", "child_more"]]


def test_page_with_open_questions_names_who_can_help_once_and_what_to_leave_out(survey):
    walker = Walker(SMALL_CHILD)
    walker.walk_to("child_better")

    assert walker.text.count("panel--support") == 1
    assert 'href="tel:08001111"' in walker.text
    assert walker.text.count("Leave out names, addresses, schools") == 3
    assert walker.text.index("child_more") < walker.text.index("panel--support")


@pytest.mark.parametrize(
    "path", [START, START + "no-thank-you/", START + "thanks/x/", "/staying-safe/"]
)
def test_help_is_named_where_people_go_away(survey, path):
    assert b'href="tel:08001111"' in Client().get(path).content

"""Choosing a language and a format: on the first page and on every step, and nothing is lost."""

import re

import pytest
from django.template.loader import get_template
from django.utils import translation

from consult.templatetags.kept import KeptNode
from surveys.models import ConsentEvent, ConsentStatement, Draft, Response
from tests.surveys.speaking import publish_speaking_survey
from tests.surveys.walker import Walker


START = "/s/many-voices/"
STEP = "surveys/survey_step.html"
ANSWERS = {"audience": "child", "take_part": "granted", "place": "out", "story": "Długa historia"}


@pytest.fixture(autouse=True)
def _checked(settings):
    settings.CHECKED_LANGUAGES = ["en", "pl", "ar"]


@pytest.fixture(autouse=True)
def survey(team, alice):
    return publish_speaking_survey(organisation=team, by=alice)


@pytest.fixture
def walker():
    return Walker(ANSWERS, start=START)


def choose(walker, **typed):
    """Press a picker's button on the page that is shown, with what is typed on it."""
    chosen = {name: typed.pop(name) for name in ("language", "format") if name in typed}
    posted = {**walker.filled(**typed), **chosen}
    walker.page = walker.client.post(walker.path, posted, follow=True)
    return walker.text


# --- the first page ---


def test_first_page_speaks_english_and_offers_the_others_by_their_own_names(client):
    html = client.get(START).content.decode()

    assert '<html class="govuk-template respondent ' in html
    assert 'lang="en-gb" dir="ltr"' in html
    assert re.search(r'<button[^>]*value="pl" lang="pl" dir="ltr"><bdi>Polski</bdi>', html)
    assert re.search(r'<button[^>]*value="ar" lang="ar" dir="rtl"><bdi>العربية</bdi>', html)
    assert "বাংলা" not in html  # a machine draft, for staff only


def test_first_page_in_another_language_is_marked_and_makes_neither_row_nor_cookie(client):
    response = client.get(START, {"language": "ar"})
    html = response.content.decode()

    assert 'lang="ar" dir="rtl"' in html
    assert "respondent.rtl.css" in html
    assert "نريد أن نسمع الجميع." in html
    assert response["Content-Language"] == "ar"
    assert not response.cookies
    assert not Draft.objects.exists()


def test_language_ends_with_its_request(client):
    client.get(START, {"language": "ar"})

    assert translation.get_language() == "en-gb"
    assert 'lang="en-gb"' in client.get(START).content.decode()


@pytest.mark.parametrize("asked", ["bn", "xx", "", "en'--", "\x00"])
def test_language_that_is_not_offered_changes_nothing(client, asked):
    assert 'lang="en-gb" dir="ltr"' in client.get(START, {"language": asked}).content.decode()


def test_unchecked_interface_keeps_a_language_away(client, settings):
    settings.CHECKED_LANGUAGES = ["en", "ar"]

    html = client.get(START, {"language": "pl"}).content.decode()

    assert "Polski" not in html
    assert "Chcemy" not in html


def test_first_page_keeps_the_way_people_came_and_their_tick(client, survey):
    html = client.get(START, {"format": "easy_read", "kept_language": "pl"}).content.decode()

    assert '<input type="hidden" name="kept_language" value="pl">' in html
    assert '<input type="hidden" name="kept_format" value="easy_read">' in html
    assert 'formmethod="get"' in html


def test_start_goes_on_in_what_was_chosen(walker):
    walker.begin(kept_language="pl", kept_format="easy_read")

    assert "Jestem dzieckiem" in walker.text
    walker.walk()
    walker.send()

    response = Response.objects.get()
    assert (response.language, response.format) == ("pl", "easy_read")


# --- every step ---


def test_every_step_offers_both_pickers(walker):
    walker.begin()

    while walker.step != "check":
        assert 'form="answers" name="language" value="pl"' in walker.text
        assert 'form="answers" name="format" value="easy_read"' in walker.text
        walker.fill()
    assert 'form="answers" name="language" value="pl"' in walker.text


def test_enter_key_sends_the_answers(walker):
    walker.begin()

    first = re.search(r'<button[^>]*form="answers"[^>]*>', walker.text)[0]

    assert "name=" not in first
    assert 'tabindex="-1"' in first


def test_choosing_a_language_keeps_all_that_is_typed(walker):
    walker.walk_to("story")
    typed = {
        "place": "in",
        "several": ["ball", "books"],
        "since": {"month": "3", "year": ""},  # not yet an answer
        "story": "x" * 150,  # too long to be sent
    }

    html = choose(walker, language="ar", **typed)

    assert walker.step == "page-1"
    assert 'lang="ar" dir="rtl"' in html
    assert "أخبرنا المزيد" in html
    assert "x" * 150 in html
    assert re.search(r'value="in" checked', html)
    assert html.count("checked") == 3
    assert 'name="page-1-since_month" value="3"' in html
    assert "govuk-error-summary" not in html


def test_typed_text_survives_leaving_and_coming_back_to_the_page(walker):
    walker.walk_to("story")
    choose(walker, format="easy_read", story="half a thought")
    step = walker.path

    walker.get(step.replace("page-1", "permission-1"))
    walker.get(step)

    assert "half a thought" in walker.text


def test_answer_takes_the_place_of_what_was_typed(walker):
    walker.walk_to("story")
    choose(walker, language="pl", story="half a thought")
    step = walker.path

    walker.fill(story="a whole one")
    walker.get(step)

    assert "a whole one" in walker.text
    assert "half a thought" not in walker.text


def test_earlier_answers_survive_a_change_on_the_last_page(walker):
    walker.walk()

    html = choose(walker, language="pl")

    assert walker.step == "check"
    assert "Długa historia" in html
    walker.send()
    assert Response.objects.get().answers.get(question__key="place").value == "out"


def test_language_that_is_not_offered_is_not_chosen_on_a_step(walker):
    walker.begin()

    html = choose(walker, language="bn")

    assert 'lang="en-gb"' in html
    assert walker.step == "who"


def test_choosing_is_one_read_and_one_write(walker, django_assert_num_queries):
    walker.walk_to("story")
    posted = {**walker.filled(), "language": "pl"}

    with django_assert_num_queries(4):  # the draft; savepoint, the draft's write, release
        walker.client.post(walker.path, posted)


# --- words that are not there in the chosen language ---


def test_missing_words_are_shown_in_english_and_marked(walker):
    walker.begin(kept_language="ar")

    assert 'lang="en" dir="ltr">I am a child</label>' in walker.text
    walker.walk_to("story")
    assert 'lang="en" dir="ltr">What do you like?</legend>' in re.sub(r"\s*\n\s*", "", walker.text)
    assert re.search(r"<label[^>]*>أخبرنا المزيد</label>", walker.text)


def test_english_page_marks_nothing(walker):
    walker.walk_to("story")

    assert 'lang="en"' not in walker.text.split("<main")[1]


# --- what was agreed to ---


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("en", "standard", "Do you want to take part?\nYes\nNo"),
        ("pl", "standard", "Czy chcesz wziąć udział?\nTak\nNie"),
        ("en", "easy_read", "Do you want to answer questions?\nYes\nNo"),
    ],
)
def test_permission_is_recorded_as_it_was_shown(walker, language, form, words):
    walker.begin(kept_language=language, kept_format=form)
    walker.send()

    statement = ConsentEvent.objects.get(key="take_part").statement
    assert (statement.language, statement.format) == (language, form)
    assert statement.text == words


def test_permission_without_easy_words_in_a_language_is_recorded_as_standard(walker):
    walker.begin(kept_language="pl", kept_format="easy_read")
    walker.send()

    response = Response.objects.get()
    statement = ConsentEvent.objects.get(key="take_part").statement
    assert response.format == "easy_read"
    assert (statement.language, statement.format) == ("pl", "standard")


def test_statements_are_made_for_each_wording_that_can_be_shown():
    rows = ConsentStatement.objects.filter(key="take_part", audience="child")

    assert set(rows.values_list("language", "format")) == {
        ("en", "standard"),
        ("en", "easy_read"),
        ("pl", "standard"),
        ("ar", "standard"),
    }


# --- after sending ---


def test_thanks_and_own_answers_stay_in_the_language(walker):
    walker.begin(kept_language="ar")
    walker.send()

    assert 'lang="ar" dir="rtl"' in walker.text
    assert "تقرير." in walker.text


# --- easy read ---


def test_easy_read_shows_a_line_for_each_idea_with_its_picture(client):
    html = client.get(START, {"format": "easy_read"}).content.decode()

    assert "respondent--easy" in html
    lines = re.findall(r"#picture-(\w+).*?easy__words\">([^<]+)<", html)
    assert [(picture, line.strip()) for picture, line in lines] == [
        ("listen", "We want to listen to you."),
        ("people", "We want to hear from everybody."),
    ]
    assert "Use the usual words" in html
    assert "[listen]" not in html


def test_pictures_are_for_easy_read_only(walker):
    walker.walk_to("place")
    assert "easy__picture" not in walker.text

    html = choose(walker, format="easy_read")

    assert html.count("#picture-home") == 2  # beside the question, and beside one answer


# --- parts of pages that are kept in memory ---


def test_what_one_person_typed_is_kept_for_nobody_else(walker):
    walker.walk_to("story")
    choose(walker, language="pl", story="a secret of mine")
    walker.get(walker.path)

    stores = [
        node.store for node in get_template(STEP).template.nodelist.get_nodes_by_type(KeptNode)
    ]
    assert stores
    assert "a secret of mine" not in repr(stores)

    other = Walker(ANSWERS, start=START)
    other.begin(kept_language="pl")
    assert "a secret of mine" not in other.walk_to("story").content.decode()


def test_pictures_of_easy_read_reach_no_other_reader(walker):
    walker.walk_to("place")
    easy = choose(walker, format="easy_read")
    usual = choose(walker, format="standard")

    assert "easy__picture" in easy
    assert "easy__picture" not in usual
    assert choose(walker, format="easy_read").count("#picture-home") == 2


# --- pages of the site itself ---


@pytest.mark.parametrize("path", ["/", "/privacy/", "/staying-safe/", "/withdraw/", "/my-answers/"])
def test_pages_of_the_site_speak_the_language_of_their_address(client, path):
    html = client.get(path, {"language": "ar"}).content.decode()

    assert 'lang="ar" dir="rtl"' in html
    assert 'href="?language=pl"' in html
    assert "/privacy/?language=ar" in html  # and so do the pages they lead to
    assert "?language=" not in client.get("/leave/")["Location"]


def test_pages_of_the_site_offer_nothing_when_there_is_one_language(client, settings):
    settings.CHECKED_LANGUAGES = ["en"]

    html = client.get("/privacy/", {"language": "ar"}).content.decode()

    assert 'lang="en-gb" dir="ltr"' in html
    assert "?language=" not in html


def test_saying_no_is_answered_in_the_same_language(walker):
    walker.begin(kept_language="ar")
    walker.walk_to("take_part")

    walker.fill(take_part="refused")

    assert 'lang="ar" dir="rtl"' in walker.text
    assert "لم نحفظ شيئاً" in walker.text


def test_wrong_code_is_answered_in_the_same_language(client):
    response = client.post("/withdraw/?language=pl", {"code": "not a code at all"})

    assert 'lang="pl"' in response.content.decode()
    assert "Nie znaleźliśmy odpowiedzi" in response.content.decode()

"""A walk through a survey that asks in every way there is."""

import re

import pytest

from surveys.models import Answer, Response
from tests.factories import make_survey
from tests.surveys.documents import full_document, question
from tests.surveys.walker import Walker


pytestmark = pytest.mark.django_db
MONTH = "Write the month as a number from 1 to 12, or by its name."
WORKER = {
    "audience": "worker",
    "take_part": "granted",
    "quote_anon": "refused",
    "helper": "nobody",
    "place": "school",
    "heard": "0",
    "wishes": {"1": "trust", "2": "play", "3": ""},
    "began": {"month": "sept", "year": "2024"},
    "teams": {"health": "often", "schools": "never"},
    "pause": "go_on",
    "hard": "waiting",
}


@pytest.fixture
def survey():
    return make_survey(slug="help-near-you", document=full_document())


def walker_with(**answers):
    return Walker({**WORKER, **answers}, start="/s/help-near-you/")


def stored():
    rows = Answer.objects.filter(response=Response.objects.get()).select_related("question")
    return {row.question.key: (row.value, row.text) for row in rows}


def test_answers_of_every_kind_are_kept_as_values_and_as_words(survey):
    walker_with().send()

    answers = stored()

    assert answers["place"] == ("school", "School")
    assert answers["heard"] == (0, "0 out of 10: Not at all")
    assert answers["wishes"] == (["trust", "play"], "1. Trust; 2. Play")
    assert answers["began"] == ("2024-09", "September 2024")
    assert answers["teams"] == (
        {"health": "often", "schools": "never"},
        "Health: Often; Schools: Never",
    )
    assert answers["pause"] == ("go_on", "Show me the questions")
    assert answers["hard"] == ("waiting", "waiting")


def test_what_was_given_is_shown_again_on_the_way_back(survey):
    walker = walker_with()
    walker.walk_to("wishes")
    path = walker.path
    walker.fill()

    walker.get(path)

    assert '<option value="play" selected>' in walker.text
    assert 'name="page-4-began_month" value="sept"' in walker.text
    assert 'name="page-4-began_year" value="2024"' in walker.text


def test_all_can_be_left_out_but_the_interruption(survey):
    walker = walker_with(place=None, heard=None, wishes=None, began=None, teams=None, pause=None)
    walker.walk_to("pause")

    walker.fill()
    assert walker.errors == {"pause": ["Choose whether to go on or to miss this part out."]}

    walker.answers["pause"] = "go_round"
    walker.send()
    answers = stored()
    assert "hard" not in answers
    assert {answers[key] for key in ("place", "heard", "wishes", "began", "teams")} == {(None, "")}


def test_way_round_can_be_thought_better_of(survey):
    walker = walker_with(pause="go_round")
    walker.walk()
    assert "Miss this part out" in walker.text

    walker.get("/s/help-near-you/page-6/")
    walker.fill(pause="go_on")

    assert walker.keys == ["lines", "hard"]
    assert "If you want to talk to someone" in walker.text


@pytest.mark.parametrize(
    ("key", "given", "message", "place"),
    [
        ("began", {"month": "3"}, "Add the year, such as 2024.", 1),
        ("began", {"month": "13", "year": "2024"}, MONTH, 0),
        (
            "wishes",
            {"1": "time", "2": "time"},
            "You chose “Time” more than once. Choose something else, or nothing.",
            1,
        ),
        ("teams", {"health": "daily"}, "Choose one of the answers in the list.", 0),
        ("heard", "11", "Choose a number from 0 to 10.", 0),
    ],
)
def test_mistake_is_told_and_what_was_given_stays(survey, key, given, message, place):
    walker = walker_with()
    walker.walk_to(key)

    walker.fill(**{key: given})

    assert walker.errors == {key: [message]}
    assert f'href="#id_{walker.step}-{key}_{place}"' in walker.text
    assert f'id="id_{walker.step}-{key}_{place}"' in walker.text


def test_only_what_has_to_be_mended_is_marked(survey):
    walker = walker_with()
    walker.walk_to("began")

    walker.fill(began={"month": "3", "year": "24"}, wishes={"1": "time", "3": "time"})

    marked = re.findall(r'--error" (?:type="text"[^>]*?|)id="id_page-4-(\w+)"', walker.text)
    assert marked == ["wishes_2", "began_1"]


def test_rows_that_have_to_be_answered_are_named_and_led_to():
    data = full_document()
    question(data, "teams")["optional"] = False
    make_survey(slug="help-near-you", document=data)
    walker = walker_with()
    walker.walk_to("teams")

    walker.fill()

    assert walker.errors == {"teams": ["Choose an answer for: Police."]}
    assert 'href="#id_page-5-teams_1"' in walker.text
    assert 'id="id_page-5-teams_1" name="page-5-teams_police"' in walker.text

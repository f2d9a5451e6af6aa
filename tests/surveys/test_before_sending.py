"""Before sending: what may tell who somebody is, shown in place, and never in anybody's way."""

import pytest

from surveys.models import Answer, Draft
from tests.factories import make_survey
from tests.surveys.walker import SMALL_CHILD, START, Walker


pytestmark = pytest.mark.django_db
TELLING = "I told Sarah and then mr patel rang 07700 900123."
CHECK = {"survey-current_step": "check"}


@pytest.fixture
def walker(db):
    make_survey()
    person = Walker({**SMALL_CHILD, "child_better": TELLING, "child_worse": "They will, I hope."})
    person.walk()
    assert person.step == "check"
    return person


def doubts(walker):
    return walker.page.context["doubts"]


def press(walker, act, words):
    doubt = next(each for each in doubts(walker) if each.words == words)
    return press_value(walker, f"{act}:{doubt.place}")


def press_value(walker, value):
    answer = walker.client.post(START + "check/", {**CHECK, "detail": value})
    assert answer.status_code == 303
    walker.get(answer["Location"].partition("#")[0])
    return walker


def sent(walker, key="child_better"):
    walker.fill()
    assert walker.receipt
    return Answer.objects.get(question__key=key).text


def test_each_find_is_shown_in_its_sentence(walker):
    assert [each.words for each in doubts(walker)] == ["Sarah", "mr patel", "07700 900123"]
    assert 'I told <mark class="doubt__find">Sarah</mark> and then' in walker.text
    assert "They will, I hope" not in [each.question for each in doubts(walker)]


def test_nothing_is_blocked(walker):
    assert sent(walker) == TELLING


def test_kept_find_is_not_asked_about_again(walker):
    press(walker, "keep", "Sarah")

    assert [each.words for each in doubts(walker)] == ["mr patel", "07700 900123"]
    walker.get(START + "page-2/")
    walker.fill(child_better=TELLING + " Sarah!")
    assert walker.step == "check"
    assert "Sarah" not in [each.words for each in doubts(walker)]
    assert Draft.objects.count() == 1


def test_find_is_taken_out_for_the_person(walker):
    press(walker, "take_out", "mr patel")
    press(walker, "take_out", "07700 900123")

    assert [each.words for each in doubts(walker)] == ["Sarah"]
    walker.get(START + "page-2/")
    assert "[phone number]" in walker.text and "mr patel" not in walker.text
    walker.get(START + "check/")
    assert sent(walker) == "I told Sarah and then [name] rang [phone number]."


def test_change_leads_to_the_answer_and_back_to_the_check_page(walker):
    url = doubts(walker)[0].change_url
    assert url == START + "page-2/#id_page-2-child_better"

    walker.get(START + "page-2/")
    walker.fill(child_better="I told my worker.")

    assert walker.step == "check"
    assert doubts(walker) == []
    assert "Could someone tell who you are" not in walker.text


@pytest.mark.parametrize(
    "value", ["", "keep", "keep:", "take_out:child_better:0-1", "drop:child_better:7-12", "x:y:z"]
)
def test_button_that_fits_no_more_changes_nothing(walker, value):
    press_value(walker, value)

    assert len(doubts(walker)) == 3
    assert sent(walker) == TELLING


def test_words_of_an_author_or_a_child_run_nothing(db):
    make_survey()
    person = Walker({**SMALL_CHILD, "child_better": "<b>Sarah</b> & <i>"})
    person.walk()

    assert "&lt;b&gt;" in person.text
    assert "<b>" not in person.text.partition("before-you-send")[2]

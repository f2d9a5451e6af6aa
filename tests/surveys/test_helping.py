"""Is anyone helping you? Asked at both ends, kept with the answers, and told in files."""

from copy import deepcopy

import pytest

from surveys.actions.survey import publish_version
from surveys.helping import with_helping
from surveys.models import Answer
from surveys.validation import problems_of
from tests.factories import make_survey, small_document
from tests.surveys.documents import problems_after
from tests.surveys.walker import SMALL_CHILD, Walker


HELPED = {"help_start": ["read"], "helper_role": "teacher_ta", "help_end": ["read", "typed"]}


def document(*audiences):
    return small_document() | {"helping": list(audiences)}


def page_keys(data):
    return [page["key"] for page in with_helping(data)["pages"]]


def test_pages_are_added_at_both_ends_and_are_sound():
    data = document("child", "parent")

    assert page_keys(data) == ["helping_start", "helping_who", "about", "words", "helping_end"]
    assert problems_of(with_helping(data)) == []


def test_document_that_does_not_ask_stays_as_it_is():
    data = small_document()

    assert with_helping(data) is data


def test_adding_twice_adds_nothing_and_changes_nothing():
    data = document("child")
    before = deepcopy(data)
    once = with_helping(data)

    assert with_helping(once) == once
    assert data == before


def test_authors_own_question_at_the_end_stands():
    data = document("child")
    data["pages"][-1]["questions"][-1]["concept"] = "c_help_type"

    assert page_keys(data) == ["helping_start", "helping_who", "about", "words"]


@pytest.mark.parametrize("helping", [[], ["horse"], "child", True, [["child"]]])
def test_helping_that_cannot_be_used_is_refused(helping):
    problems = problems_after(lambda data: data.update(helping=helping))

    assert "document, helping" in [problem.place for problem in problems]


def test_child_is_told_whose_words_count_and_is_asked_again_at_the_end(db):
    survey = make_survey(document=document("child"))
    walker = Walker({**SMALL_CHILD, **HELPED})

    walker.walk_to("help_start")
    assert "They should write your words, not theirs." in walker.text
    walker.walk()
    walker.fill()

    assert walker.receipt
    assert [key for key in walker.asked if key in HELPED] == list(HELPED)
    kept = dict(
        Answer.objects.filter(question__key__in=HELPED).values_list("question__key", "value")
    )
    assert kept == HELPED
    assert survey.questions.filter(key="help_end", concept="c_help_type").exists()


def test_who_helps_is_not_asked_where_nobody_does(db):
    make_survey(document=document("child"))
    walker = Walker({**SMALL_CHILD, "help_start": ["no"]})

    walker.walk()

    assert "help_start" in walker.asked and "helper_role" not in walker.asked


def test_audience_that_is_not_named_is_not_asked(db):
    make_survey(document=document("child"))
    walker = Walker({**SMALL_CHILD, "audience": "parent"})

    walker.walk()

    assert not set(HELPED) & set(walker.asked)


def test_same_document_published_again_is_the_same_version(db):
    survey = make_survey(document=document("child"))

    assert publish_version(survey=survey, document=document("child"), by=None).number == 1

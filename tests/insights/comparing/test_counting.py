"""Counts of people by theme and group: who counts, once each, in a constant number of queries."""

import pytest

from insights.comparing.attributes import attributes_of
from insights.comparing.counting import joins_in, tally_of
from insights.comparing.joins import ONE, SEVERAL
from insights.comparing.scope import scope_of
from insights.comparing.tally import NOT_KNOWN
from insights.models import Coding, Theme
from surveys.models import Answer, Channel
from tests.comparing_factories import make_consultation
from tests.factories import make_survey, small_document


@pytest.fixture
def consultation(team):
    return make_consultation(organisation=team)


def tally_by(consultation, key, question="adult_better"):
    scope = scope_of(consultation.question(question))
    attribute = next(each for each in attributes_of(consultation.survey) if each.key == key)
    return tally_of(scope, attribute)


def said(tally, name):
    key = next(each.key for each in tally.themes if each.name == name)
    return dict(tally.said_by_group(key))


def test_every_attribute_has_a_name_and_its_groups_too(consultation):
    attributes = {each.key: each for each in attributes_of(consultation.survey)}

    assert list(attributes) == [
        "audience", "age_band", "channel", "wave", "region", "c_helpers", "c_sector", "c_partners",
    ]  # fmt: skip
    assert attributes["audience"].name_of("child") == "I am a child"
    assert attributes["region"].name_of("north") == "North"
    assert attributes["region"].name_of("") == "Not known"
    assert attributes["wave"].name_of("1") == "Version 1"
    assert attributes["wave"].names == {"1": "Version 1"}
    assert attributes["c_helpers"].overlaps
    assert not attributes["region"].overlaps


def test_questions_of_one_concept_are_compared_by_audience(consultation):
    consultation.answer("child_better", audience="child", said=["Trust"], count=3)
    consultation.answer("child_better", audience="child", count=2)
    consultation.answer("adult_better", audience="parent", said=["trust ", "Waiting"], count=4)
    consultation.answer("adult_better", audience="practitioner", count=1)

    tally = tally_by(consultation, "audience")

    assert said(tally, "Trust") == {"child": 3, "parent": 4}
    assert said(tally, "Waiting") == {"parent": 4}
    waiting = next(each for each in tally.themes if each.name == "Waiting")
    assert tally.base_by_group(waiting.questions) == {"parent": 4, "practitioner": 1}
    assert tally.groups() == ["child", "parent", "practitioner"]


def test_person_counts_once_however_often_they_say_it(consultation):
    (response,) = consultation.answer("adult_better", audience="parent", said=["Trust"])
    theme = consultation.theme("adult_better", "Trust")
    answer = response.answers.get(question__key="adult_better")
    Coding.objects.create(theme=theme, answer=answer, start=5, end=9, source="person")

    assert said(tally_by(consultation, "audience"), "Trust") == {"parent": 1}


def test_who_is_in_a_part_is_in_the_whole_once(consultation):
    whole = consultation.theme("adult_better", "Waiting")
    part = consultation.theme("adult_better", "Lists", parent=whole)
    consultation.theme("adult_better", "Long lists", parent=part)
    consultation.answer("adult_better", audience="parent", said=["Waiting", "Lists"], count=2)
    consultation.answer("adult_better", audience="parent", said=["Long lists"], count=3)

    tally = tally_by(consultation, "audience")

    assert said(tally, "Waiting") == {"parent": 5}
    assert said(tally, "Lists") == {"parent": 5}
    assert said(tally, "Long lists") == {"parent": 3}
    parents = {each.name: each.parent for each in tally.themes}
    assert parents == {"Waiting": "", "Lists": "waiting", "Long lists": "lists"}


def test_part_counts_with_the_whole_of_its_name_in_another_question(consultation):
    waiting = consultation.theme("child_better", "Waiting")
    part = consultation.theme("child_better", "Lists", parent=waiting)
    consultation.theme("adult_better", "Lists")
    consultation.theme(
        "adult_better", "Short lists", parent=consultation.themes["adult_better", "Lists"]
    )
    consultation.answer("child_better", audience="child", said=["Lists"], count=2)
    consultation.answer("adult_better", audience="parent", said=["Lists", "Short lists"], count=3)
    consultation.answer("adult_better", audience="parent", said=["Short lists"], count=4)

    tally = tally_by(consultation, "audience")

    assert said(tally, "Lists") == {"child": 2, "parent": 7}
    assert said(tally, "Waiting") == {"child": 2}
    assert said(tally, "Short lists") == {"parent": 7}
    lists = next(each for each in tally.themes if each.name == "Lists")
    child, adult = (str(consultation.question(key).pk) for key in ("child_better", "adult_better"))
    assert dict(lists.places) == {"": {adult}, "waiting": {child}}
    assert lists.wholes() == (("waiting", {child}),)
    assert part.name == lists.name


def test_whole_and_part_of_one_name_in_one_question_count_each_person_once(consultation):
    access = consultation.theme("adult_better", "Access")
    consultation.theme("adult_better", "Lists")
    part = consultation.theme("adult_better", "LISTS ", parent=access)
    both = consultation.answer("adult_better", audience="parent", said=["Lists", "LISTS "], count=2)
    consultation.answer("adult_better", audience="parent", said=["LISTS "], count=3)

    tally = tally_by(consultation, "audience")

    assert said(tally, "Access") == {"parent": 5}
    assert [tally.said_by_all(key) for key in ("access", "lists")] == [5, 5]
    assert part.parent == access and len(both) == 2
    assert all(not each.wholes() for each in tally.themes)


def test_blank_attribute_is_not_known(consultation):
    consultation.answer("adult_better", audience="parent", closed={"region": "north"}, count=2)
    consultation.answer("adult_better", audience="parent", closed={"region": None})
    consultation.answer("adult_better", audience="parent", said=["Trust"])

    tally = tally_by(consultation, "region")

    assert tally.base_by_group(tally.people) == {"north": 2, NOT_KNOWN: 2}
    assert said(tally, "Trust") == {NOT_KNOWN: 1}


def test_channel_wave_and_age_are_told(consultation):
    channel = Channel.objects.create(
        survey=consultation.survey, code="abc", mode="event", label="Fair"
    )
    consultation.answer("child_better", audience="child", channel=channel, count=2)
    consultation.answer("child_better", audience="child", age_band="")

    def bases(key):
        tally = tally_by(consultation, key, "child_better")
        return dict(tally.base_by_group(tally.people))

    assert bases("channel") == {"event": 2, NOT_KNOWN: 1}
    assert bases("age_band") == {"8_11": 2, NOT_KNOWN: 1}
    assert bases("wave") == {"1": 3}


def test_several_answers_put_a_person_in_several_groups(consultation):
    used = (["school", "youth"], "School, Youth")
    consultation.answer("adult_better", audience="parent", closed={"used": used}, said=["Trust"])
    consultation.answer("adult_better", audience="parent", closed={"used": (["school"], "School")})

    tally = tally_by(consultation, "c_helpers")

    assert tally.base_by_group(tally.people) == {"school": 2, "youth": 1}
    assert said(tally, "Trust") == {"school": 1, "youth": 1}
    assert tally.said_by_all("trust") == 1


def test_only_who_may_be_counted_counts(consultation):
    gone, held, blank, kept = consultation.answer(
        "adult_better", audience="parent", said=["Trust"], count=4
    )
    consultation.withdraw(gone)
    Answer.objects.filter(response=held).update(is_held=True)
    Answer.objects.filter(response=blank).update(is_blank=True)

    tally = tally_by(consultation, "audience")

    assert said(tally, "Trust") == {"parent": 1}
    assert tally.base(tally.people) == 1


def test_held_closed_answer_tells_nothing(consultation):
    (response,) = consultation.answer("adult_better", audience="parent", closed={"region": "north"})
    response.answers.filter(question__key="region").update(is_held=True)

    tally = tally_by(consultation, "region")

    assert tally.base_by_group(tally.people) == {NOT_KNOWN: 1}


def test_rejected_codings_and_themes_do_not_count(consultation):
    consultation.answer("adult_better", audience="parent", said=["Trust", "Gone"], count=2)
    Coding.objects.filter(theme__name="Trust").first().delete()
    Coding.objects.filter(theme__name="Trust").update(state="rejected")
    Theme.objects.filter(name="Gone").update(status="rejected")

    tally = tally_by(consultation, "audience")

    assert [each.name for each in tally.themes] == ["Trust"]
    assert said(tally, "Trust") == {}


def test_joins_join_what_people_used_and_where_they_work(consultation):
    used = (["school", "health_visitor"], "School, Health Visitor")
    consultation.answer("adult_better", audience="parent", closed={"used": used}, said=["Trust"])
    consultation.answer("adult_better", audience="parent", closed={"used": (["none"], "None")})
    worked = {"sector": "youth", "partners": (["education"], "Education")}
    consultation.answer("adult_better", audience="practitioner", closed=worked, said=["Trust"])
    consultation.answer("adult_better", audience="practitioner", closed={"sector": "health"})
    consultation.answer("child_better", audience="child", said=["Trust"])

    joins = joins_in(scope_of(consultation.question("adult_better")), consultation.survey)

    assert joins.by_service.said_by_group("trust") == {
        "education": 1, "health": 1, "youth": 1, NOT_KNOWN: 1,
    }  # fmt: skip
    assert joins.by_number.base_by_group(joins.by_number.people) == {
        SEVERAL: 2, ONE: 1, "none": 1, NOT_KNOWN: 1,
    }  # fmt: skip
    assert joins.services() == ["health", "education", "youth"]


@pytest.mark.parametrize("times", [1, 10])
def test_queries_do_not_grow(consultation, django_assert_num_queries, times):
    """The questions, the themes; people; themes by level, of which there are two."""
    for number in range(times):
        whole = consultation.theme("adult_better", f"Theme {number}")
        consultation.theme("adult_better", f"Part {number}", parent=whole)
        said = [f"Theme {number}", f"Part {number}"]
        region = {"region": ("north", "south")[number % 2]}
        consultation.answer("adult_better", audience="parent", said=said, count=2, closed=region)
    question = consultation.question("adult_better")
    attribute = next(each for each in attributes_of(consultation.survey) if each.key == "region")

    with django_assert_num_queries(6):
        tally = tally_of(scope_of(question), attribute)

    assert len(tally.themes) == 2 * times


def test_team_calls_an_audience_as_its_document_says(team):
    document = small_document()
    document["audiences"][0]["group"] = "Children"
    survey = make_survey(organisation=team, document=document)

    attribute = next(each for each in attributes_of(survey) if each.key == "audience")

    assert attribute.name_of("child") == "Children"
    assert attribute.name_of("parent") == "I am a parent"

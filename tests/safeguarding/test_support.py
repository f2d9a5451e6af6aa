"""Who can help, for whom: only what somebody has checked, and a check that comes due."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from safeguarding.support import (
    NATIONS,
    REVIEW_AFTER,
    UK,
    all_lines,
    lines_for,
    lines_for_any,
    overdue_lines,
)
from surveys.actions.survey import close_survey, open_survey, publish_version
from tests.factories import make_survey, small_document


BANDS = ("u8", "8_11", "12_15", "16_17", "adult")
KINDS = {"child", "young_person", "adult", "parent", "practitioner"}
LATE = max(line.review_due for line in all_lines() if line.review_due) + timedelta(days=1)


def names(lines):
    return [line.name for line in lines]


@pytest.mark.parametrize("line", all_lines(), ids=lambda line: line.name)
def test_entry_is_whole(line):
    assert line.phone or line.text or line.url
    assert line.details and all(dict(line.details).values())
    assert set(line.kinds) <= KINDS
    assert set(line.nations) <= {*NATIONS, UK}
    assert bool(line.verified_on) == bool(line.verified_by)
    assert line.topics


def test_child_is_told_of_childline_and_999_and_of_no_line_for_adults():
    assert names(lines_for("8_11", voice="child")) == ["Childline", "Emergency services"]


def test_work_of_a_practitioner_decides_as_well_as_their_age():
    practitioner = names(lines_for("adult", voice="practitioner"))
    parent = names(lines_for("adult", voice="parent_self"))

    assert "Protect" in practitioner and "Family Lives" not in practitioner
    assert "Family Lives" in parent and "Protect" not in parent
    assert {"Samaritans", "NSPCC Helpline"} <= set(practitioner) & set(parent)


def test_reader_of_no_known_age_gets_what_a_child_gets():
    assert lines_for("") == lines_for("8_11")


def test_words_are_for_the_age():
    child, adult = lines_for("8_11", topics={"suicide"}), lines_for("adult", topics={"suicide"})

    assert child[0].name == adult[0].name
    assert child[0].detail != adult[0].detail


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("nation", [*NATIONS, UK])
def test_what_nobody_has_checked_is_shown_to_nobody(band, nation):
    shown = lines_for(band, voice="practitioner", nation=nation, topics=None)

    assert shown
    assert all(line.verified_on for line in shown)


def test_line_of_one_nation_is_shown_in_that_nation():
    in_england = lines_for("adult", nation="england", topics=None)
    in_wales = lines_for("adult", nation="wales", topics=None)

    assert set(names(in_england)) - set(names(in_wales)) == {"NHS 111, then choose option 2"}


def test_numbers_are_links_that_a_phone_can_ring():
    childline = lines_for("8_11")[0]

    assert childline.phone_url == "tel:08001111"
    assert all(line.phone_url[4:].isdigit() for line in all_lines() if line.phone)


def test_service_for_several_ages_is_named_once():
    lines = lines_for_any([("8_11", "child"), ("adult", "parent_self")])

    assert names(lines).count("Emergency services") == 1
    assert {"Childline", "Samaritans"} <= set(names(lines))


def test_check_is_due_after_ninety_days():
    line = lines_for("8_11")[0]

    assert REVIEW_AFTER.days == 90
    assert not line.is_overdue(line.verified_on + REVIEW_AFTER)
    assert line.is_overdue(line.verified_on + REVIEW_AFTER + timedelta(days=1))
    assert not overdue_lines(line.verified_on)


@pytest.fixture
def late(monkeypatch):
    monkeypatch.setattr("safeguarding.support.timezone.localdate", lambda: LATE)


def test_no_survey_opens_in_service_with_a_helpline_unchecked(db, late, settings):
    survey = make_survey()
    settings.IN_SERVICE = True

    with pytest.raises(ValidationError, match="due to be checked: .*Childline"):
        open_survey(survey=survey, by=None)
    with pytest.raises(ValidationError, match="due to be checked"):
        publish_version(survey=survey, document=small_document(title="New"), by=None)
    assert close_survey(survey=survey, by=None).status == "closed"


def test_staff_are_told_which_helplines_to_check(team, ray, staff_client, late):
    survey = make_survey(organisation=team)

    page = staff_client(ray).get(reverse("survey_detail", args=[survey.slug]))

    assert "Check these helplines, which people are shown: Childline" in page.content.decode()


def test_staff_are_told_nothing_while_all_are_checked(team, ray, staff_client, monkeypatch):
    day = all_lines()[0].verified_on
    monkeypatch.setattr("safeguarding.support.timezone.localdate", lambda: day)
    survey = make_survey(organisation=team)

    page = staff_client(ray).get(reverse("survey_detail", args=[survey.slug]))

    assert "Check these helplines" not in page.content.decode()

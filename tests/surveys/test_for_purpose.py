"""The one door: what may be read for a purpose is what is permitted at this moment."""

import pytest

from surveys.models import Answer, Purpose, Response
from surveys.models.purpose import PERMISSION_FOR
from tests.factories import give_permission, make_response, make_survey


NEEDS = {
    Purpose.COUNT: None,
    Purpose.ANALYSIS: None,
    Purpose.QUOTE: "quote_anon",
    Purpose.QUOTE_CONTEXT: "quote_context",
    Purpose.PUBLISH: "publish_response",
    Purpose.PARTNER_SUMMARY: "share_local",
    Purpose.RESULTS: "recontact_results",
    Purpose.RESEARCH: "recontact_research",
    Purpose.LINK: "link_responses",
    Purpose.ARCHIVE: "archive",
}
PURPOSES = list(NEEDS)
EVERYTHING = {key: "granted" for key in NEEDS.values() if key}
NEEDY = [purpose for purpose, key in NEEDS.items() if key]


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


def answered(survey, text="Time", **permissions):
    return make_response(survey, answers={"child_better": text}, permissions=permissions)


def words(purpose):
    return sorted(Answer.objects.for_purpose(purpose).values_list("text", flat=True))


def people(purpose):
    return set(Response.objects.for_purpose(purpose))


def test_every_purpose_has_its_permissions_and_a_test_here():
    assert set(PERMISSION_FOR) == set(Purpose) == set(NEEDS)
    assert all(needed[0] == "take_part" for needed in PERMISSION_FOR.values())


@pytest.mark.parametrize("purpose", PURPOSES)
def test_granted(survey, purpose):
    response = answered(survey, **EVERYTHING)

    assert words(purpose) == ["Time"]
    assert people(purpose) == {response}


@pytest.mark.parametrize("purpose", NEEDY)
def test_refused(survey, purpose):
    others = {key: "granted" for key in NEEDS.values() if key and key != NEEDS[purpose]}
    answered(survey, **{**others, NEEDS[purpose]: "refused"})

    assert words(purpose) == []
    assert people(purpose) == set()
    assert words(Purpose.ANALYSIS) == ["Time"]


@pytest.mark.parametrize("purpose", NEEDY)
def test_withdrawn_later_and_given_again(survey, purpose):
    response = answered(survey, **EVERYTHING)

    give_permission(response, NEEDS[purpose], "withdrawn")
    assert words(purpose) == []
    assert people(purpose) == set()

    give_permission(response, NEEDS[purpose], "granted")
    assert words(purpose) == ["Time"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_nothing_without_taking_part(survey, purpose):
    response = answered(survey, **EVERYTHING)

    give_permission(response, "take_part", "withdrawn")

    assert words(purpose) == []
    assert people(purpose) == set()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_newest_is_by_sequence_not_by_the_order_of_rows(survey, purpose):
    """Rows that come in out of order (a restored back-up) must not bring a permission back."""
    response = answered(survey, **EVERYTHING)
    statement = response.consent_events.get(key="take_part").statement
    day = response.received_day
    for sequence, value in ((9, "withdrawn"), (5, "granted")):
        response.consent_events.create(
            statement=statement, key="take_part", value=value, sequence=sequence, recorded_day=day
        )

    assert words(purpose) == []
    assert people(purpose) == set()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_held_answer_is_kept_back_and_its_neighbour_is_not(survey, purpose):
    response = make_response(
        survey,
        answers={"child_better": "Held", "child_worse": "Not held"},
        permissions=EVERYTHING,
    )
    response.answers.filter(text="Held").update(is_held=True)

    assert words(purpose) == ["Not held"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_response_without_its_seal_is_not_there_yet(survey, purpose):
    response = answered(survey, **EVERYTHING)
    Response.objects.filter(pk=response.pk).update(content_sha256="")

    assert words(purpose) == []
    assert people(purpose) == set()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_event_is_no_permission(survey, purpose):
    response = Response.objects.create(
        survey=survey,
        version=survey.published_version(),
        audience="child",
        received_day="2026-03-02",
        submission_key="k",
        receipt_hmac="r",
        content_sha256="c",
    )
    question = survey.questions.get(key="child_better")
    Answer.objects.create(response=response, question=question, value="Time", text="Time")

    assert words(purpose) == []
    assert people(purpose) == set()


def test_saying_more_of_whose_words_they_are_needs_the_words_too(survey):
    answered(survey, **{**EVERYTHING, "quote_anon": "refused"})

    assert words(Purpose.QUOTE_CONTEXT) == []


def test_one_person_lends_no_permission_to_another(survey):
    answered(survey, "Mine", quote_anon="granted")
    answered(survey, "Theirs", quote_anon="refused")

    assert words(Purpose.QUOTE) == ["Mine"]
    assert words(Purpose.ANALYSIS) == ["Mine", "Theirs"]


def test_unknown_purpose_opens_nothing(survey):
    answered(survey)

    with pytest.raises(ValueError, match="curiosity"):
        Answer.objects.for_purpose("curiosity")
    with pytest.raises(ValueError, match="curiosity"):
        Response.objects.for_purpose("curiosity")


def test_further_filters_only_narrow(survey):
    make_response(survey, answers={"child_better": "", "child_worse": "Waiting", "times": (3, "3")})

    door = Answer.objects.for_purpose(Purpose.ANALYSIS)

    assert door.count() == 3
    assert sorted(door.open_text().values_list("text", flat=True)) == ["", "Waiting"]
    assert [answer.text for answer in door.open_text().substantive()] == ["Waiting"]

"""The whole way through the survey, for each kind of reader, and off the straight way."""

import pytest
from django.test import Client

from surveys.actions.survey import create_survey, open_survey, publish_version
from surveys.models import Answer, ConsentEvent, Draft, Response
from tests.surveys.documents import whole_document
from tests.surveys.walker import CHILD, JOURNEYS, PARENT, PERMISSIONS, START, Walker


pytestmark = pytest.mark.usefixtures("sample_survey")


def stored(response=None):
    """Return the stored words of the one response, by key."""
    response = response or Response.objects.get()
    return dict(response.answers.values_list("question__key", "text"))


def values(response=None):
    response = response or Response.objects.get()
    return dict(response.answers.values_list("question__key", "value"))


def as_stored(given):
    """Return what becomes of an answer as it is typed: a point is a number, a rank is a list."""
    if isinstance(given, dict) and set(given) <= {"1", "2", "3"}:
        return list(given.values())
    return int(given) if str(given).isdigit() else given


@pytest.mark.parametrize("audience", JOURNEYS)
def test_whole_journey(audience):
    journey = JOURNEYS[audience]
    walker = Walker(journey)

    page = walker.walk()
    for key, value in journey.items():
        if isinstance(value, str) and " " in value:
            assert value in page.content.decode(), key
    assert not Response.objects.exists()
    walker.fill()

    response = Response.objects.get()
    assert response.audience == audience
    assert response.content_sha256
    assert walker.receipt in walker.text
    # Everything in the journey was asked, and everything asked that takes an answer is stored.
    assert set(journey) <= set(walker.asked)
    kept = values()
    for key in set(journey) - {"audience", "age", *PERMISSIONS}:
        assert kept[key] == as_stored(journey[key]), key
    permissions = dict(response.consent_events.values_list("key", "value"))
    assert permissions == {key: journey[key] for key in PERMISSIONS if key in journey}
    assert not Draft.objects.exists()
    assert walker.cookie == ""


@pytest.mark.parametrize("audience", JOURNEYS)
def test_nobody_has_to_answer_anything_but_permissions(audience):
    journey = JOURNEYS[audience]
    walker = Walker(
        {key: journey[key] for key in ("audience", "age", *PERMISSIONS) if key in journey}
    )

    walker.send()

    kept = Response.objects.get().answers.all()
    assert walker.receipt
    assert kept.exists()
    assert all(answer.is_blank and answer.value is None and not answer.text for answer in kept)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        START,
        START + "?via=nothing",
        START + "who/",
        START + "check/",
        START + "page-1/",
        START + "nonsense/",
        START + "no-thank-you/",
        START + "thanks/x/",
        "/withdraw/",
        "/withdraw/done/",
        "/privacy/",
        "/staying-safe/",
        "/leave/",
    ],
)
def test_looking_makes_no_row_and_no_cookie(client, path):
    for method in (client.get, client.head):
        response = method(path)

        assert response.status_code in (200, 302, 303)
        assert not response.cookies
    assert not Draft.objects.exists()


def test_looking_again_at_a_step_changes_nothing():
    walker = Walker(CHILD)
    walker.walk_to("child_good")
    before = Draft.objects.values().get()

    walker.get(walker.path)
    walker.get(START + "page-1/")

    assert Draft.objects.values().get() == before


def test_jumping_ahead_leads_back_to_the_first_step_not_done():
    walker = Walker(CHILD)
    walker.walk_to("quote_anon")

    for step in ("check", "page-1", "page-12", "page-999", "permission-9", "nonsense", "sent"):
        walker.get(f"{START}{step}/")
        assert walker.keys == ["quote_anon"], step

    posted = walker.client.post(START + "check/", {"survey-current_step": "check"})
    assert posted.status_code == 409
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "content", [{}, {"survey-current_step": "page-1"}, {"survey-current_step": ["who", "check"]}]
)
def test_form_that_was_tampered_with_is_no_fault(content):
    walker = Walker(CHILD)
    walker.begin()

    assert walker.client.post(START + "who/", content).status_code == 409


def test_goto_of_formtools_jumps_nowhere():
    walker = Walker(CHILD)
    walker.begin()

    walker.page = walker.client.post(
        START + "who/", {"wizard_goto_step": "check", "survey-current_step": "who"}, follow=True
    )

    assert walker.step == "who"


def test_every_post_answers_with_see_other():
    walker = Walker(CHILD)
    response = walker.client.post(START)
    assert response.status_code == 303

    response = walker.client.post(response["Location"])  # how to leave quickly
    assert response.status_code == 303

    walker.page = walker.client.get(response["Location"])
    response = walker.client.post(walker.path, walker.filled())

    assert response.status_code == 303


# --- Back, and other answers (IDM-03) ---


def test_back_link_leads_to_the_page_before_with_its_answers():
    walker = Walker(CHILD)
    walker.walk_to("child_trusted")

    walker.get(walker.page.context["back_url"])

    assert walker.keys == ["child_repeat"]
    assert 'value="lots"' in walker.text
    assert "checked" in walker.text


def test_changed_answer_opens_its_question_before_the_check_page():
    walker = Walker({**CHILD, "child_trusted": "no", "child_trust_why": None})
    walker.walk()
    assert "child_trust_why" not in walker.asked

    walker.go_back_to("child_trusted")
    walker.fill(child_trusted="yes_one")
    assert walker.keys == ["child_trust_why"]
    walker.fill(child_trust_why="He keeps his word")
    assert walker.step == "check"
    walker.fill()

    assert stored()["child_trust_why"] == "He keeps his word"


def test_answers_of_a_branch_left_are_not_stored_or_shown():
    walker = Walker(CHILD)
    walker.walk()
    walker.go_back_to("child_helpers")

    walker.fill(child_helpers=["none"])

    assert walker.step == "check"
    assert "Lots of times" not in walker.text
    walker.fill()
    kept = values()
    assert kept["child_helpers"] == ["none"]
    gone = {"child_how_many", "child_listen", "child_joined", "child_repeat", "child_change"}
    assert not gone & set(kept)


def test_changed_mind_about_who_is_answering():
    walker = Walker(CHILD)
    walker.walk()

    walker.get(START + "who/")
    walker.answers = PARENT
    walker.fill()
    walker.send()

    response = Response.objects.get()
    assert response.audience == "parent"
    assert response.age_band == "adult"
    assert not [key for key in stored(response) if key.startswith("child")]
    assert stored(response)["parent_good"] == PARENT["parent_good"]
    statements = ConsentEvent.objects.values_list("statement__audience", flat=True)
    assert set(statements) == {"parent"}


def test_change_link_of_the_check_page_leads_straight_back():
    walker = Walker(CHILD)
    walker.walk()
    row = next(r for r in walker.page.context["rows"] if CHILD["child_better"] in r["value"])

    walker.get(row["change_url"])
    assert CHILD["child_better"] in walker.text
    walker.fill(child_better="Come when they say they will")

    assert walker.step == "check"
    walker.fill()
    assert stored()["child_better"] == "Come when they say they will"


def test_question_newly_opened_on_a_page_already_seen_is_asked(team, alice):
    document = whole_document()
    document["slug"] = "open-later"
    document["pages"][2]["questions"][0]["show_if"] = {"q": "helper", "op": "ne", "v": "nobody"}
    document["pages"][2]["audiences"] = ["child", "worker"]
    survey = create_survey(organisation=team, slug="open-later", title="Later", by=alice)
    publish_version(survey=survey, document=document, by=alice)
    open_survey(survey=survey, by=alice)
    opened = document["pages"][2]["questions"][0]["key"]
    answers = {
        "take_part": "granted",
        "quote_anon": "refused",
        "audience": "child",
        "helper": "nobody",
        "kinds": ["talk"],
        "times": "3",
        "better": "More of it",
    }
    walker = Walker(answers, start="/s/open-later/")
    walker.walk()
    assert opened not in walker.asked

    walker.get("/s/open-later/page-1/")
    walker.fill(helper="family")
    walker.asked = []
    walker.walk()

    assert opened in walker.asked
    assert "feeling" in walker.asked
    assert walker.step == "check"


# --- No, and leaving ---


def test_no_to_taking_part_keeps_nothing():
    walker = Walker({**CHILD, "take_part": "refused"})

    walker.walk()

    assert walker.path == START + "no-thank-you/counted/"
    assert not Draft.objects.exists()
    assert not Response.objects.exists()
    assert walker.cookie == ""


def test_no_to_taking_part_after_all_keeps_nothing():
    walker = Walker(CHILD)
    walker.walk()
    walker.go_back_to("take_part")

    walker.fill(take_part="refused")

    assert walker.path == START + "no-thank-you/counted/"
    assert not Draft.objects.exists()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_clears_row_and_cookie(method, settings):
    walker = Walker(CHILD)
    walker.walk_to("child_good")
    assert Draft.objects.count() == 1

    response = getattr(walker.client, method)("/leave/")

    assert response.status_code == 303
    assert response["Location"] == settings.EXIT_URL
    assert response["Cache-Control"] == "no-store"
    assert not Draft.objects.exists()
    assert walker.cookie == ""
    assert walker.client.get(START + "check/").status_code == 302


def test_next_person_on_the_same_device_meets_nothing():
    client = Client()
    Walker(CHILD, client=client).walk_to("child_anything")

    second = Walker(PARENT, client=client)
    second.begin()
    assert Draft.objects.count() == 1
    second.send()

    assert not [key for key in stored() if key.startswith("child")]


# --- closed, unknown ---


def test_closed_survey_takes_nothing_new(client, sample_survey):
    sample_survey.status = "closed"
    sample_survey.save()

    for response in (client.get(START), client.post(START)):
        assert "This survey has closed" in response.content.decode()
    assert not Draft.objects.exists()


def test_survey_in_draft_is_not_there(client, sample_survey):
    sample_survey.status = "draft"
    sample_survey.save()

    for path in (START, START + "who/"):
        assert client.get(path).status_code == 404
    assert client.get("/s/unknown/").status_code == 404

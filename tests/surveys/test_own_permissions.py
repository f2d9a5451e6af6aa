"""Every permission can be changed: on the check page before sending, and with the code after."""

import pytest

from surveys.models import ConsentEvent, Response
from tests.factories import make_survey
from tests.surveys.ages import aged_document, permission
from tests.surveys.walker import Walker


KEYS = (
    "take_part",
    "understand_limits",
    "special_category",
    "quote_anon",
    "quote_context",
    "publish_response",
    "share_local",
    "recontact_research",
    "link_responses",
    "archive",
)
WORKER = {**dict.fromkeys(KEYS, "granted"), "audience": "practitioner", "child_better": "Time"}


@pytest.fixture
def survey(team):
    asked = [permission(key, ["practitioner"]) for key in KEYS[1:]]
    document = aged_document(*asked)
    document["audiences"][2]["voice"] = "practitioner"
    document["pages"][1]["questions"][1]["needs"] = "special_category"
    document["withdraw_until"] = "2027-05-31"
    return make_survey(organisation=team, document=document)


@pytest.fixture
def walker(survey):
    walker = Walker(WORKER)
    walker.walk()
    return walker


@pytest.fixture
def own(walker):
    """Return the address of somebody's own page, and their browser."""
    walker.fill()
    page = walker.client.post("/my-answers/", {"code": walker.receipt}, follow=True)
    walker.page = page
    return walker


def now():
    events = ConsentEvent.objects.order_by("sequence")
    return dict(events.values_list("key", "value"))


def test_check_page_leads_to_every_permission(walker):
    rows = [row for row in walker.page.context["rows"] if row["is_permission"]]

    assert len(rows) == len(KEYS)
    assert all(row["change_url"] and row["change_url"] in walker.text for row in rows)


@pytest.mark.parametrize("key", [key for key in KEYS if key not in KEYS[:2]])
def test_permission_changed_on_the_check_page_is_the_one_sent(walker, key):
    row = next(r for r in walker.page.context["rows"] if r["value"] == f"Yes {key}")

    walker.get(row["change_url"])
    walker.fill(**{key: "refused"})
    assert walker.step == "check"
    walker.fill()

    assert now() == {**dict.fromkeys(KEYS, "granted"), key: "refused"}


@pytest.mark.parametrize("key", [key for key in KEYS if key not in KEYS[:2]])
def test_permission_is_taken_back_with_the_code(own, key):
    address = own.page.request["PATH_INFO"]
    page = own.client.get(f"{address}allow/{key}/").content.decode()
    assert "checked" not in page

    own.client.post(f"{address}allow/{key}/", {key: "refused"})

    assert now()[key] == "withdrawn"
    has_worse = Response.objects.get().answers.filter(question__key="child_worse").exists()
    assert has_worse == (key != "special_category")


@pytest.mark.parametrize("key", KEYS[:2])
def test_no_without_which_nothing_is_kept_leads_to_deleting_all(own, key):
    address = own.page.request["PATH_INFO"]
    asked = own.client.get(f"{address}allow/{key}/").content.decode()
    assert "we ask once more and then delete all your answers" in asked

    page = own.client.post(f"{address}allow/{key}/", {key: "refused"}, follow=True)

    assert page.request["PATH_INFO"] == f"{address}delete/"
    assert now()[key] == "granted"
    own.client.post(f"{address}delete/")
    assert not Response.objects.exists()


def test_last_day_to_be_left_out_of_what_is_published_is_told(walker):
    assert "Until 31 May 2027" in walker.fill().content.decode()

    page = walker.client.post("/my-answers/", {"code": walker.receipt}, follow=True)

    assert "Until 31 May 2027 we can still keep your answers out" in page.content.decode()


def test_nothing_is_told_of_a_day_that_was_not_set(team):
    document = aged_document()
    make_survey(organisation=team, document=document)
    walker = Walker({"audience": "parent", "take_part": "granted"})

    page = walker.send()

    assert "we can still keep your answers out" not in page.content.decode()

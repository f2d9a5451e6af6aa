"""Where somebody may be written to: asked after a Yes, sealed, apart, and gone in time."""

import io
import logging
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consult.reporting import QuietFormatter
from surveys.actions.contacts import expire_contacts
from surveys.actions.permissions import change_permission
from surveys.actions.survey import publish_version
from surveys.actions.withdrawal import withdraw_response
from surveys.contacts import email_of, link_of
from surveys.evidence import broken_events_of
from surveys.models import ConsentEvent, ContactDetail, Draft, Purpose, Response
from tests.factories import make_survey
from tests.privacy.canary import Canaries
from tests.surveys.ages import aged_document, permission
from tests.surveys.walker import START, Walker


EMAIL = "someone.in.particular@example.org"
PERSON = {
    "audience": "parent",
    "take_part": "granted",
    "recontact_results": "granted",
    "recontact_research": "refused",
    "child_better": "Time",
    "email": EMAIL,
}


def document():
    who = ["parent", "practitioner"]
    return aged_document(permission("recontact_results"), permission("recontact_research", who))


@pytest.fixture
def survey(team):
    data = document()
    data["permissions"][2]["audiences"] = ["child", "parent", "practitioner"]
    return make_survey(organisation=team, document=data)


def sent(**answers):
    walker = Walker({**PERSON, **answers})
    walker.send()
    return walker


def now():
    return dict(ConsentEvent.objects.order_by("sequence").values_list("key", "value"))


# --- asking ---


def test_address_is_asked_for_after_a_yes_only(survey):
    assert "email" in sent().asked
    assert ContactDetail.objects.count() == 1
    assert "email" not in sent(recontact_results="refused").asked
    assert ContactDetail.objects.count() == 1


@pytest.mark.parametrize(
    ("age", "is_asked"), [("8_11", False), ("12", False), ("13_15", True), ("16_17", True)]
)
def test_children_under_thirteen_are_never_asked(survey, age, is_asked):
    walker = sent(audience="child", age=age, adult_permission="granted")

    assert ("email" in walker.asked) == is_asked
    assert ("recontact_results" in walker.asked) == is_asked
    assert ContactDetail.objects.exists() == is_asked


def test_address_may_be_left_out(survey):
    sent(email="")

    assert not ContactDetail.objects.exists()
    assert now()["recontact_results"] == "granted"


@pytest.mark.parametrize("typed", ["someone", "a@b", "x" * 250 + "@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused_and_kept_on_the_page(survey, typed):
    walker = Walker(PERSON)
    walker.walk_to("email")

    walker.fill(email=typed)

    assert walker.errors
    assert typed in walker.text


def test_check_page_shows_it_and_it_can_be_changed(survey):
    walker = Walker(PERSON)
    walker.walk()
    row = next(r for r in walker.page.context["rows"] if r["value"] == EMAIL)

    walker.get(row["change_url"])
    walker.fill(email="other@example.org")
    assert walker.step == "check"
    walker.fill()

    assert email_of(Response.objects.get()) == "other@example.org"


def test_yes_taken_back_before_sending_keeps_no_address(survey):
    walker = Walker(PERSON)
    walker.walk()
    walker.get(START + "permission-3/")

    walker.fill(recontact_results="refused")
    walker.fill()

    assert Response.objects.exists()
    assert not ContactDetail.objects.exists()


def test_without_a_key_nobody_is_asked_and_nothing_new_is_published(survey, settings):
    settings.CONTACT_KEY = ""

    walker = sent()

    assert "email" not in walker.asked
    assert not ContactDetail.objects.exists()
    with pytest.raises(ValidationError, match="make_secrets"):
        publish_version(survey=survey, document={**document(), "contact": "x"}, by=None)


# --- keeping ---


def test_address_stands_nowhere_in_words(survey, monkeypatch):
    written = io.StringIO()
    for logger in (logging.getLogger(), logging.getLogger("django")):
        for handler in logger.handlers:
            if isinstance(handler.formatter, QuietFormatter):
                monkeypatch.setattr(handler, "stream", written)
    canaries = Canaries()
    address = f"{canaries.word('email')}@example.org"
    walker = Walker({**PERSON, "email": address})
    walker.client.raise_request_exception = False
    walker.walk()
    assert Draft.objects.exists()
    assert canaries.found_in_tables() == {}

    def fail(*args, **kwargs):
        raise RuntimeError(address)

    with monkeypatch.context() as broken:
        broken.setattr("surveys.actions.response.chained", fail)
        walker.client.post(walker.path, {"survey-current_step": "check"})
    assert "RuntimeError" in written.getvalue()
    assert not ContactDetail.objects.exists()  # with its response or not at all
    walker.fill()

    assert email_of(Response.objects.get()) == address
    assert canaries.found_in_tables() == {}
    assert canaries.found_in(written.getvalue()) == []


def test_nothing_readable_joins_an_address_to_its_response(survey, settings):
    sent()
    response, row = Response.objects.get(), ContactDetail.objects.get()

    of_response = {str(value) for value in Response.objects.values().get().values()}
    of_row = {str(row.id), row.link, row.expires_on.isoformat(), bytes(row.sealed).hex()}
    assert not of_response & of_row
    assert response.pk.hex not in "".join(of_row)
    assert link_of(response.pk) == row.link
    settings.CONTACT_KEY = "another key, long enough to be one of those"
    assert link_of(response.pk) != row.link
    assert email_of(response) == ""


def test_sealed_address_of_one_person_is_none_of_another(survey):
    sent()
    first = ContactDetail.objects.get()
    sent(email="second@example.org")
    second = ContactDetail.objects.exclude(pk=first.pk).get()

    ContactDetail.objects.filter(pk=second.pk).update(sealed=bytes(first.sealed))

    emails = [email_of(response) for response in Response.objects.all()]
    assert sorted(emails) == ["", EMAIL]


def test_pressing_send_twice_keeps_one_address(survey):
    walker = Walker(PERSON)
    walker.walk()
    posted, cookie = {"survey-current_step": "check"}, walker.cookie
    walker.client.post(walker.path, posted)
    walker.client.cookies["survey"] = cookie

    walker.client.post(walker.path, posted)

    assert ContactDetail.objects.count() == Response.objects.count() == 1


# --- ending ---


def test_withdrawal_removes_the_address(survey):
    walker = sent()
    sent(email="second@example.org")

    withdraw_response(receipt=walker.receipt)

    assert email_of(Response.objects.get()) == "second@example.org"
    assert ContactDetail.objects.count() == 1


def test_last_yes_taken_back_removes_the_address(survey):
    sent(recontact_research="granted")
    response = Response.objects.get()

    change_permission(response=response, key="recontact_results", is_granted=False)
    assert email_of(response) == EMAIL
    change_permission(response=response, key="recontact_research", is_granted=False)

    assert not ContactDetail.objects.exists()


def test_person_sees_it_with_their_code_and_how_to_end_it(survey):
    walker = sent()

    page = walker.client.post("/my-answers/", {"code": walker.receipt}, follow=True)
    address = page.request["PATH_INFO"]

    assert f"We may write to {EMAIL}." in page.content.decode()
    asked = walker.client.get(f"{address}allow/recontact_results/").content.decode()
    assert "we delete your e-mail address at once" in asked
    walker.client.post(f"{address}allow/recontact_results/", {"recontact_results": "refused"})
    assert not ContactDetail.objects.exists()
    assert EMAIL not in walker.client.get(address).content.decode()


def test_address_ends_on_the_first_of_a_month_within_24_months(survey):
    sent()

    ends = ContactDetail.objects.get().expires_on
    today = timezone.localdate()
    assert ends.day == 1
    assert timedelta(days=365 * 2 - 31) <= ends - today <= timedelta(days=366 * 2)
    assert ends <= date(today.year + 2, today.month, 28)


def test_run_out_address_goes_and_the_permission_with_it(survey):
    sent(recontact_research="granted")
    response = Response.objects.get()
    assert expire_contacts() == 0
    ContactDetail.objects.update(expires_on=timezone.localdate())

    assert expire_contacts() == 1

    assert not ContactDetail.objects.exists()
    assert now()["recontact_results"] == now()["recontact_research"] == "expired"
    assert now()["take_part"] == "granted"
    assert not Response.objects.for_purpose(Purpose.RESULTS).exists()
    event = ConsentEvent.objects.filter(value="expired").first()
    assert (event.actor, event.mode) == ("", "")
    assert broken_events_of(response) == []
    assert expire_contacts() == 0


def test_only_what_has_run_out_goes(survey):
    sent()
    old = ContactDetail.objects.get()
    sent(email="second@example.org")
    ContactDetail.objects.filter(pk=old.pk).update(expires_on=timezone.localdate())

    assert expire_contacts() == 1

    assert [email_of(each) for each in Response.objects.all()].count("second@example.org") == 1
    assert ConsentEvent.objects.filter(value="expired").count() == 1

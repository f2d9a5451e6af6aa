"""Walks every address as every role and compares with tests/access_table.py."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from partners.actions.links import create_link
from tests.access_table import ROWS
from tests.consult.addresses import every_pattern, names_in
from tests.factories import make_survey


ROLES = ("stranger", "partner", "reviewer", "administrator", "other team")
PATTERNS = {pattern.name: pattern for pattern in every_pattern()}
# Where a person without a second factor may still go: signing in and setting it up.
ENTRANCES = {"account_logout", "account_login", "account_reauthenticate", "mfa_reauthenticate"}
ACCOUNT_PAGES = ("account_", "mfa_")


@pytest.fixture
def arguments(team, hill_street, alice):
    """Return what stands in addresses: the team's survey, the partner's link, and so on."""
    survey = make_survey(organisation=team)
    link = create_link(survey=survey, organisation=hill_street, label="Desk", by=alice)
    return {"slug": survey.slug, "code": link.code, "link_id": link.pk}


@pytest.fixture
def clients(staff_client, bob, ray, alice, carol):
    signed_in = (staff_client(person) for person in (bob, ray, alice, carol))
    return dict(zip(ROLES, [Client(), *signed_in], strict=True))


def address_of(name, arguments):
    known = {**arguments, **ROWS[name].arguments}
    nothing = uuid.uuid4()
    return reverse(name, kwargs={key: known.get(key, nothing) for key in names_in(PATTERNS[name])})


def outcome_of(response):
    location = response.get("Location", "")
    if location.startswith("/accounts/login/"):
        return "s"
    return {403: "r", 404: "n", 405: "m"}.get(response.status_code, "i")


def fits(outcome, wanted):
    return outcome != "i" if wanted == "-" else outcome == wanted


def test_every_address_has_a_name_and_a_row():
    names = {pattern.name for pattern in every_pattern()}

    assert None not in names
    assert names - set(ROWS) == set(), "add a row to tests/access_table.py"
    assert set(ROWS) - names == set(), "rows of addresses that are gone"


@pytest.mark.parametrize("name", sorted(ROWS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_lets_in_whom_the_table_says(name, method, arguments, clients):
    address = address_of(name, arguments)

    found = {role: outcome_of(getattr(client, method)(address)) for role, client in clients.items()}

    wanted = dict(zip(ROLES, getattr(ROWS[name], method), strict=True))
    wrong = {role: found[role] for role in ROLES if not fits(found[role], wanted[role])}
    assert not wrong, f"{method} {address}: wanted {wanted}"


@pytest.mark.parametrize(
    "name", sorted(n for n in ROWS if ROWS[n].get[0] != "i" and not n.startswith(ACCOUNT_PAGES))
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_password_alone_opens_no_staff_page(name, method, arguments, ray, password_client):
    response = getattr(password_client(ray), method)(address_of(name, arguments))

    refused = response.status_code in {403, 404, 405}
    assert refused or response["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", sorted(n for n in ROWS if n.startswith(ACCOUNT_PAGES)))
def test_session_without_the_code_changes_nothing_of_the_account(
    name, arguments, ray, staff_client, password_client
):
    staff_client(ray)  # the person has set up an authenticator since

    response = password_client(ray).post(address_of(name, arguments))

    if name not in ENTRANCES:
        assert response.status_code in {302, 405}
    assert ray.authenticator_set.filter(type="totp").exists()

"""Only people who proved who they are, twice for staff, and hold the permission, get in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from people.access import partner_required, staff_required
from people.roles import Permission


def page(request):
    return HttpResponse(request.organisation.name)


def request_of(client, user):
    request = RequestFactory().get("/staff/somewhere/?page=2")
    request.user = user
    request.session = client.session if client else {}
    return request


read_answers = staff_required(Permission.READ_ANSWERS)(page)


def test_staff_required_sends_strangers_to_sign_in():
    response = read_answers(request_of(None, AnonymousUser()))

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/staff/somewhere/%3Fpage%3D2"


def test_staff_required_lets_a_reviewer_in(ray, staff_client):
    response = read_answers(request_of(staff_client(ray), ray))

    assert response.content == b"Team"


def test_staff_required_sends_a_password_only_reviewer_to_set_up(ray, password_client):
    response = read_answers(request_of(password_client(ray), ray))

    assert response["Location"] == "/accounts/2fa/"


def test_staff_required_asks_an_old_session_for_the_code(ray, password_client, staff_client):
    staff_client(ray)

    response = read_answers(request_of(password_client(ray), ray))

    assert response["Location"].startswith("/accounts/2fa/reauthenticate/?next=")


def test_staff_required_asks_again_when_the_factor_was_changed(ray, staff_client):
    client = staff_client(ray)
    ray.authenticator_set.all().delete()
    staff_client(ray)

    response = read_answers(request_of(client, ray))

    assert response["Location"].startswith("/accounts/2fa/reauthenticate/?next=")


def test_staff_required_refuses_a_partner(bob, staff_client):
    with pytest.raises(PermissionDenied):
        read_answers(request_of(staff_client(bob), bob))


def test_partner_required_needs_no_second_factor(bob, password_client):
    response = partner_required(page)(request_of(password_client(bob), bob))

    assert response.content == b"Hill Street Hub"


def test_partner_required_refuses_a_reviewer(ray, staff_client):
    with pytest.raises(PermissionDenied):
        partner_required(page)(request_of(staff_client(ray), ray))


def test_rights_removed_in_mid_session_are_gone_on_the_next_request(ray, staff_client):
    client = staff_client(ray)
    ray.memberships.all().delete()

    with pytest.raises(PermissionDenied):
        read_answers(request_of(client, ray))

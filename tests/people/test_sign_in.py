"""Signing in, from the password to the first staff page, as a person with a phone does it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from people.models import AuditEvent
from tests.people_fixtures import PASSWORD


@pytest.fixture(autouse=True)
def forget_counted_tries(db):
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    # Argon2 is slow on purpose; what is tested here does not depend on it.
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, *settings.PASSWORD_HASHERS]


@pytest.fixture
def ray(ray):
    ray.set_password(PASSWORD)
    ray.save()
    return ray


def sign_in(client, email="ray@example.org", password=PASSWORD, **query):
    return client.post(
        reverse("account_login", query=query), {"login": email, "password": password}
    )


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def set_up_app(client):
    """Go through the set-up pages; return the key that the phone now holds."""
    client.post(
        "/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": PASSWORD}
    )
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


def test_password_alone_leads_to_the_set_up_page_and_no_further(client, ray):
    sign_in(client)

    response = client.get("/staff/")

    assert response["Location"] == "/accounts/2fa/"
    assert b"Set up the app" in client.get("/accounts/2fa/").content


def test_setting_up_the_app_opens_the_staff_pages(client, ray):
    sign_in(client)

    set_up_app(client)

    assert client.get("/staff/")["Location"] == reverse("survey_list")
    assert AuditEvent.objects.filter(event="second_factor_activated").count() == 1


def test_setting_up_the_app_changes_the_session_key(client, ray):
    sign_in(client)
    before = client.session.session_key

    set_up_app(client)

    assert client.session.session_key != before


def test_set_up_page_asks_for_the_password_again(client, ray):
    sign_in(client)

    response = client.get("/accounts/2fa/totp/activate/")

    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_set_up_page_draws_its_picture_under_the_policy_of_every_page(client, ray):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    set_up = client.get("/accounts/2fa/totp/activate/")
    other = client.get("/accounts/2fa/")

    assert "<svg" in set_up.content.decode()
    assert "data:" not in set_up.content.decode()
    assert set_up["Content-Security-Policy"] == other["Content-Security-Policy"]


def test_key_is_sealed_in_the_database(client, ray):
    sign_in(client)

    secret = set_up_app(client)

    stored = Authenticator.objects.get(type="totp").data
    assert secret not in str(stored)


def test_next_sign_in_needs_the_code(client, ray):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/accounts/logout/")

    response = sign_in(client)
    staff_page = client.get("/staff/")
    entered = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert staff_page["Location"].startswith("/accounts/login/")
    assert entered["Location"] == "/staff/"
    assert client.get("/staff/")["Location"] == reverse("survey_list")


def test_code_works_once(client, ray):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/accounts/logout/")
    sign_in(client)
    code = code_of(secret)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/logout/")
    sign_in(client)

    response = client.post("/accounts/2fa/authenticate/", {"code": code})

    assert response.status_code == 200
    assert b"Incorrect code" in response.content


@pytest.mark.parametrize(
    ("steps", "is_let_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_clock_of_the_phone_may_be_one_step_off(client, ray, time_machine, steps, is_let_in):
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)
    sign_in(client)
    secret = set_up_app(client)
    client.post("/accounts/logout/")
    sign_in(client)

    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps)})

    assert (response.status_code == 302) is is_let_in


@pytest.mark.parametrize("typed", ["{}{}", "{} {}", "{}-{}"])
def test_code_of_the_step_to_come_works_once_until_its_life_is_over(
    client, ray, time_machine, typed
):
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)
    sign_in(client)
    secret = set_up_app(client)
    client.post("/accounts/logout/")
    sign_in(client)
    code = code_of(secret, 1)
    entered = client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/logout/")
    time_machine.move_to("2026-03-02 10:01:15 +0000", tick=False)
    sign_in(client)

    again = client.post("/accounts/2fa/authenticate/", {"code": typed.format(code[:3], code[3:])})

    assert entered.status_code == 302
    assert b"Incorrect code" in again.content


def test_wrong_code_says_so_in_our_layout(client, ray):
    sign_in(client)
    set_up_app(client)
    client.post("/accounts/logout/")
    sign_in(client)

    response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert b"There is a problem" in response.content


def test_session_from_before_the_set_up_must_prove_the_app_too(client, ray, client_factory):
    old = client_factory()
    sign_in(old)
    sign_in(client)
    set_up_app(client)

    for page in ("/staff/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/"):
        assert old.get(page)["Location"].startswith("/accounts/2fa/reauthenticate/?next="), page


def test_wrong_password_and_unknown_address_read_the_same(client, ray):
    wrong = sign_in(client, password="not the password at all")
    unknown = sign_in(client, email="nobody@example.org")

    def message(response):
        return response.context["form"].non_field_errors()

    assert (
        message(wrong)
        == message(unknown)
        == ["The email address and/or password you specified are not correct."]
    )


def test_many_wrong_passwords_are_refused(client, ray):
    for _ in range(10):
        sign_in(client, password="not the password at all")

    response = sign_in(client, password="not the password at all")

    assert "Too many failed login attempts" in str(response.context["form"].errors)


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "/\\x.example"]
)
def test_sign_in_never_leads_off_the_site(client, bob, target):
    bob.set_password(PASSWORD)
    bob.save()

    response = sign_in(client, email="bob@example.org", next=target)

    assert response["Location"] == "/staff/"


def test_sign_in_gives_the_session_a_new_key(client, ray):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key

    sign_in(client)

    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "page",
    ["signup/", "password/reset/", "email/", "confirm-email/", "social/login/error/", "3rdparty/"],
)
def test_pages_that_are_not_needed_do_not_exist(client, db, page):
    assert client.get(f"/accounts/{page}").status_code == 404


def test_password_change_ends_other_sessions(client, ray, client_factory):
    sign_in(client)
    set_up_app(client)
    other = client_factory()
    other.force_login(ray)
    changed = {
        "oldpassword": PASSWORD,
        "password1": "a quite different one",
        "password2": "a quite different one",
    }

    response = client.post("/accounts/password/change/", changed)

    assert response.status_code == 302
    assert client.get("/staff/")["Location"] == reverse("survey_list")
    assert other.get("/staff/")["Location"].startswith("/accounts/login/")


def test_account_switched_off_is_out_on_the_next_request(ray, staff_client):
    client = staff_client(ray)
    ray.is_active = False
    ray.save()

    assert client.get("/staff/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "page",
    [
        "logout/",
        "reauthenticate/",
        "password/change/",
        "2fa/",
        "2fa/reauthenticate/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "inactive/",
    ],
)
def test_account_pages_have_our_layout(client, ray, page):
    sign_in(client)
    set_up_app(client)

    response = client.get(f"/accounts/{page}")

    assert response.status_code == 200
    assert b'class="workbench"' in response.content
    assert response.content.count(b"<h1") == 1


def test_partner_lands_on_the_partner_page(client, bob):
    bob.set_password(PASSWORD)
    bob.save()
    sign_in(client, email="bob@example.org")

    assert client.get("/staff/")["Location"] == "/partner/"


def test_person_without_membership_is_refused(client, ray):
    ray.memberships.all().delete()
    client.force_login(ray)

    assert client.get("/staff/").status_code == 403

"""Named people: alice (administrator), ray (reviewer), bob (partner), carol (other team)."""

import time
from functools import cache

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client

from people.models import Membership, Organisation, Role, User


PASSWORD = "correct horse battery staple"


@cache
def _password_hash():
    # Once for the whole run: hashing is slow on purpose.
    return make_password(PASSWORD, hasher="argon2")


def _person(email, organisation, role):
    user = User(email=email, name=email.split("@")[0].title(), password=_password_hash())
    user.save()
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def team(db):
    return Organisation.objects.create(name="Team", slug="team", kind="team")


@pytest.fixture
def other_team(db):
    return Organisation.objects.create(name="Other team", slug="other-team", kind="team")


@pytest.fixture
def hill_street(db):
    return Organisation.objects.create(name="Hill Street Hub", slug="hill-street", kind="partner")


@pytest.fixture
def alice(team):
    return _person("alice@example.org", team, Role.ADMIN)


@pytest.fixture
def ray(team):
    return _person("ray@example.org", team, Role.REVIEWER)


@pytest.fixture
def bob(hill_street):
    return _person("bob@example.org", hill_street, Role.PARTNER)


@pytest.fixture
def carol(other_team):
    return _person("carol@example.org", other_team, Role.REVIEWER)


@pytest.fixture
def staff_client(db):
    """Return a function: user -> a test client signed in with the second factor proved."""

    def sign_in(user, **client_settings):
        client = Client(**client_settings)
        client.force_login(user)
        authenticator = Authenticator.objects.filter(user=user, type="totp").first()
        if authenticator is None:
            authenticator = TOTP.activate(user, generate_totp_secret()).instance
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time(), "id": authenticator.pk, "type": "totp"}
        ]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = user_id_to_str(user)
        session.save()
        return client

    return sign_in


@pytest.fixture
def password_client(db):
    """Return a function: user -> a test client signed in by password alone."""

    def sign_in(user, **client_settings):
        client = Client(**client_settings)
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def client_factory():
    """Return Django's test client class, for a second browser beside `client`."""
    return Client

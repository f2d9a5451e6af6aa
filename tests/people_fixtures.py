"""Named people: alice (administrator), ray (reviewer), bob (partner), carol (another team's reviewer)."""

import pytest

from people.models import Membership, Organisation, Role, User


PASSWORD = "correct horse battery staple"


def _person(email, organisation, role):
    user = User(email=email, name=email.split("@")[0].title())
    user.set_unusable_password()
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

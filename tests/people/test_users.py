"""Accounts are made by actions, with rules for addresses, passwords and roles."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from people.actions.users import add_membership, create_organisation, create_user
from people.models import AuditEvent, Organisation, Role, User
from tests.people_fixtures import PASSWORD


@pytest.fixture
def make_user(alice):
    def make(**changes):
        values = {"email": "dina@example.org", "name": "Dina", "password": PASSWORD}
        return create_user(**{**values, **changes}, by=alice)

    return make


def test_create_user_makes_someone_who_can_sign_in(make_user, alice):
    user = make_user(email=" Dina@Example.org ")

    assert user.email == "dina@example.org"
    assert user.check_password(PASSWORD)
    event = AuditEvent.objects.get(event="person_created")
    assert (event.actor_id, event.target_id, event.detail) == (str(alice.pk), str(user.pk), {})


def test_create_user_refuses_an_address_in_use_whatever_its_capitals(make_user):
    make_user()

    with pytest.raises(ValidationError) as caught:
        make_user(email="DINA@example.org")

    assert caught.value.code == "email_taken"


@pytest.mark.parametrize("password", ["short", "yfdbufnjh10305070", "dina@example.org"])
def test_create_user_refuses_a_weak_password(make_user, password):
    with pytest.raises(ValidationError):
        make_user(password=password)

    assert not User.objects.filter(email="dina@example.org").exists()


def test_create_user_refuses_what_is_no_address(make_user):
    with pytest.raises(ValidationError):
        make_user(email="dina")


def test_add_membership_gives_a_role(make_user, team, alice):
    membership = add_membership(user=make_user(), organisation=team, role=Role.REVIEWER, by=alice)

    assert membership.role == Role.REVIEWER
    assert AuditEvent.objects.get(event="membership_added").detail["role"] == "reviewer"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.REVIEWER])
def test_add_membership_refuses_a_staff_role_in_a_partner(make_user, hill_street, alice, role):
    with pytest.raises(ValidationError) as caught:
        add_membership(user=make_user(), organisation=hill_street, role=role, by=alice)

    assert caught.value.code == "role_of_other_kind"


def test_add_membership_refuses_a_partner_of_a_team(make_user, team, alice):
    with pytest.raises(ValidationError) as caught:
        add_membership(user=make_user(), organisation=team, role=Role.PARTNER, by=alice)

    assert caught.value.code == "role_of_other_kind"


def test_add_membership_gives_one_role_an_organisation(make_user, team, alice):
    user = make_user()
    add_membership(user=user, organisation=team, role=Role.REVIEWER, by=alice)

    with pytest.raises(ValidationError):
        add_membership(user=user, organisation=team, role=Role.ADMIN, by=alice)


def test_create_organisation_records_who_made_it(alice):
    organisation = create_organisation(name="Oak Lane", slug="oak-lane", kind="partner", by=alice)

    event = AuditEvent.objects.get(event="organisation_created")
    assert (event.target_id, event.detail) == (str(organisation.pk), {"kind": "partner"})


def test_create_person_reads_the_password_from_a_file(team, tmp_path, capsys):
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\n")

    call_command(
        "create_person",
        "dina@example.org",
        organisation="team",
        role="reviewer",
        password_file=path,
    )

    user = User.objects.get(email="dina@example.org")
    assert user.check_password(PASSWORD)
    assert user.memberships.get().role == Role.REVIEWER
    assert PASSWORD not in capsys.readouterr().out


def test_create_person_asks_for_the_password_twice(team, monkeypatch):
    answers = iter([PASSWORD, PASSWORD + "x"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))

    with pytest.raises(CommandError, match="The two passwords differ"):
        call_command("create_person", "dina@example.org", organisation="team", role="admin")

    assert not User.objects.exists()


def test_create_person_makes_nobody_when_the_role_does_not_fit(team, tmp_path):
    path = tmp_path / "password"
    path.write_text(PASSWORD)

    with pytest.raises(CommandError, match="partner role belongs to partner organisations"):
        call_command(
            "create_person",
            "dina@example.org",
            organisation="team",
            role="partner",
            password_file=path,
        )

    assert not User.objects.exists()


def test_create_person_names_the_organisations_there_are(team):
    with pytest.raises(CommandError, match="Known: team"):
        call_command("create_person", "dina@example.org", organisation="nobody", role="admin")


def test_create_organisation_command_makes_a_team(db, capsys):
    call_command("create_organisation", "team", name="The team")

    assert Organisation.objects.get().kind == Organisation.Kind.TEAM
    assert capsys.readouterr().out == "Made The team.\n"

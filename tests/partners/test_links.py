"""Links are made, recorded and taken back; their codes can be typed from a poster."""

import pytest
from django.core.exceptions import ValidationError

from partners.actions.links import create_link, revoke_link
from partners.codes import ALPHABET, new_code, typed_code_of
from people.models import AuditEvent


def test_new_code_is_short_and_has_no_look_alikes():
    codes = {new_code() for _ in range(200)}

    assert all(5 <= len(code) <= 7 for code in codes)
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUVAE")
    assert len(codes) > 195


def test_typed_code_of_takes_spaces_hyphens_and_small_letters():
    assert typed_code_of("k3p-9 wx") == "K3P9WX"


def test_create_link_records_who_made_it(link, alice, hill_street):
    event = AuditEvent.objects.get(event="link_created")

    assert (event.actor_id, event.target_id) == (str(alice.pk), str(link.pk))
    assert event.detail == {"survey": str(link.survey_id), "organisation": str(hill_street.pk)}


def test_create_link_is_for_partners_only(survey, team, alice):
    with pytest.raises(ValidationError) as caught:
        create_link(survey=survey, organisation=team, label="Us", by=alice)

    assert caught.value.code == "not_a_partner"


def test_revoke_link_is_recorded_once(link, alice):
    first = revoke_link(link=link, by=alice)
    second = revoke_link(link=link, by=alice)

    assert first.revoked_at == second.revoked_at is not None
    assert AuditEvent.objects.filter(event="link_revoked").count() == 1

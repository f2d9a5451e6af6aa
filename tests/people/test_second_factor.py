"""A lost phone: the old factor goes, no staff page opens, and the trail says so."""

import pytest
from django.core.management import CommandError, call_command

from people.models import AuditEvent


def test_remove_second_factor_closes_open_sessions_to_staff_pages(ray, staff_client, capsys):
    client = staff_client(ray)

    call_command("remove_second_factor", "RAY@example.org")

    assert client.get("/staff/")["Location"] == "/accounts/2fa/"
    event = AuditEvent.objects.get(event="second_factor_removed")
    assert (event.target_id, event.detail) == (str(ray.pk), {"count": 1})


def test_remove_second_factor_refuses_an_unknown_address(db):
    with pytest.raises(CommandError, match="Nobody has this e-mail address"):
        call_command("remove_second_factor", "nobody@example.org")

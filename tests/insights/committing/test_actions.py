"""Commitments: what each state needs, who makes them public, and that every change is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.actions.commitments import (
    CommitmentWords,
    publish_commitment,
    take_back_commitment,
    write_commitment,
)
from insights.actions.review import approve_theme, reject_theme, rename_theme
from insights.models import Commitment
from people.models import AuditEvent


TODAY = timezone.localdate
PROMISE = CommitmentWords("They wait.", will_do="Answer sooner.", owner="Early help")


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (CommitmentWords("", did="Something", state="done"), {"said"}),
        (CommitmentWords("They wait."), {"will_do", "due_on", "owner"}),
        (CommitmentWords("They wait.", state="under_way"), {"will_do", "due_on", "owner"}),
        (CommitmentWords("They wait.", state="done"), {"did"}),
        (CommitmentWords("They wait.", state="cannot"), {"cannot_because"}),
        (CommitmentWords("They wait.", state="soon"), {"state"}),
    ],
)
def test_each_state_says_what_it_needs(theme, words, missing, ray):
    with pytest.raises(ValidationError) as caught:
        write_commitment(theme=theme, words=words, by=ray)

    assert set(caught.value.message_dict) == missing
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("days", "state", "is_overdue"),
    [
        (-1, "planned", True),
        (-1, "under_way", True),
        (0, "planned", False),
        (1, "planned", False),
        (-1, "done", False),
        (-1, "cannot", False),
    ],
)
def test_overdue_is_what_should_be_done_by_now(theme, days, state, is_overdue, ray):
    day = TODAY() + timedelta(days=days)
    words = replace(PROMISE, did="A little", cannot_because="No money", due_on=day, state=state)

    commitment = write_commitment(theme=theme, words=words, by=ray)

    assert commitment.is_overdue is is_overdue
    assert Commitment.objects.overdue().exists() is is_overdue


def test_theme_is_approved_before_its_name_is_public(done, theme, ray, alice):
    with pytest.raises(ValidationError, match="Its theme is not approved yet"):
        publish_commitment(commitment=done, version=1, by=alice)

    approve_theme(theme=theme, by=alice)
    publish_commitment(commitment=done, version=1, by=alice)
    assert Commitment.objects.public().exists()
    # New words of the theme want approval anew, and stand nowhere until then.
    rename_theme(theme=theme, version=theme.version, name="Waiting lists", by=ray)
    assert not Commitment.objects.public().exists()


@pytest.mark.usefixtures("approved")
def test_second_person_makes_it_public_and_a_change_takes_it_back(done, theme, ray, alice):
    with pytest.raises(ValidationError, match="Another person than its writer"):
        publish_commitment(commitment=done, version=1, by=ray)
    with pytest.raises(ValidationError, match="changed after you opened the page"):
        publish_commitment(commitment=done, version=7, by=alice)

    public = publish_commitment(commitment=done, version=1, by=alice)
    assert public.is_public and list(Commitment.objects.public()) == [public]

    words = CommitmentWords("Families wait too long.", did="We have more staff.", state="done")
    changed = write_commitment(theme=theme, words=words, version=1, by=alice)
    assert not changed.is_public
    with pytest.raises(ValidationError, match="Another person than its writer"):
        publish_commitment(commitment=changed, version=2, by=alice)
    assert publish_commitment(commitment=changed, version=2, by=ray).is_public


@pytest.mark.usefixtures("approved")
def test_saving_the_same_changes_nothing(done, theme, ray, alice):
    publish_commitment(commitment=done, version=1, by=alice)
    words = CommitmentWords("Families wait too long.", did="We asked for staff.", state="done")

    same = write_commitment(theme=theme, words=words, version=1, by=ray)

    assert same.is_public and same.version == 1


@pytest.mark.usefixtures("approved")
def test_every_change_is_kept_with_who_and_what(done, theme, ray, alice):
    words = CommitmentWords("Families wait too long.", did="We have more staff.", state="done")
    write_commitment(theme=theme, words=words, version=1, by=alice)
    done.refresh_from_db()
    publish_commitment(commitment=done, version=2, by=ray)
    take_back_commitment(commitment=done, by=alice)
    take_back_commitment(commitment=done, by=alice)

    changes = list(done.changes.order_by("sequence"))

    assert [(each.kind, each.by) for each in changes] == [
        ("written", ray),
        ("changed", alice),
        ("published", ray),
        ("taken_back", alice),
    ]
    assert changes[1].before == {"did": "We asked for staff."}
    assert changes[1].after == {"did": "We have more staff."}
    assert AuditEvent.objects.filter(event="commitment published").count() == 1


def test_write_on_an_old_reading_is_refused(done, theme, alice):
    words = CommitmentWords("Otherwise.", did="Nothing yet.", state="done")

    for version in (0, 2):
        with pytest.raises(ValidationError, match="Somebody else changed this"):
            write_commitment(theme=theme, words=words, version=version, by=alice)


@pytest.mark.usefixtures("approved")
def test_what_is_public_goes_with_its_theme(done, theme, ray, alice):
    publish_commitment(commitment=done, version=1, by=alice)

    reject_theme(theme=theme, by=ray)

    assert not Commitment.objects.public().exists()
    take_back_commitment(commitment=done, by=ray)
    with pytest.raises(ValidationError, match="not in use any more"):
        publish_commitment(commitment=done, version=1, by=alice)

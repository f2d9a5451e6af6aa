"""A theme of a few people, and what is written on it."""

import pytest

from insights.actions.commitments import CommitmentWords, write_commitment
from insights.actions.review import approve_theme
from tests.comparing_factories import make_consultation


@pytest.fixture
def consultation(team):
    made = make_consultation(organisation=team)
    made.theme("adult_better", "Waiting", definition="Families wait for an answer.")
    made.answer("adult_better", said=["Waiting"], count=3, audience="parent")
    return made


@pytest.fixture
def survey(consultation):
    return consultation.survey


@pytest.fixture
def theme(consultation):
    return consultation.theme("adult_better", "Waiting")


@pytest.fixture
def approved(theme, alice):
    return approve_theme(theme=theme, by=alice)


@pytest.fixture
def done(theme, ray):
    """Return what was done about the theme, as ray wrote it."""
    words = CommitmentWords("Families wait too long.", did="We asked for staff.", state="done")
    return write_commitment(theme=theme, words=words, by=ray)

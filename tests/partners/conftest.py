"""Links of partner organisations, made by the action that the site uses."""

import pytest

from partners.actions.links import create_link
from people.models import Organisation
from tests.factories import make_survey


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def link(survey, hill_street, alice):
    return create_link(survey=survey, organisation=hill_street, label="Front desk", by=alice)


@pytest.fixture
def other_link(survey, alice):
    oak_lane = Organisation.objects.create(name="Oak Lane", slug="oak-lane", kind="partner")
    return create_link(survey=survey, organisation=oak_lane, label="Oak Lane hall", by=alice)

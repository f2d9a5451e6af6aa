"""The sample survey, published and open, made by the actions that the site itself uses."""

import json
from pathlib import Path

import pytest

from surveys.actions.survey import create_survey, open_survey, publish_version


SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def sample_document():
    return json.loads((SAMPLES / "consultation.json").read_text(encoding="utf-8"))


@pytest.fixture
def sample_survey(team, alice, sample_document):
    survey = create_survey(organisation=team, slug="help-together", title="Help together", by=alice)
    publish_version(survey=survey, document=sample_document, by=alice)
    return open_survey(survey=survey, by=alice)

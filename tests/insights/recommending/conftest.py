"""A consultation whose themes bear on a recommendation, and what the sample survey asks."""

import pytest

from insights.actions.recommendations import create_recommendation
from insights.recommending.documents import RecommendationWords
from samples.generator import load_document
from tests.comparing_factories import make_consultation


@pytest.fixture
def consultation(team):
    return make_consultation(organisation=team)


@pytest.fixture
def answered(consultation):
    """Return a consultation in which many parents, some practitioners and few children wait."""
    for audience, key, waiting, others in (
        ("parent", "adult_better", 14, 26),
        ("practitioner", "adult_better", 6, 34),
        ("child", "child_better", 3, 9),
    ):
        closed = {"region": "north"}
        consultation.answer(key, said=["Waiting"], count=waiting, audience=audience, closed=closed)
        consultation.answer(key, said=["Trust"], count=others, audience=audience, closed=closed)
    return consultation


@pytest.fixture
def recommendation(consultation, ray):
    words = RecommendationWords("R1", "Help families sooner", concepts=("region",))
    return create_recommendation(survey=consultation.survey, words=words, by=ray)


@pytest.fixture
def sample_concepts():
    names = set()
    for page in load_document()["pages"]:
        for question in page["questions"]:
            concept = question.get("concept")
            names |= {concept} | {f"{concept}:{row['code']}" for row in question.get("rows", ())}
    return names

"""A survey that sixteen people answered, about two things, for the tests of runs and review."""

from dataclasses import replace

import numpy as np
import pytest

from insights.actions.runs import codebook_of, perform_run, request_run
from insights.engine.groups import GraphGrouper
from tests.factories import make_response, make_survey


WAITING = (
    "The waiting list is far too long",
    "We waited months on the waiting list",
    "A shorter waiting list would help",
    "The waiting list never moves",
    "Tell us where we are on the waiting list",
    "Nobody explains the waiting list",
)
LISTENING = (
    "A kind teacher listened to me",
    "My teacher listened and that helped",
    "I want a teacher who is kind",
    "The kind teacher came back every week",
    "Teachers should be kind and listen",
    "A teacher who listens is the best help",
)
NOTHING = ("dont know", "", "Purple bicycles")


# The same sixteen answers are grouped in nearly every test here: once for each worker is enough.
GROUPS_FOUND = {}
FEW = 10


@pytest.fixture(autouse=True)
def _small_encoder(settings):
    settings.THEME_ENCODER = "tfidf"


@pytest.fixture(autouse=True)
def _group_once(monkeypatch):
    """Remember what the grouper found: the engine's own tests hold that the same gives the same."""
    group = GraphGrouper.group

    def remembered(self, vectors, random_state):
        # Answers come in the order of their random keys: the same ones are known in any order.
        if len(vectors) < FEW:  # so few are one group, and have no nearness to put in order
            return group(self, vectors, random_state)
        rounded = vectors.round(4) + 0.0
        order = np.lexsort(rounded.T)
        back, rows = np.argsort(order), vectors[order]
        key = (self.themes, random_state, rows.shape, rounded[order].tobytes())
        if key not in GROUPS_FOUND:
            GROUPS_FOUND[key] = group(self, rows, random_state)
        found = GROUPS_FOUND[key]
        in_turn = {name: getattr(found, name)[back] for name in ("top", "parts", "nearness")}
        return replace(found, **in_turn)

    monkeypatch.setattr(GraphGrouper, "group", remembered)


@pytest.fixture
def survey(team):
    return make_survey(organisation=team)


@pytest.fixture
def question(survey):
    return survey.questions.get(key="child_better")


@pytest.fixture
def codebook(question):
    return codebook_of(question=question)


@pytest.fixture
def responses(survey):
    texts = (*WAITING, *LISTENING, *NOTHING, WAITING[0])
    return [make_response(survey, answers={"child_better": text}) for text in texts]


@pytest.fixture
def new_run(codebook, responses, ray):
    """Return a function that looks for themes once more and returns the finished run."""

    def find():
        run = request_run(codebook=codebook, by=ray)
        assert perform_run(run=run)
        run.refresh_from_db()
        return run

    return find


@pytest.fixture
def suggestions(new_run):
    return list(new_run().suggestions.filter(parent=None).order_by("number"))

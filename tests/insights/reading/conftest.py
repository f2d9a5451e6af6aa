"""Two themes, and answers to read: one coded by the machine, one by nobody."""

import pytest
from django.urls import reverse

from insights.models import Coding, Theme
from insights.reading.standing import standings_of
from surveys.models import Answer
from tests.factories import make_response


KIND_BUT_SLOW = "The nurse was kind to us all. We waited eleven months for a letter."


@pytest.fixture
def client(staff_client, ray):
    return staff_client(ray)


@pytest.fixture
def waiting(codebook):
    return Theme.objects.create(codebook=codebook, name="Waiting")


@pytest.fixture
def kindness(codebook):
    return Theme.objects.create(codebook=codebook, name="Kindness")


@pytest.fixture
def answer(survey, waiting, kindness):
    """Return an answer of two statements; the machine suggests waiting for the second."""
    return answer_of(make_response(survey, answers={"child_better": KIND_BUT_SLOW}))


@pytest.fixture
def suggested(answer, waiting):
    start = KIND_BUT_SLOW.index("We waited")
    return Coding.objects.create(
        theme=waiting, answer=answer, start=start, end=len(KIND_BUT_SLOW), source="machine"
    )


def answer_of(response) -> Answer:
    return response.answers.get(question__key="child_better")


def seen_of(codebook, answer) -> str:
    return standings_of(codebook, [answer.pk])[answer.pk].seen


def save(client, codebook, answer, query="", **given):
    """Send the form of an answer as a page sends it."""
    sent = {"seen": seen_of(codebook, answer), "outcome": "sorted", "save": "next"} | given
    address = reverse("reading_save", args=[codebook.question_id, answer.pk])
    return client.post(address + query, sent)

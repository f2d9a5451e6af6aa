"""The sample material as data, read once for all its tests."""

import csv

import pytest

from samples.generator import DOCUMENT_PATH, generate_responses, load_answers, load_document
from surveys.definition import parse_document
from surveys.helping import with_helping


SAMPLES = DOCUMENT_PATH.parent


@pytest.fixture(scope="session")
def data():
    return load_document()


@pytest.fixture(scope="session")
def document(data):
    return parse_document(with_helping(data))  # as it is published


@pytest.fixture(scope="session")
def answers():
    return load_answers()


@pytest.fixture(scope="session")
def responses(data, answers):
    """Enough responses for shares to be close to what was asked for."""
    made = generate_responses(data, answers, count=4000, seed=7, partner_codes=("p1", "p2"))
    return list(made)


@pytest.fixture(scope="session")
def import_rows():
    with (SAMPLES / "import_example.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))

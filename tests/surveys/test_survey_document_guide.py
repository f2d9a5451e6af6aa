"""The guide to survey documents names every kind there is, and its examples work."""

import doctest
import json
import re
from pathlib import Path

import pytest

from surveys import age_rules, conditions, intake, permission_purposes, wording
from surveys.conditions import GROUPS, OPERATORS
from surveys.definition import parse_document
from surveys.permission_purposes import PURPOSES
from surveys.question_types import QUESTION_TYPES, base
from surveys.validation.ages import AGE_KEYS
from surveys.validation.parts import AUDIENCE_KEYS, DOCUMENT_KEYS, PAGE_KEYS, QUESTION_KEYS
from surveys.wording import AGE_BANDS, FORMATS


GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "survey-document.md").read_text("utf-8")
SETTINGS = {name for kind in QUESTION_TYPES.values() for name in kind.settings}


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *QUESTION_TYPES,
            *OPERATORS,
            *GROUPS,
            *PURPOSES,
            *AGE_BANDS,
            *AGE_KEYS,
            *FORMATS,
            *SETTINGS,
            *DOCUMENT_KEYS,
            *AUDIENCE_KEYS,
            *PAGE_KEYS,
            *QUESTION_KEYS,
        }
    ),
)
def test_guide_names_every_word_of_the_language(word):
    assert f"`{word}`" in GUIDE


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_guide_says_how_each_type_can_be_compared(name):
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{name}` | compared by"))

    assert re.findall(r"`(\w+)`", row)[1:] == list(QUESTION_TYPES[name].operators)


def test_examples_of_the_guide_are_sound():
    examples = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)]

    assert examples
    assert parse_document(examples[0]).slug == "after-school"


@pytest.mark.parametrize(
    "module", [conditions, wording, intake, base, age_rules, permission_purposes]
)
def test_examples_in_docstrings_work(module):
    result = doctest.testmod(module)

    assert result.attempted
    assert result.failed == 0

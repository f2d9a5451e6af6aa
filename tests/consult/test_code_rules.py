"""Rules of the house that no linter knows: what our code and templates never do."""

import ast
import re
from pathlib import Path

import pytest

from tests.parsing import tree_of


ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("consult", "people", "safeguarding", "surveys", "insights", "partners")
SOURCES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".svg"}
)
FORBIDDEN_NAMES = {"mark_safe", "SafeString", "SafeText", "RawSQL", "eval", "exec", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib"}
FORBIDDEN_METHODS = {"raw", "extra"}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
NOT_IN_CODE = ".format( on text that is not in the code"
ALLOWED = {
    # The empty string, as a widget that shows nothing.
    ("surveys/question_types/written.py", "SafeString"),
    # SQL of the file's own, filled with names of its own.
    ("surveys/triggers.py", NOT_IN_CODE),
}


def broken_rules(path):
    """Yield (line, rule) for everything in one source file that is never done here."""
    for node in ast.walk(tree_of(path.read_text(encoding="utf-8"))):
        yield from ((node.lineno, rule) for rule in _rules_broken_by(node))


def _rules_broken_by(node):
    if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
        yield node.id
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from _imports_of(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _calls_of(node)
    elif isinstance(node, ast.Assign) and _is_all_fields(node):
        yield 'fields = "__all__"'


def _imports_of(node):
    module = getattr(node, "module", None) or ""
    for alias in node.names:
        if {alias.name.split(".")[0], module.split(".")[0]} & FORBIDDEN_MODULES:
            yield alias.name
        if alias.name in FORBIDDEN_NAMES:
            yield alias.name


def _calls_of(node):
    method, owner = node.func.attr, node.func.value
    if method in FORBIDDEN_METHODS and "objects" in ast.unparse(owner):
        yield f".{method}("
    # Text that stands in our code is plain to see; any other may be survey text.
    is_ours = isinstance(owner, ast.Constant) or ast.unparse(owner).isupper()
    if method in {"format", "format_map"} and not is_ours:
        yield NOT_IN_CODE


def _is_all_fields(node):
    names = {target.id for target in node.targets if isinstance(target, ast.Name)}
    is_all = isinstance(node.value, ast.Constant) and node.value.value == "__all__"
    return is_all and bool(names & {"fields", "exclude"})


def writes_in(path):
    """Yield (line, call) of what looks like an ORM write."""
    for node in ast.walk(tree_of(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in WRITES and _may_be_a_model(owner, node.func.attr):
                yield node.lineno, f"{owner}.{node.func.attr}("


def _may_be_a_model(owner, method):
    if "objects" in owner or ".all()" in owner or ".filter(" in owner:
        return True
    # form.save() and picture.save() are no rows; dict.update and set.update neither.
    return method in {"save", "delete"} and owner in {
        "user",
        "survey",
        "theme",
        "response",
        "answer",
        "run",
        "channel",
        "link",
        "export",
        "self.object",
        "instance",
        "form",
    }


def names_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=names_of)
def test_source_does_nothing_that_is_never_done(path):
    found = [
        f"line {line}: {rule}"
        for line, rule in broken_rules(path)
        if (names_of(path), rule) not in ALLOWED
    ]

    assert found == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in SOURCES
        if {"views", "commands"} & set(path.parts) or path.stem in {"views", "forms", "wizard"}
    ],
    ids=names_of,
)
def test_views_forms_and_commands_write_nothing_themselves(path):
    assert list(writes_in(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=names_of)
def test_template_escapes_everything(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\|\s*(safe|safeseq)\b", text)
    assert not re.search(r"{%\s*autoescape\s+off", text)
    assert not re.search(r"\sstyle\s*=|\son\w+\s*=\s*[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text), "no script in the page"
    assert not re.search(r"(src|href)\s*=\s*[\"'](https?:)?//", text), "no other site"


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("mark_safe(x)", "mark_safe"),
        ("from django.utils.safestring import mark_safe", "mark_safe"),
        ("Answer.objects.raw(q)", ".raw("),
        ("Answer.objects.filter().extra(where=[])", ".extra("),
        ("eval(x)", "eval"),
        ("import pickle", "pickle"),
        ("label.format(name=1)", NOT_IN_CODE),
        ("class M:\n    fields = '__all__'", 'fields = "__all__"'),
    ],
)
def test_rule_finds_what_it_is_for(tmp_path, code, rule):
    path = tmp_path / "bad.py"
    path.write_text(code)

    assert rule in {found for _line, found in broken_rules(path)}


@pytest.mark.parametrize(
    "code",
    [
        "Theme.objects.create(a=1)",
        "theme.save()",
        "survey.themes.all().delete()",
        "Theme.objects.filter(a=1).update(b=2)",
        "Theme.objects.bulk_create(rows)",
    ],
)
def test_write_rule_finds_what_it_is_for(tmp_path, code):
    path = tmp_path / "bad.py"
    path.write_text(code)

    assert len(list(writes_in(path))) == 1

"""Finds code outside `surveys` that reads answers in any other way than `for_purpose`.

It looks for honest mistakes, in Python and in templates: another manager, a related manager, a
lookup or a lazy foreign key that ends in the words, a model handed to a shortcut, SQL by hand.
"""

import ast
import re
from pathlib import Path

from django.db.models import QuerySet

from tests.parsing import tree_of


ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = ("consult", "people", "safeguarding", "insights", "partners", "bench", "scripts")
TEMPLATES_OF_SURVEYS = ("components", "surveys")
# A foreign key to the model reads nothing; a type check reads nothing.
HARMLESS_CALLS = frozenset({"ForeignKey", "OneToOneField", "isinstance"})
HARMLESS_NAMES = frozenset({"DoesNotExist", "__name__"})
LOADERS = frozenset({"select_related", "prefetch_related"})
QUERYSET_METHODS = frozenset(name for name in dir(QuerySet) if not name.startswith("_"))
WORDS_LOOKUP = re.compile(r"(^|[^a-z])answers?__(text|value)(__|\b)")
TABLE = re.compile(r"\bsurveys_answer\b", re.IGNORECASE)
LOADED = re.compile(r"(^|__)answers?(__|$)")
IN_TEMPLATE = re.compile(r"\.answers?\.(all|text|value|first|last|values)\b")


def scan_project():
    """Return every breach in the project, as `file:line reason`."""
    breaches = []
    for package in OUTSIDE:
        for path in sorted((ROOT / package).rglob("*.py")):
            breaches += [
                f"{path.relative_to(ROOT)}:{line} {reason}"
                for line, reason in scan_python(path.read_text(encoding="utf-8"))
            ]
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.relative_to(ROOT / "templates").parts[0] not in TEMPLATES_OF_SURVEYS:
            breaches += [
                f"{path.relative_to(ROOT)}:{line} {reason}"
                for line, reason in scan_template(path.read_text(encoding="utf-8"))
            ]
    return breaches


def scan_template(text):
    return [
        (number, "a template reads answers through a relation")
        for number, line in enumerate(text.splitlines(), start=1)
        if IN_TEMPLATE.search(line)
    ]


def scan_python(source):
    """Return (line, reason) for each breach in a module's source."""
    scan = _Scan(tree_of(source))
    return sorted(set(scan.breaches))


class _Scan(ast.NodeVisitor):
    def __init__(self, tree):
        self.breaches = []
        self.names = {"Answer"}
        self.parents = {
            child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)
        }
        self.docstrings = set(_docstrings(tree))
        self.visit(tree)

    def breach(self, node, reason):
        self.breaches.append((node.lineno, reason))

    # --- the model, by any name ---

    def visit_ImportFrom(self, node):  # noqa: N802  the name that ast calls
        for alias in node.names:
            if alias.name == "AnswerQuerySet":
                self.breach(node, "takes the queryset class past the manager")
            if alias.name == "Answer" and (node.module or "").startswith("surveys"):
                self.names.add(alias.asname or alias.name)

    def visit_Name(self, node):  # noqa: N802
        if node.id in self.names and isinstance(node.ctx, ast.Load):
            self._model(node)

    def _model(self, node):
        """Judge one mention of the model: only `Answer.objects.for_purpose` may be asked of it."""
        parent = self.parents[node]
        if isinstance(parent, ast.Attribute):
            asked = getattr(self.parents[parent], "attr", "")
            is_door = (parent.attr, asked) == ("objects", "for_purpose")
            if not is_door and parent.attr not in HARMLESS_NAMES:
                self.breach(node, f"Answer.{parent.attr} without for_purpose")
        elif isinstance(parent, ast.Call) and parent.func is not node:
            if _called(parent) not in HARMLESS_CALLS:
                self.breach(node, f"hands the Answer model to {_called(parent)}()")
        elif isinstance(parent, ast.Assign | ast.Tuple | ast.List | ast.Dict | ast.keyword):
            self.breach(node, "keeps the Answer model under another name")

    # --- relations that lead to answers ---

    def visit_Attribute(self, node):  # noqa: N802
        parent = self.parents[node]
        if node.attr == "Answer":
            self._model(node)
        asked = getattr(parent, "attr", "")
        if node.attr == "answers" and asked in QUERYSET_METHODS | {"open_text", "substantive"}:
            self.breach(node, "reads .answers of a response or question")
        is_followed = bool(asked) or isinstance(parent, ast.Assign)
        if node.attr == "answer" and is_followed and asked not in {"pk", "id"}:
            self.breach(node, "follows .answer to its row; fetch the ids through for_purpose")
        self.generic_visit(node)

    def visit_Call(self, node):  # noqa: N802
        called = _called(node)
        texts = [arg.value for arg in node.args if _is_text(arg)]
        if called in LOADERS and any(LOADED.search(text) for text in texts):
            self.breach(node, f"{called}() loads whole answers")
        if called == "get_model" and any(text.split(".")[-1].lower() == "answer" for text in texts):
            self.breach(node, "get_model() fetches the Answer model by name")
        for keyword in node.keywords:
            if keyword.arg and WORDS_LOOKUP.search(keyword.arg):
                self.breach(node, f"looks into the words with {keyword.arg}")
        self.generic_visit(node)

    # --- lookups and SQL in strings ---

    def visit_Constant(self, node):  # noqa: N802
        if not _is_text(node) or node in self.docstrings:
            return
        if WORDS_LOOKUP.search(node.value):
            self.breach(node, "looks up the words through a relation")
        if TABLE.search(node.value):
            self.breach(node, "names the answers' table in SQL")


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _called(call):
    function = call.func
    return getattr(function, "attr", None) or getattr(function, "id", "")


def _docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and _is_text(first.value):
                yield first.value

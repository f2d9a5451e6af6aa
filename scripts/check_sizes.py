"""Fail when a file is over 400 lines, a function over 40, or an import stands in a function."""

import ast
import subprocess
import sys
from pathlib import Path


MAX_FILE, MAX_FUNCTION, MAX_COMPONENT = 400, 40, 60
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def tracked(pattern):
    names = subprocess.run(["git", "ls-files", pattern], capture_output=True, text=True, check=True)
    return [Path(name) for name in names.stdout.split() if Path(name).exists()]


def problems_of(path):
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    if lines > MAX_FILE:
        yield f"{path}: {lines} lines (at most {MAX_FILE}): split it"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, FUNCTIONS):
            continue
        size = node.end_lineno - node.lineno + 1
        if size > MAX_FUNCTION and path.parts[0] != "tests":  # a fixture's data may be long
            yield f"{path}:{node.lineno}: {node.name} has {size} lines (at most {MAX_FUNCTION})"
        if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)):
            yield f"{path}:{node.lineno}: an import inside {node.name}"


def main():
    problems = [
        problem
        for path in tracked("*.py")
        if "migrations" not in path.parts
        for problem in problems_of(path)
    ]
    for path in tracked("templates/components/*.html"):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MAX_COMPONENT:
            problems.append(f"{path}: {lines} lines (at most {MAX_COMPONENT})")
    print("\n".join(problems) or "sizes: all within limits")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()

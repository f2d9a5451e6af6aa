"""The shape of the code beside the targets of CONTRIBUTING.md: sizes of files and functions.

    .venv/bin/python bench/shape.py

Reports; never fails (scripts/check_sizes.py holds the limits).
"""

import ast
import statistics
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
OURS = ("consult", "people", "safeguarding", "surveys", "insights", "partners")
LONG = 40
TARGETS = {
    "file median": "<= 80",
    "file p90": "",
    "file max": "<= 400",
    "function median": "<= 10",
    "function p90": "<= 30",
    "function max": "",
    "functions over 40": "<= 3 %",
    "imports in functions": "0",
    "lines with TODO": "0",
    "test lines per line": "> 1",
}


def files_of(folders):
    paths = [path for name in folders for path in sorted((ROOT / name).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts and path.stat().st_size]


def functions_of(tree):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def percentile(sizes, share):
    return sorted(sizes)[min(len(sizes) - 1, int(len(sizes) * share))]


def shape_of(paths):
    sources = [path.read_text(encoding="utf-8") for path in paths]
    files = [len(source.splitlines()) for source in sources]
    nodes = [node for source in sources for node in functions_of(ast.parse(source))]
    functions = [node.end_lineno - node.lineno + 1 for node in nodes]
    inner = [
        node
        for node in nodes
        if any(isinstance(each, ast.Import | ast.ImportFrom) for each in ast.walk(node))
    ]
    over = sum(size > LONG for size in functions)
    return {
        "file median": statistics.median(files),
        "file p90": percentile(files, 0.9),
        "file max": max(files),
        "function median": statistics.median(functions),
        "function p90": percentile(functions, 0.9),
        "function max": max(functions),
        "functions over 40": f"{over} ({100 * over / len(functions):.1f} %)",
        "imports in functions": len(inner),
        "lines with TODO": sum(source.count("TODO") for source in sources),
    }


def main():
    paths = files_of(OURS)
    found = shape_of(paths)
    written = sum(map(lines_of, paths))
    tests = sum(map(lines_of, files_of(["tests"])))
    found["test lines per line"] = f"{tests / written:.2f}"
    print(f"{len(paths)} files, {written} lines; tests {tests} lines")
    for name, target in TARGETS.items():
        print(f"{name:22} {found[name]!s:>12}   {target}")
    largest = sorted(paths, key=lines_of, reverse=True)[:5]
    print("largest:", ", ".join(f"{path.relative_to(ROOT)} {lines_of(path)}" for path in largest))


if __name__ == "__main__":
    main()

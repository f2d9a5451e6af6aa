"""Parses source for the tests that read code."""

import ast


def tree_of(source: str) -> ast.Module:
    """Return the tree of `source`, parsed once more where two threads parsed at the same time.

    CPython 3.11 counts the depth of all parsers together and may then report a mismatch.
    """
    try:
        return ast.parse(source)
    except SystemError:
        return ast.parse(source)

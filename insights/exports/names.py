"""Names that every spreadsheet program accepts, unique within one file."""

import re

from insights.exports.cells import ILLEGAL, units_of


SHEET_NAME_LIMIT = 31
# Names of table columns may have 255; a number, or "(part 2)" and escapes, must fit behind.
HEADING_LIMIT = 100
# Excel keeps "History" for itself, and compares names without regard to capitals.
RESERVED = frozenset({"history"})
_FORBIDDEN = re.compile(rf"[\[\]:*?/\\\t\n\r{ILLEGAL}]+")


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a legal sheet name close to `wanted`, and add it to `taken` (in small letters).

    >>> sheet_name("A/B: what?", set())
    'A B what'
    """
    base = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ") or "Sheet"
    number, name = 1, _shortened(base, "")
    while name.casefold() in taken | RESERVED:
        number += 1
        name = _shortened(base, f" {number}")
    taken.add(name.casefold())
    return name


def unique_headings(headings: list[str]) -> list[str]:
    """Return the headings on one line each, with a number after each one that came before."""
    taken: set[str] = set()
    unique = []
    for heading in headings:
        heading = " ".join(heading.split())[:HEADING_LIMIT]
        number, name = 1, heading
        while name.casefold() in taken:
            number += 1
            name = f"{heading} {number}"
        taken.add(name.casefold())
        unique.append(name)
    return unique


def part_heading(heading: str, part: int) -> str:
    """Return the heading of one part of a column whose texts go on in further columns."""
    return heading if part == 1 else f"{heading} (part {part})"


def _shortened(base, ending):
    while units_of(base + ending) > SHEET_NAME_LIMIT:
        base = base[:-1]
    return base.rstrip("' ") + ending

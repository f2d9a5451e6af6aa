"""Postcodes: telling one when it is typed, and the region it lies in. Pure; nothing is kept.

Only the area (the letters in front) is looked up. It covers many thousands of homes.
"""

import json
import re
from functools import lru_cache
from pathlib import Path


TABLE = Path(__file__).with_name("postcode_areas.json")
OUTSIDE, NOT_SURE = "outside_england", "not_sure"
# Source: the format in BS 7666-2; the last two letters are never C I K M O V.
PATTERN = r"([A-Z]{1,2})([0-9][A-Z0-9]?)\s{0,2}([0-9])([ABD-HJLNP-UW-Z]{2})"
_WHOLE = re.compile(PATTERN)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return content


def regions() -> dict[str, str]:
    """Return the name of each region of England by its code."""
    return _table()["regions"]


def is_area(letters: str) -> bool:
    """Tell whether postcodes begin with these letters."""
    return letters.upper() in _table()["areas"]


def region_of(typed: str) -> str | None:
    """Return the region of a full postcode, None when it is none.

    Examples
    --------
    >>> region_of("ls6 2ab"), region_of("S1 2AB"), region_of("LS6")
    ('E12000003', 'not_sure', None)
    """
    found = _WHOLE.fullmatch("".join(typed.upper().split()))
    return _table()["areas"].get(found[1]) if found else None

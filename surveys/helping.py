"""The standard questions about help: is anyone helping you, who, and did they to the end.

A document asks for them with "helping": the audiences. They become ordinary pages of the published
version, so that the words people were shown are frozen with it. Asked at both ends, because help
can come and go, and answers given with help differ.
"""

import json
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any


PAGES = Path(__file__).with_name("helping.json")
START, ROLE, END = "c_help_start", "c_helper_role", "c_help_type"
CONCEPTS = (START, ROLE, END)


def with_helping(data: dict[str, Any]) -> dict[str, Any]:
    """Return a sound document with its pages about help, where it asks for them and lacks them."""
    audiences = data.get("helping") or []
    asked_at_end = _audiences_asked(data, END)
    start = _pages("start", audiences)
    end = _pages("end", [key for key in audiences if key not in asked_at_end])
    known = {page["key"] for page in data["pages"]}
    if not audiences or start[0]["key"] in known:
        return data
    return {**data, "pages": [*start, *data["pages"], *end]}


def _audiences_asked(data, concept):
    """Return who is asked something of this concept already, in the author's own words."""
    everybody = [audience["key"] for audience in data["audiences"]]
    return {
        key
        for page in data["pages"]
        for question in page["questions"]
        if question.get("concept") == concept
        for key in question.get("audiences") or page.get("audiences") or everybody
    }


def _pages(place, audiences):
    if not audiences:
        return []
    return [{**page, "audiences": list(audiences)} for page in deepcopy(_standard()[place])]


@lru_cache(maxsize=1)
def _standard():
    return json.loads(PAGES.read_text(encoding="utf-8"))

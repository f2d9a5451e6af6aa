"""The support directory: who can help, for whom, and when the entry was last checked.

Data, not templates: support.json is what an editor changes when a number changes.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path


DIRECTORY = Path(__file__).with_name("support.json")
EVERYONE = "child"  # someone whose age is not known is treated as the youngest


@dataclass(frozen=True)
class SupportLine:
    """One service. `voices` are the kinds of reader it is shown to."""

    name: str
    detail: str
    phone: str
    url: str
    voices: tuple[str, ...]
    verified_on: date
    review_due: date


@lru_cache(maxsize=1)
def all_lines() -> tuple[SupportLine, ...]:
    """Return every entry of the directory, in its order."""
    return tuple(
        SupportLine(
            name=entry["name"],
            detail=entry["detail"],
            phone=entry["phone"],
            url=entry["url"],
            voices=tuple(entry["for"]),
            verified_on=date.fromisoformat(entry["verified_on"]),
            review_due=date.fromisoformat(entry["review_due"]),
        )
        for entry in json.loads(DIRECTORY.read_text(encoding="utf-8"))
    )


def lines_for(voice: str) -> tuple[SupportLine, ...]:
    """Return the services to show to this kind of reader; an unknown reader gets the child's."""
    lines = all_lines()
    return tuple(line for line in lines if voice in line.voices) or tuple(
        line for line in lines if EVERYONE in line.voices
    )

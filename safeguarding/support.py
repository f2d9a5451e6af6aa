"""The support directory: who can help, for whom, where, and when the entry was last checked.

Data, not templates: support.json is what an editor changes when a number changes. An entry that
nobody has checked is never shown.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.utils import timezone


DIRECTORY = Path(__file__).with_name("support.json")
REVIEW_AFTER = timedelta(days=90)
NATIONS = ("england", "wales", "scotland", "northern_ireland")
UK = "uk"
CHILD, YOUNG_PERSON, ADULT = "child", "young_person", "adult"
# Someone whose age is not known is treated as the youngest.
GROUP_OF = {
    "u8": CHILD,
    "8_11": CHILD,
    "12_15": YOUNG_PERSON,
    "16_17": YOUNG_PERSON,
    "adult": ADULT,
}
GROUP_OF_VOICE = {CHILD: CHILD, YOUNG_PERSON: YOUNG_PERSON}
# What stands beside every open question; the other topics are for those who look for them.
EVERYDAY = frozenset({"danger", "anything", "child_worry", "family_life", "work_worry"})


@dataclass(frozen=True)
class SupportLine:
    """One service, in the words of one kind of reader."""

    name: str
    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    nations: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    phone: str = ""
    text: str = ""
    text_words: str = ""
    url: str = ""
    hours: str = ""
    cost: str = ""
    languages: str = ""
    relay: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    detail: str = ""

    @property
    def review_due(self) -> date | None:
        return self.verified_on and self.verified_on + REVIEW_AFTER

    @property
    def phone_url(self) -> str:
        return f"tel:{_digits(self.phone)}" if self.phone else ""

    @property
    def text_url(self) -> str:
        return f"sms:{_digits(self.text)}" if self.text else ""

    def is_overdue(self, today: date) -> bool:
        return self.review_due is not None and self.review_due < today


@lru_cache(maxsize=1)
def all_lines() -> tuple[SupportLine, ...]:
    """Return every entry of the directory, in its order."""
    return tuple(map(_line, json.loads(DIRECTORY.read_text(encoding="utf-8"))))


def lines_for(
    age_band: str = "",
    *,
    voice: str = "",
    nation: str = "england",
    topics: frozenset[str] | None = EVERYDAY,
) -> tuple[SupportLine, ...]:
    """Return the checked services for this kind of reader; an unknown one gets the child's.

    `topics` is None for all there are.
    """
    group = group_of(age_band, voice)
    wanted_kinds = {group, _calling_of(voice)}
    wanted_nations = {UK, *(NATIONS if nation == UK else (nation,))}
    return tuple(
        _in_words_of(line, group)
        for line in all_lines()
        if line.verified_on
        and wanted_kinds & set(line.kinds)
        and wanted_nations & set(line.nations)
        and (topics is None or topics & set(line.topics))
    )


def lines_for_any(
    readers: Iterable[tuple[str, str]],
    *,
    nation: str = "england",
    topics: frozenset[str] | None = EVERYDAY,
) -> tuple[SupportLine, ...]:
    """Return the services for whoever of these (age band, voice) it may be, each service once."""
    found: dict[str, SupportLine] = {}
    for age_band, voice in readers:
        for line in lines_for(age_band, voice=voice, nation=nation, topics=topics):
            found.setdefault(line.name, line)
    return tuple(found.values())


def group_of(age_band: str, voice: str = "") -> str:
    """Return whether to speak to a child, a young person or an adult."""
    return GROUP_OF.get(age_band) or GROUP_OF_VOICE.get(voice) or (ADULT if voice else CHILD)


def overdue_lines(today: date | None = None) -> tuple[SupportLine, ...]:
    """Return the shown entries whose next check is late."""
    day = today or timezone.localdate()
    return tuple(line for line in all_lines() if line.is_overdue(day))


def _calling_of(voice):
    return "parent" if voice.startswith("parent") else voice


def _in_words_of(line, group):
    details = dict(line.details)
    detail = details.get(group) or details.get(ADULT, "")
    return SupportLine(**{**line.__dict__, "detail": detail})


def _line(entry):
    rest = {key: value for key, value in entry.items() if key not in _SHAPED}
    verified = entry["verified_on"]
    return SupportLine(
        **rest,
        kinds=tuple(entry["for"]),
        topics=tuple(entry["topics"]),
        nations=tuple(entry["nations"]),
        details=tuple(entry["detail"].items()),
        verified_on=date.fromisoformat(verified) if verified else None,
    )


_SHAPED = frozenset({"for", "topics", "nations", "detail", "verified_on"})


def _digits(number):
    return "".join(each for each in number if each.isdigit())

"""What rules suggest taking out of a quote; a person decides on each. Pure.

The rules are those of the check page that people see before they send, and a few more: what is
harmless in a file for a team that may read answers can still give somebody away in print. A false
alarm costs one press, so places and dates are looked for more widely than on that page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from insights.quoting.categories import Category
from surveys import personal_details as details


@dataclass(frozen=True)
class Suggested:
    """One place that may have to go, and why."""

    start: int
    end: int
    category: str


_CATEGORY_OF = {
    details.NAME: Category.NAME,
    details.PHONE: Category.NAME,
    details.EMAIL: Category.NAME,
    details.HANDLE: Category.NAME,
    details.NHS: Category.NAME,
    details.NINO: Category.NAME,
    details.BIRTH: Category.DATE,
    details.POSTCODE: Category.PLACE,
    details.ADDRESS: Category.PLACE,
    details.SCHOOL: Category.SCHOOL,
}
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b\.?(?: \d{{4}})?"
    rf"|(?:{_MONTHS}) (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d\b"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b)",
)
_PLACE = re.compile(
    r"\b(?:in|near|from|around|outside|to) "
    r"(?P<place>[A-Z][a-z’']+(?:[ -](?:(?:upon|on|le|under|by)[ -])?[A-Z][a-z’']+)*)"
)
# What is written with a capital after "in" or "from" and is no place.
_NO_PLACE = frozenset(
    word
    for words in (
        "january february march april may june july august september october november december",
        "jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan eid",
        "monday tuesday wednesday thursday friday saturday sunday",
        "english maths math science french german spanish polish arabic urdu bengali welsh british",
        "england britain uk year reception nursery school covid i my mum dad social early help",
        "health mental",
    )
    for word in words.split()
)


def suggestions_in(text: str) -> tuple[Suggested, ...]:
    """Return the places in a text that may have to go, in order, none inside another.

    >>> [each.category.value for each in suggestions_in("Sarah moved to Leeds in May 2021")]
    ['name', 'place', 'date']
    """
    found: list[Suggested] = []
    for each in _all_of(text):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _all_of(text: str) -> Iterator[Suggested]:
    for find in details.personal_details_in(text):
        yield Suggested(find.start, find.end, _CATEGORY_OF[find.kind])
    for found in _DATE.finditer(text):
        yield Suggested(*found.span(), Category.DATE)
    for found in _PLACE.finditer(text):
        if found["place"].split()[0].casefold() not in _NO_PLACE:
            yield Suggested(*found.span("place"), Category.PLACE)

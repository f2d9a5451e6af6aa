"""Finds what could tell who somebody is, in what they wrote: names, numbers, addresses. Pure.

Shown to the person before sending, in place; they change it, have it taken out, or keep it. So a
false alarm costs a moment and a miss can cost much, and yet ordinary words (may, will, rose) must
not be shouted at. Nothing here is stored, logged or sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from surveys.postcodes import PATTERN, is_area


NAME, PHONE, EMAIL, POSTCODE, SCHOOL = "name", "phone", "email", "postcode", "school"
ADDRESS, HANDLE, NHS, NINO, BIRTH = "address", "handle", "nhs_number", "ni_number", "birth_date"
KINDS = (EMAIL, HANDLE, NINO, NHS, PHONE, POSTCODE, BIRTH, ADDRESS, SCHOOL, NAME)
HERE = Path(__file__)


@dataclass(frozen=True)
class Find:
    """One place in a text that may name or locate somebody."""

    start: int
    end: int
    kind: str


def personal_details_in(text: str) -> tuple[Find, ...]:
    """Return the places in a text, in order, none inside another.

    Examples
    --------
    >>> [find.kind for find in personal_details_in("Sarah at Oakfield Primary rang 07700 900123")]
    ['name', 'school', 'phone']
    >>> personal_details_in("May be they will. I hope so.")
    ()
    """
    taken: list[Find] = []
    for kind in KINDS:
        for start, end in _FINDERS[kind](text):
            if not any(start < find.end and find.start < end for find in taken):
                taken.append(Find(start, end, kind))
    return tuple(sorted(taken, key=lambda find: find.start))


def _words_of(line: str) -> frozenset[str]:
    return frozenset(line.split())


# --- numbers and addresses of the net ---

_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_HANDLE = re.compile(
    r"(?<![\w@.])@[A-Za-z][\w.]{2,29}\b"
    r"|\b(?:insta|instagram|snap|snapchat|tiktok|discord|roblox)(?: user ?name| name)?(?: is|:) "
    r"(?P<name>[\w.]{3,30})",
    re.IGNORECASE,
)
_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE)
_TEN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d.])(?:\+\d{1,3}|\(?0\d)(?:[ ()-]{0,2}\d){8,11}(?!\d)")
_POSTCODE = re.compile(rf"\b{PATTERN}\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[04-9]th)$")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BIRTH = re.compile(
    r"\b(?:born(?: on)?|birthday(?: is)?(?: on)?|date of birth|d\.?o\.?b\.?)[ :]{1,3}(?:the )?"
    r"(?P<date>\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})[a-z]*\.?(?: \d{{2,4}})?)",
    re.IGNORECASE,
)


def _matches(pattern: re.Pattern[str], group: str = ""):
    def find(text: str) -> Iterator[tuple[int, int]]:
        for found in pattern.finditer(text):
            yield found.span(group) if group and found[group] else found.span()

    return find


def _nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Ten figures whose last one checks the others, modulo 11."""
    for found in _TEN.finditer(text):
        figures = [int(each) for each in found[0] if each.isdigit()]
        rest = sum(figures[place] * (10 - place) for place in range(9)) % 11
        if figures[0] and (11 - rest) % 11 == figures[9]:
            yield found.span()


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _PHONE.finditer(text):
        if 10 <= sum(each.isdigit() for each in found[0]) <= 14:
            yield found.span()


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    for found in _POSTCODE.finditer(text):
        is_count = _ORDINAL.search(found[0].lower())  # "E6 2nd"
        if is_area(found[1]) and not is_count:
            yield found.span()


# --- streets and schools ---

_ADDRESS = re.compile(
    r"\b(?:flat \d{1,4}[a-z]?\b,? ?)?\d{1,4}[a-z]? (?P<way>(?:[A-Za-z’'-]{2,20} ){1,3})"
    r"(?:road|rd|street|avenue|ave|lane|close|drive|crescent|terrace|gardens|grove|court|square)\b",
    re.IGNORECASE,
)
# "10 minutes drive", "2 people close": a measure, no street.
_MEASURE = re.compile(
    r"\b(?:minutes?|mins?|hours?|miles?|days?|weeks?|months?|years?|people|of|the|a|are|is|were|"
    r"was|and|to|in|or|very|so|who|that|our|my|their)\b",
    re.IGNORECASE,
)
_KIND = r"(?:Primary|Secondary|High|Junior|Infants?|Grammar|Nursery|Academy|Community|Special)"
_SCHOOL = re.compile(
    r"(?P<own>(?:\bSt\.? |\bSaint )?\b[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|and|C of E)){0,3}) "
    rf"(?:{_KIND} (?:School|Academy|College)|School|Academy|College|Primary|Infants|Nursery)\b"
)
_SMALL_SCHOOL = re.compile(
    r"\b(?:at|to|from|called|attends?) (?P<name>(?P<own>[a-z][a-z’'-]{2,20}) "
    r"(?:primary|secondary|high|junior|infants?|grammar) school)\b",
    re.IGNORECASE,
)
# What stands before "school" without being a school's name.
_NO_OWN_NAME = _words_of(
    "a an the my our his her their your this that every each no some any one another same new old "
    "big small local good bad best nice high primary secondary junior infant infants grammar "
    "nursery special boarding private public state sunday after before in at from to and but or if "
    "when where why how what which who because since while maybe also then first middle mainstream "
    "different most many all only both between either neither i is was more since during "
    "near going with for of on as about not so go going leaving starting"
)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for found in _ADDRESS.finditer(text):
        if not _MEASURE.search(found["way"]):
            yield found.span()


def _schools(text: str) -> Iterator[tuple[int, int]]:
    for found in _SCHOOL.finditer(text):
        words = found["own"].split()
        spare = 0  # words of the sentence in front of the name
        while spare < len(words) and words[spare].lower().rstrip(".") in _NO_OWN_NAME:
            spare += 1
        own = words[spare:]
        is_first = _begins_sentence(text, found.start()) and not spare
        if own and not (is_first and len(own) == 1 and found[0].count(" ") == 1):
            yield found.start() + len(" ".join(words[:spare])) + bool(spare), found.end()
    for found in _SMALL_SCHOOL.finditer(text):
        if found["own"].lower() not in _NO_OWN_NAME:
            yield found.span("name")


# --- names ---

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_TITLED = re.compile(
    r"\b(?:(?:[Mm]rs?|[Mm]s|MRS?)\.?|Miss|Dr\.?|Sister|Nurse|Aunt(?:ie|y)?|Uncle|Doctor) "
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)|\bm(?:r|rs|s)\.? (?P<small>[a-z][a-z’'-]{2,})"
)
_CALLED = re.compile(
    r"\b(?:(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir) name(?: is|’s|'s)|[Nn]ame is|(?:called|named)) "
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
_BEFORE_NAME = _words_of(
    "friend mate brother sister cousin teacher worker nurse doctor uncle aunt auntie son daughter "
    "baby called named mum dad nan grandad stepdad stepmum carer coach"
)
_NO_NAME_AFTER_TITLE = _words_of("and or the who is was said has had will")


def _lines_of(name: str) -> frozenset[str]:
    lines = HERE.with_name(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return _lines_of("first_names.txt") - _word_names()


@lru_cache(maxsize=1)
def _word_names() -> frozenset[str]:
    return _lines_of("names_that_are_words.txt")


def _names(text: str) -> Iterator[tuple[int, int]]:
    for found in _TITLED.finditer(text):
        if (found["small"] or "") not in _NO_NAME_AFTER_TITLE:
            yield found.span()
    for found in _CALLED.finditer(text):
        yield found.span("name")
    words = list(_WORD.finditer(text))
    for place, word in enumerate(words):
        if _is_name(text, words, place):
            following = words[place + 1] if place + 1 < len(words) else None
            end = following.end() if _is_surname(text, word, following) else word.end()
            yield word.start(), _without_possessive(text, end)


def _is_name(text, words, place):
    word = words[place]
    plain = re.sub(r"[’']s$", "", word[0])
    if plain.lower() in _first_names():
        return True
    if plain.lower() not in _word_names() or not plain[:1].isupper() or plain.isupper():
        return False
    # A name that is a word too: only after "my friend", or with a surname in mid-sentence.
    before = words[place - 1][0].lower() if place else ""
    if before in _BEFORE_NAME:
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    is_first = _begins_sentence(text, word.start())
    return not is_first and _is_surname(text, word, following)


def _is_surname(text, word, following):
    """Tell whether the next word, joined by one space and with a capital, belongs to the name."""
    if following is None or text[word.end() : following.start()] != " ":
        return False
    own = following[0]
    return own[0].isupper() and own[1:].islower() and own.lower() not in _NO_OWN_NAME


def _without_possessive(text, end):
    return end - 2 if text[end - 2 : end] in ("’s", "'s") else end


def _begins_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:\n"


_FINDERS = {
    EMAIL: _matches(_EMAIL),
    HANDLE: _matches(_HANDLE, "name"),
    NINO: _matches(_NINO),
    NHS: _nhs_numbers,
    PHONE: _phones,
    POSTCODE: _postcodes,
    BIRTH: _matches(_BIRTH, "date"),
    ADDRESS: _addresses,
    SCHOOL: _schools,
    NAME: _names,
}

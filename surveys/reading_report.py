"""Which texts of a survey are hard to read for the people who read them. Advice: it stops nothing.

Only English is judged: the formula and the lists of `surveys.reading_level` know no other language.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from surveys.documents import document_of
from surveys.permission_purposes import ADULT_PERMISSION
from surveys.problems import Problem
from surveys.question_types import question_type
from surveys.reading_level import (
    LIMITS,
    MOST_PASSIVE,
    Finding,
    Limit,
    findings_in,
    grade_of,
    limit_for,
    passive_share,
)
from surveys.wording import EASY_READ, STANDARD, Reader, Wording, selector_for, text_of


JUDGED = "en"
PRACTITIONER = "practitioner"
ANYBODY = ""  # whoever has not said yet who they are
LISTS = ("options", "points", "rows")


@dataclass(frozen=True)
class ReadText:
    """One text as somebody reads it, with what is over their limit."""

    place: str
    text: str
    limit: Limit
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Reading:
    """All that one audience reads in one format; a text stands with the youngest who read it."""

    audience: str
    format: str
    texts: tuple[ReadText, ...]

    @property
    def hard(self) -> tuple[ReadText, ...]:
        return tuple(each for each in self.texts if each.findings)

    @property
    def grade(self) -> float:
        return round(grade_of(each.text for each in self.texts), 1)

    @property
    def passive(self) -> float:
        return passive_share(each.text for each in self.texts)

    @property
    def is_too_passive(self) -> bool:
        return self.passive > MOST_PASSIVE


def is_judged(language: str) -> bool:
    """Tell whether texts in this language can be judged."""
    return language.split("-")[0] == JUDGED


def unjudged_languages(document) -> list[str]:
    """Return the languages of a document that nothing is said about."""
    return [code for code in document.written_languages if not is_judged(code)]


def readings_of(document) -> list[Reading]:
    """Return what each audience reads, first what anybody reads; nothing unless it is English."""
    if not is_judged(document.language):
        return []
    return [
        _reading(document, audience, name)
        for name in document.formats
        for audience in (ANYBODY, *(each.key for each in document.audiences))
    ]


@lru_cache(maxsize=16)
def readings_of_version(version_id: str) -> list[Reading]:
    """Return the readings of a published version, which never change."""
    return readings_of(document_of(version_id))


def _reading(document, audience, format_name):
    met: dict[tuple[str, str], ReadText] = {}
    for reader in _readers(document, audience, format_name):
        usual = limit_of(document, reader)
        for place, wording, own_limit in _wordings(document, reader):
            text, limit = text_of(wording, reader), own_limit or usual
            # Younger readers come first: what is easy enough for them is so for the others.
            if text and _is_written_for(wording, reader) and (place, text) not in met:
                findings = tuple(findings_in(text, limit))
                met[place, text] = ReadText(place, text, limit, findings)
    return Reading(audience, format_name, tuple(met.values()))


def _is_written_for(wording, reader):
    """Tell whether these words are of the reader's format, and not the usual ones in their place.

    The usual words are judged as such, and staff see elsewhere which have none in easy read.
    """
    return reader.format == STANDARD or reader.format in selector_for(wording, reader).split(".")


def _readers(document, audience, format_name):
    if audience == ANYBODY:
        return [document.reader(format_name=format_name)]
    bands = document.audience(audience).bands
    return [document.reader(audience, band, format_name=format_name) for band in bands]


def limit_of(document, reader: Reader) -> Limit:
    """Return what a reader can be expected to read; anybody's is that of the youngest."""
    if reader.audience == ANYBODY:
        each = [
            _limit(audience, band, reader.format)
            for audience in document.audiences
            for band in audience.bands
        ]
        return min(each, key=lambda limit: (limit.grade, limit.sentence))
    return _limit(document.audience(reader.audience), reader.age_band, reader.format)


def _limit(audience, band, format_name):
    is_practitioner = PRACTITIONER in (audience.voice, audience.key)
    return limit_for(band, is_practitioner=is_practitioner, is_easy_read=format_name == EASY_READ)


def _wordings(document, reader) -> Iterator[tuple[str, Wording, Limit | None]]:
    """Yield (place, wording, the limit of who reads it where that is somebody else)."""
    for name in ("title", "why", "readers", "what_happens"):
        yield f"document, {name}", getattr(document, name), None
    if reader.audience == ANYBODY:
        return
    audience = document.audience(reader.audience)
    for name in ("label", "hint"):
        yield f"audience '{audience.key}', {name}", getattr(audience, name), None
    for permission in document.permissions_for(audience.key):
        is_adults = permission.settings["purpose"] == ADULT_PERMISSION
        limit = LIMITS["adult"] if is_adults and reader.format == STANDARD else None
        yield from _of_question(permission, f"permission '{permission.key}'", limit)
    for page in document.pages_for(audience.key):
        yield from _of_page(page, audience.key)


def _of_page(page, audience):
    yield f"page '{page.key}', title", page.title, None
    for question in page.questions:
        if question.is_for(audience):
            yield from _of_question(question, f"page '{page.key}', question '{question.key}'", None)


def _of_question(question, place, limit):
    for name in ("label", "hint"):
        yield f"{place}, {name}", getattr(question, name), limit
    for name in question_type(question.type).wordings:
        yield f"{place}, {name}", question.settings.get(name), limit
    for name in LISTS:
        for option in question.settings.get(name, ()):
            yield f"{place}, {name} '{option['code']}'", option["label"], limit


def finding_words(finding: Finding, limit: Limit) -> str:
    """Return what is hard, in words."""
    words = {
        "grade": _("reading grade %(value)s, and %(grade)g is the most"),
        "sentence": _("more than %(sentence)d words in one sentence: “%(value)s”"),
        "word": _("a hard word: “%(value)s”"),
        "idiom": _("a saying that many will not know: “%(value)s”"),
    }[finding.kind]
    return words % {"value": finding.value, "grade": limit.grade, "sentence": limit.sentence}


def reading_advice(document) -> Iterator[Problem]:
    """Yield what is worth writing again, each text once."""
    told = set()
    for reading in readings_of(document):
        if reading.is_too_passive:
            share = f"{reading.passive:.0%} of the sentences leave out who does it"
            yield Problem(_name(reading), share, "Say who does what.")
        for each in reading.hard:
            if (each.place, each.text) not in told:
                told.add((each.place, each.text))
                message = "; ".join(finding_words(found, each.limit) for found in each.findings)
                yield Problem(f"{each.place}, for {_name(reading)}", message, "Write it shorter.")


def _name(reading):
    name = f"'{reading.audience}'" if reading.audience else "everybody"
    return f"{name} in easy read" if reading.format == EASY_READ else name

"""A survey as a document: dataclasses, parsing, and dumping back to the same data.

docs/survey-document.md explains how one is written. `surveys.validation` finds what is wrong.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any

from surveys.age_rules import YOUNGEST, band_of, may_keep_words, needs_adult, youngest_of
from surveys.languages import language_of
from surveys.permission_purposes import ADULT_PERMISSION, PURPOSES, is_put_to
from surveys.problems import DocumentError, Problem
from surveys.validation import DOCUMENT_FACTS, DOCUMENT_WORDINGS, FORMAT, QUESTION_KEYS, problems_of
from surveys.wording import STANDARD, Reader, Wording


__all__ = [
    "Age",
    "Audience",
    "DocumentError",
    "Page",
    "Problem",
    "Question",
    "SurveyDocument",
    "document_sha256",
    "dump_document",
    "parse_document",
]
_NESTED = ("settings", "questions", "ages")
_SIMPLE = ("slug", "language", *DOCUMENT_WORDINGS, *DOCUMENT_FACTS)


@dataclass(frozen=True)
class Age:
    """One answer to "How old are you?". Without both ends it is the answer of who does not say."""

    code: str
    label: Wording
    from_age: int | None = None
    to_age: int | None = None

    @property
    def is_unsaid(self) -> bool:
        return self.from_age is None and self.to_age is None

    @property
    def youngest(self) -> int:
        return self.from_age or 0

    @property
    def band(self) -> str:
        return band_of(self.youngest)


@dataclass(frozen=True)
class Audience:
    """A kind of reader. Its words are written for `age_band`, or for the bands of its `ages`.

    `group` is what the team and its files call these people; people themselves choose `label`.
    """

    key: str
    label: Wording
    age_band: str = "adult"
    voice: str = ""
    hint: Wording = None
    ages: tuple[Age, ...] = ()
    save_and_return: bool | None = None
    group: Wording = None

    @property
    def group_label(self) -> Wording:
        return self.group or self.label

    @property
    def bands(self) -> tuple[str, ...]:
        """Return every age band that a reader of this kind can have, the youngest first."""
        bands = {age.band for age in self.ages if not age.is_unsaid}
        return tuple(sorted(bands, key=YOUNGEST.__getitem__)) or (self.age_band,)

    def band_for(self, age_code: str) -> str:
        """Return the band of the age somebody chose; the youngest for who does not say."""
        chosen = self._age(age_code)
        return chosen.band if chosen else self.bands[0]

    def youngest_for(self, age_code: str) -> int:
        """Return the youngest that somebody who chose this age can be."""
        chosen = self._age(age_code)
        if chosen:
            return chosen.youngest
        said = [age.youngest for age in self.ages if not age.is_unsaid]
        return min(said, default=YOUNGEST[self.age_band])

    def _age(self, code):
        return next((age for age in self.ages if age.code == code and not age.is_unsaid), None)


@dataclass(frozen=True)
class Question:
    """One question, permission or piece of information. `settings` belong to its type."""

    key: str
    type: str
    label: Wording
    concept: str = ""
    hint: Wording = None
    picture: str = ""
    optional: bool = True
    audiences: tuple[str, ...] = ()
    show_if: Mapping[str, Any] | None = None
    needs: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    def is_for(self, audience: str) -> bool:
        return not self.audiences or audience in self.audiences


@dataclass(frozen=True)
class Page:
    """A small group of questions that are asked together."""

    key: str
    questions: tuple[Question, ...]
    title: Wording = None
    audiences: tuple[str, ...] = ()
    show_if: Mapping[str, Any] | None = None
    needs: str = ""

    def is_for(self, audience: str) -> bool:
        return not self.audiences or audience in self.audiences


@dataclass(frozen=True)
class SurveyDocument:
    """Everything a survey asks and says. Forms, routing, codebook and exports derive from it."""

    slug: str
    language: str
    title: Wording
    organisation: Wording
    why: Wording
    readers: Wording
    what_happens: Wording
    audiences: tuple[Audience, ...]
    permissions: tuple[Question, ...]
    pages: tuple[Page, ...]
    minutes: Mapping[str, int] = field(default_factory=dict)
    contact: str = ""
    results_by: str = ""
    decided_by: str = ""
    responsible_adult_required: bool | None = None
    save_and_return: bool | None = None
    withdraw_until: str = ""
    languages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    formats: tuple[str, ...] = (STANDARD,)
    nation: str = "england"
    exit_button: bool = True
    helping: tuple[str, ...] = ()

    @property
    def written_languages(self) -> tuple[str, ...]:
        """The document's own language, then all that it has any words in, drafts included."""
        return (self.language, *self.languages)

    @property
    def offered_languages(self) -> tuple[str, ...]:
        """The languages whose words may be shown to people."""
        return (
            self.language,
            *(code for code, each in self.languages.items() if each.get("offered")),
        )

    @property
    def open_languages(self) -> tuple[str, ...]:
        """The languages people can choose: offered, and the site's own words in them checked."""
        return (
            self.language,
            *(code for code in self.offered_languages[1:] if language_of(code).is_checked),
        )

    def reader(
        self, audience: str = "", band: str = "", *, language: str = "", format_name: str = ""
    ) -> Reader:
        """Return who a text is for; what this document has no words for becomes the usual.

        Without a band, the youngest that the audience can have.
        """
        return Reader(
            audience,
            band or (self.audience(audience).age_band if audience else ""),
            language if language in self.languages else self.language,
            format_name if format_name in self.formats else STANDARD,
            self.language,
        )

    def audience(self, key: str) -> Audience:
        """Return one audience; KeyError when the document has none of that key."""
        for audience in self.audiences:
            if audience.key == key:
                return audience
        raise KeyError(key)

    @property
    def last_day_out(self) -> date | None:
        """Return the last day on which answers can be kept out of what is published."""
        return date.fromisoformat(self.withdraw_until) if self.withdraw_until else None

    def lets_come_back(self, audience: str, age_code: str = "") -> bool:
        """Tell whether this reader may save their answers and come back to them.

        Words kept by a child can be found by somebody else: only an audience's own switch offers
        them below 13.
        """
        reader = self.audience(audience)
        if reader.save_and_return is not None:
            return reader.save_and_return
        return self.save_and_return is not False and may_keep_words(reader.youngest_for(age_code))

    def pages_for(self, audience: str) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.is_for(audience))

    def permissions_for(self, audience: str, age: int | None = None) -> tuple[Question, ...]:
        """Return what this kind of reader may be asked; at an age, what is put to them, in turn.

        An adult's permission comes first: a child is asked only once an adult has said yes.
        """
        asked = [each for each in self.permissions if each.is_for(audience)]
        if age is not None:
            asked = [each for each in asked if self._is_put_to(each, age)]
            asked.sort(key=lambda each: each.settings["purpose"] != ADULT_PERMISSION)
        return tuple(asked)

    def _is_put_to(self, permission, age):
        purpose = permission.settings["purpose"]
        if purpose != ADULT_PERMISSION:
            return is_put_to(purpose, age)
        return needs_adult(age, is_required_of_teenagers=self.requires_adult_of_teenagers)

    @property
    def requires_adult_of_teenagers(self) -> bool:
        """Tell whether 13 to 15 year olds need an adult; where nobody said, a contact decides."""
        if self.responsible_adult_required is not None:
            return self.responsible_adult_required
        return any(PURPOSES[each.settings["purpose"]].asks_contact for each in self.permissions)

    def questions(self) -> Iterator[Question]:
        """Yield permissions first, then every question in order."""
        yield from self.permissions
        for page in self.pages:
            yield from page.questions

    def question(self, key: str) -> Question:
        """Return one question; KeyError when the document has none of that key."""
        for question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)


def parse_document(data: Mapping[str, Any]) -> SurveyDocument:
    """Return the document's dataclasses; raise DocumentError with every problem it has.

    Nobody may change what is returned: it is kept, and the same document is given it again.
    """
    try:
        text = json.dumps(data)
    except (TypeError, ValueError):
        return _parse(data)  # no JSON at all: there are problems to tell, and nothing to keep
    return _parse_text(text)


# Walking every way through a survey takes about 0.1 s; a version is read far more often than made.
@lru_cache(maxsize=64)
def _parse_text(text):
    return _parse(json.loads(text))


def _parse(data):
    problems = problems_of(data)
    if problems:
        raise DocumentError(problems)
    simple = {name: data[name] for name in _SIMPLE if name in data}
    return SurveyDocument(
        **simple,
        formats=tuple(data.get("formats") or (STANDARD,)),
        audiences=tuple(_audience(each) for each in data["audiences"]),
        permissions=tuple(_question(each) for each in data["permissions"]),
        pages=tuple(_page(each) for each in data["pages"]),
    )


def _audience(data):
    ages = tuple(_age(each) for each in data.get("ages") or ())
    bands = [age.band for age in ages if not age.is_unsaid]
    band = {"age_band": youngest_of(bands)} if bands else {}
    return Audience(**{**data, **band, "ages": ages})


def _age(data):
    return Age(data["code"], data["label"], data.get("from"), data.get("to"))


def _page(data):
    rest = {name: data[name] for name in ("key", "title", "show_if", "needs") if name in data}
    return Page(
        **rest,
        audiences=tuple(data.get("audiences") or ()),
        questions=tuple(_question(each) for each in data["questions"]),
    )


def _question(data):
    common = {name: data[name] for name in QUESTION_KEYS if name in data}
    common["audiences"] = tuple(common.get("audiences") or ())
    settings = {name: value for name, value in data.items() if name not in QUESTION_KEYS}
    return Question(**common, settings=settings)


def dump_document(document: SurveyDocument) -> dict[str, Any]:
    """Return the data that parses to the same document, without what is only a default."""
    usual = {each.name: each.default for each in fields(SurveyDocument)}
    simple = {name: getattr(document, name) for name in _SIMPLE}
    return {
        "format": FORMAT,
        **{n: value for n, value in simple.items() if value != usual[n] and value not in ({}, [])},
        **({"formats": list(document.formats)} if document.formats != (STANDARD,) else {}),
        "audiences": [_dump_audience(each) for each in document.audiences],
        "permissions": [_dump_question(each) for each in document.permissions],
        "pages": [
            {**_dump(page, Page), "questions": [_dump_question(each) for each in page.questions]}
            for page in document.pages
        ],
    }


def _dump(entry, kind):
    """Return the fields that differ from their defaults, without those that are nested."""
    data = {}
    for each in fields(kind):
        value = getattr(entry, each.name)
        if (
            each.name not in ("settings", "questions", "ages")
            and value != each.default
            and value != ()
        ):
            data[each.name] = list(value) if isinstance(value, tuple) else value
    return data


def _dump_audience(audience):
    data = _dump(audience, Audience)
    if audience.ages:
        return {**data, "ages": [_dump_age(age) for age in audience.ages]}
    # What decides which words are read is said even where it is the default.
    return {**data, "age_band": audience.age_band}


def _dump_age(age):
    ends = {"from": age.from_age, "to": age.to_age}
    said = {name: end for name, end in ends.items() if end is not None}
    return {"code": age.code, "label": age.label, **said}


def _dump_question(question):
    return {**_dump(question, Question), **question.settings}


def document_sha256(data: Mapping[str, Any]) -> str:
    """Return the hash of a document's canonical form: the same for any order of keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

"""A survey as a document: dataclasses, parsing, and dumping back to the same data.

docs/survey-document.md explains how one is written. `surveys.validation` finds what is wrong.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from surveys.problems import DocumentError, Problem
from surveys.validation import DOCUMENT_WORDINGS, FORMAT, QUESTION_KEYS, problems_of
from surveys.wording import Wording


__all__ = [
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
_SIMPLE = ("slug", "language", *DOCUMENT_WORDINGS, "minutes", "contact", "results_by")


@dataclass(frozen=True)
class Audience:
    """A kind of reader, with the age band its words are written for."""

    key: str
    label: Wording
    age_band: str = "adult"
    voice: str = ""
    hint: Wording = None


@dataclass(frozen=True)
class Question:
    """One question, permission or piece of information. `settings` belong to its type."""

    key: str
    type: str
    label: Wording
    concept: str = ""
    hint: Wording = None
    optional: bool = True
    audiences: tuple[str, ...] = ()
    show_if: Mapping[str, Any] | None = None
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

    @property
    def languages(self) -> tuple[str, ...]:
        return (self.language,)

    def audience(self, key: str) -> Audience:
        """Return one audience; KeyError when the document has none of that key."""
        for audience in self.audiences:
            if audience.key == key:
                return audience
        raise KeyError(key)

    def pages_for(self, audience: str) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.is_for(audience))

    def permissions_for(self, audience: str) -> tuple[Question, ...]:
        return tuple(each for each in self.permissions if each.is_for(audience))

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
    """Return the document's dataclasses; raise DocumentError with every problem it has."""
    problems = problems_of(data)
    if problems:
        raise DocumentError(problems)
    simple = {name: data[name] for name in _SIMPLE if name in data}
    return SurveyDocument(
        **simple,
        audiences=tuple(Audience(**each) for each in data["audiences"]),
        permissions=tuple(_question(each) for each in data["permissions"]),
        pages=tuple(_page(each) for each in data["pages"]),
    )


def _page(data):
    rest = {name: data[name] for name in ("key", "title", "show_if") if name in data}
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
    simple = {name: getattr(document, name) for name in _SIMPLE}
    return {
        "format": FORMAT,
        **{name: value for name, value in simple.items() if value},
        "audiences": [_dump(each, Audience) for each in document.audiences],
        "permissions": [_dump_question(each) for each in document.permissions],
        "pages": [
            {**_dump(page, Page), "questions": [_dump_question(each) for each in page.questions]}
            for page in document.pages
        ],
    }


def _dump(entry, kind):
    """Return the fields that differ from their defaults; "settings" and "questions" are nested."""
    data = {}
    for each in fields(kind):
        value = getattr(entry, each.name)
        if each.name not in ("settings", "questions") and value != each.default and value != ():
            data[each.name] = list(value) if isinstance(value, tuple) else value
    # What decides which words are read is said even where it is the default.
    return data | ({"age_band": entry.age_band} if kind is Audience else {})


def _dump_question(question):
    return {**_dump(question, Question), **question.settings}


def document_sha256(data: Mapping[str, Any]) -> str:
    """Return the hash of a document's canonical form: the same for any order of keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

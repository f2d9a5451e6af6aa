"""The outline of a document: its keys, its lists, its names."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeguarding.support import NATIONS, UK
from surveys.intake import TextTooLong, clean_text
from surveys.problems import Problem, missing_keys, remedy_for, unknown_keys
from surveys.validation.ages import age_problems
from surveys.wording import AGE_BANDS, FORMATS


FORMAT = "consult-survey/1"
DOCUMENT_WORDINGS = ("title", "organisation", "why", "readers", "what_happens")
REQUIRED = ("format", "slug", "language", *DOCUMENT_WORDINGS, "audiences", "permissions", "pages")
# Settings of the whole document, each kept as it is written.
DOCUMENT_FACTS = (
    "languages",
    "minutes",
    "contact",
    "results_by",
    "decided_by",
    "responsible_adult_required",
    "save_and_return",
    "withdraw_until",
    "nation",
    "exit_button",
    "helping",
)
DOCUMENT_KEYS = (*REQUIRED, "formats", *DOCUMENT_FACTS)
AUDIENCE_KEYS = (
    "key",
    "label",
    "group",
    "hint",
    "age_band",
    "ages",
    "voice",
    "save_and_return",
)
PAGE_KEYS = ("key", "title", "audiences", "show_if", "needs", "questions")
QUESTION_KEYS = (
    "key",
    "type",
    "label",
    "concept",
    "hint",
    "picture",
    "optional",
    "audiences",
    "show_if",
    "needs",
)

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
# The widths of the columns that hold them.
LONGEST_KEY = {"audience": 40, "permission": 40, "page": 60, "question": 60}
LONGEST_SLUG, LONGEST_TITLE, LONGEST_LANGUAGE = 60, 200, 10


@dataclass(frozen=True)
class Parts:
    """What of a document is whole enough to be looked at further."""

    language: str
    languages: dict[str, dict]
    audiences: tuple[dict, ...]
    permissions: tuple[dict, ...]
    pages: tuple[dict, ...]

    @property
    def audience_keys(self) -> list[str]:
        return [audience["key"] for audience in self.audiences]

    def asked(self) -> Iterator[tuple[str, dict | None, dict]]:
        """Yield (place, page, question): permissions, which have no page, then questions."""
        for permission in self.permissions:
            yield f"permission '{permission['key']}'", None, permission
        for page in self.pages:
            for question in entries_of(page, "questions"):
                yield f"page '{page['key']}', question '{question['key']}'", page, question

    def readers_of(self, page: dict | None, question: dict) -> list[dict]:
        """Return the audiences that a question is for; none when page and question disagree."""
        return [
            audience
            for audience in self.audiences
            if all(
                not named or audience["key"] in named
                for named in (audiences_of(page or {}), audiences_of(question))
            )
        ]


def parts_of(data: dict) -> Parts:
    language = data.get("language")
    languages = data.get("languages")
    languages = languages if isinstance(languages, dict) else {}
    return Parts(
        language if isinstance(language, str) else "",
        {code: each for code, each in languages.items() if isinstance(each, dict)},
        entries_of(data, "audiences"),
        entries_of(data, "permissions"),
        entries_of(data, "pages"),
    )


def entries_of(data: dict, name: str) -> tuple[dict, ...]:
    """Return the entries of a list that are objects with a key."""
    entries = data.get(name)
    if not isinstance(entries, list):
        return ()
    return tuple(e for e in entries if isinstance(e, dict) and isinstance(e.get("key"), str))


def audiences_of(entry: dict) -> list[str]:
    """Return the audiences an entry names; empty means all."""
    named = entry.get("audiences")
    return [n for n in named if isinstance(n, str)] if isinstance(named, list) else []


def document_problems(data: dict, parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the outline."""
    yield from unknown_keys(data, DOCUMENT_KEYS, "document")
    yield from missing_keys(data, REQUIRED, "document")
    yield from _fact_problems(data, parts)
    yield from _list_problems(data, "audiences", AUDIENCE_KEYS)
    yield from _list_problems(data, "permissions", None)
    yield from _list_problems(data, "pages", PAGE_KEYS)
    for page in parts.pages:
        yield from _list_problems(page, "questions", None, f"page '{page['key']}', ")
        yield from audience_name_problems(page, parts, f"page '{page['key']}'")
    for audience in parts.audiences:
        yield from _audience_problems(audience, parts)
    yield from _key_problems(parts)
    yield from _storage_problems(data, "document")


def _fact_problems(data, parts):
    facts = {
        "format": (lambda v: v == FORMAT, f'Set "format": "{FORMAT}".'),
        "slug": (
            lambda v: _is_name(v, _SLUG, LONGEST_SLUG),
            f"Use small letters, figures and hyphens, {LONGEST_SLUG} at most.",
        ),
        "language": (
            lambda v: _is_name(v, LANGUAGE, LONGEST_LANGUAGE),
            "Use a language code such as en or pl.",
        ),
        **dict.fromkeys(
            ("contact", "decided_by"), (lambda v: isinstance(v, str), "Write it as a text.")
        ),
        "results_by": (lambda v: _is_name(v, _MONTH, 10), "Write year and month: 2027-05."),
        "minutes": (
            lambda v: _is_minutes(v, parts.audience_keys),
            "Give a whole number of minutes for each audience, under its key.",
        ),
        **dict.fromkeys(
            ("responsible_adult_required", "save_and_return"),
            (lambda v: isinstance(v, bool), "Write true or false, or leave it out."),
        ),
        "withdraw_until": (_is_day, "Write a day: 2027-05-31."),
        "nation": (lambda v: v in (*NATIONS, UK), f"Use one of {', '.join((*NATIONS, UK))}."),
        "exit_button": (lambda v: isinstance(v, bool), "Write true or false."),
        "helping": (
            lambda v: isinstance(v, list) and v and all(key in parts.audience_keys for key in v),
            "List the keys of the audiences that are asked, or leave it out.",
        ),
        "title": (
            lambda v: all(len(text) <= LONGEST_TITLE for text in _texts(v)),
            f"Shorten it to {LONGEST_TITLE} characters.",
        ),
    }
    for name, (is_sound, remedy) in facts.items():
        if name in data and not is_sound(data[name]):
            yield Problem(f"document, {name}", "the value cannot be used", remedy)


def _is_name(value: Any, pattern: re.Pattern, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and bool(pattern.fullmatch(value))


def _is_day(value):
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_minutes(value, audience_keys):
    return isinstance(value, dict) and all(
        key in audience_keys and type(minutes) is int and minutes > 0
        for key, minutes in value.items()
    )


def _texts(wording):
    texts = wording.values() if isinstance(wording, dict) else [wording]
    return [text for text in texts if isinstance(text, str)]


def _list_problems(data, name, keys, inside=""):
    place = f"{inside}{name}"
    entries = data.get(name)
    if not isinstance(entries, list) or not entries:
        if name in data or inside:
            yield Problem(place, "it is not a list with something in it", "Add at least one entry.")
        return
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            remedy = 'Make it an object with a "key".'
            yield Problem(f"{place}, entry {number}", "it has no key", remedy)
        elif keys:
            yield from unknown_keys(entry, keys, f"{name.removesuffix('s')} '{entry['key']}'")


def _audience_problems(audience, parts):
    place = f"audience '{audience['key']}'"
    yield from missing_keys(audience, ("label",), place)
    yield from age_problems(audience, place)
    if not isinstance(audience.get("voice", ""), str):
        yield Problem(place, "'voice' is not a text", "Write it as a text.")
    if not isinstance(audience.get("save_and_return", True), bool):
        yield Problem(place, "'save_and_return' is not true or false", "Write true or false.")
    if audience["key"] in (*AGE_BANDS, *FORMATS, parts.language, *parts.languages):
        remedy = "Choose a key that is no age band, format or language."
        yield Problem(place, "the key means something else in a wording", remedy)


def audience_name_problems(entry: dict, parts: Parts, place: str) -> Iterator[Problem]:
    """Yield a problem for each audience that an entry names and the document has not."""
    named = entry.get("audiences")
    if named is None:
        return
    if not isinstance(named, list) or not named:
        yield Problem(place, "'audiences' is not a list with something in it", "List their keys.")
        return
    for name in named:
        if name not in parts.audience_keys:
            remedy = remedy_for(name, parts.audience_keys)
            yield Problem(place, f"there is no audience '{name}'", remedy)


def _key_problems(parts):
    keys = {
        "audience": parts.audience_keys,
        "permission": [permission["key"] for permission in parts.permissions],
        "page": [page["key"] for page in parts.pages],
        "question": [question["key"] for _, page, question in parts.asked() if page is not None],
    }
    for kind, names in keys.items():
        for name in dict.fromkeys(names):
            if not _is_name(name, _KEY, LONGEST_KEY[kind]):
                remedy = (
                    "Start with a small letter; use small letters, figures and _, "
                    f"{LONGEST_KEY[kind]} at most."
                )
                yield Problem(f"{kind} '{name}'", "the key cannot be used", remedy)
    # Answers are stored by key, so a permission and a question may not share one.
    shared = {
        "audience": keys["audience"],
        "page": keys["page"],
        "question": keys["permission"] + keys["question"],
    }
    for kind, names in shared.items():
        for name, count in Counter(names).items():
            if count > 1:
                remedy = "Give each its own key."
                yield Problem(f"{kind} '{name}'", f"the key is used {count} times", remedy)


def _storage_problems(value, place):
    """Databases and files refuse some characters and numbers; better here than at publishing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _storage_problems(str(key), f"{place}, a key")
            yield from _storage_problems(inner, f"{place}, {key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            name = inner.get("key", number) if isinstance(inner, dict) else number
            yield from _storage_problems(inner, f"{place}, {name}")
    elif isinstance(value, float) and not math.isfinite(value):
        yield Problem(place, "the number cannot be stored", "Write an ordinary number.")
    elif isinstance(value, str) and not _can_be_stored(value):
        remedy = "Type it again without hidden characters, in 10,000 characters at most."
        yield Problem(place, "the text cannot be stored", remedy)


def _can_be_stored(text):
    try:
        return clean_text(text).changed == 0
    except TextTooLong:
        return False

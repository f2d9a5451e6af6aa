"""Languages and formats: which are known, and that none is offered before it was checked.

What people agree to, and what keeps them safe, is never shown in words that only a machine wrote.
"""

from collections.abc import Iterator
from typing import Any

from surveys.languages import CHECKED, LANGUAGES, STATUSES
from surveys.problems import Problem, remedy_for, unknown_keys
from surveys.question_types import QUESTION_TYPES
from surveys.validation.ages import bands_of
from surveys.validation.parts import Parts
from surveys.validation.words import is_wording
from surveys.wording import FORMATS, STANDARD, Reader, shown_to, text_of


KEYS = ("status", "offered")
# Of these types every word is read before a person decides, or when they may need help.
GUARDED_TYPES = ("consent", "info", "interruption", "support")
GUARDED_WORDINGS = ("what_happens",)


def language_problems(data: dict, parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the languages and formats of a document."""
    yield from _format_problems(data.get("formats", [STANDARD]))
    if not isinstance(data.get("languages", {}), dict):
        remedy = 'Write an object: {"pl": {"status": "machine_draft", "offered": false}}.'
        yield Problem("document, languages", "it is not an object", remedy)
        return
    for code, entry in data.get("languages", {}).items():
        yield from _entry_problems(code, entry, parts)
    for code, entry in parts.languages.items():
        if entry.get("offered") is True and entry.get("status") == CHECKED:
            yield from _missing_words(code, data, parts)


def _format_problems(formats: Any) -> Iterator[Problem]:
    place = "document, formats"
    if not isinstance(formats, list) or STANDARD not in formats:
        yield Problem(place, f"'{STANDARD}' is not among them", f'Write ["{STANDARD}"].')
        return
    for name in formats:
        if name not in FORMATS:
            yield Problem(place, f"'{name}' is no format", remedy_for(name, FORMATS))
    if len(set(map(str, formats))) != len(formats):
        yield Problem(place, "one is named twice", "Keep one of them.")


def _entry_problems(code, entry, parts):
    place = f"language '{code}'"
    if code == parts.language:
        yield Problem(place, "it is the document's own language", "Take it out of 'languages'.")
    elif code not in LANGUAGES:
        yield Problem(place, "it is not in the list of languages", remedy_for(code, LANGUAGES))
    if not isinstance(entry, dict):
        remedy = 'Write {"status": "machine_draft", "offered": false}.'
        yield Problem(place, "it is not an object", remedy)
        return
    yield from unknown_keys(entry, KEYS, place)
    status = entry.get("status")
    if status not in STATUSES:
        yield Problem(place, f"its status '{status}' is not known", remedy_for(status, STATUSES))
    elif type(entry.get("offered", False)) is not bool:
        yield Problem(place, "'offered' is neither true nor false", "Write true or false.")
    elif entry.get("offered") and status != CHECKED:
        yield Problem(
            place,
            "it is offered, but no second person has checked its words about permission and safety",
            f'Set "offered" to false, or have them checked and set "status" to "{CHECKED}".',
        )


def _missing_words(code, data, parts):
    """Yield each guarded text that would be shown in the document's language instead."""
    for place, wording, readers in guarded_wordings(data, parts):
        if not is_wording(wording):
            continue  # left out, or reported elsewhere
        for key, band in readers:
            reader = Reader(key, band, code, STANDARD, parts.language)
            if text_of(wording, reader) and shown_to(wording, reader).language != code:
                who = f" for '{key}'" if key else ""
                yield Problem(
                    place,
                    f"there are no words{who} in '{code}', which is offered",
                    f"Write and check them, or set \"offered\" of '{code}' to false.",
                )


def guarded_wordings(data: dict, parts: Parts) -> Iterator[tuple[str, Any, list[tuple[str, str]]]]:
    """Yield (place, wording, readers) of all that is about permission and safety."""
    everybody = [("", ""), *_readers(parts.audiences)]
    for name in GUARDED_WORDINGS:
        yield f"document, {name}", data.get(name), everybody
    for place, page, question in parts.asked():
        kind = QUESTION_TYPES.get(str(question.get("type")))
        if kind is None or kind.name not in GUARDED_TYPES:
            continue
        readers = _readers(parts.readers_of(page, question))
        for name in ("label", "hint", *kind.wordings):
            yield f"{place}, {name}", question.get(name), readers


def _readers(audiences):
    return [(each["key"], band) for each in audiences for band in bands_of(each)]

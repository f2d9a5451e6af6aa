"""Every text that is shown has words for everybody it is shown to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from surveys.languages import LANGUAGES
from surveys.pictures import PICTURES
from surveys.problems import Problem, remedy_for
from surveys.question_types import QUESTION_TYPES
from surveys.validation.ages import ages_of, bands_of
from surveys.validation.parts import DOCUMENT_WORDINGS, Parts
from surveys.wording import (
    AGE_BANDS,
    EASY_READ,
    EVERYBODY,
    FORMATS,
    Reader,
    pictures_in,
    selector_tokens,
    text_of,
)


# Before people say who they are, only words for everybody can be shown.
ANYBODY = {"key": "", "age_band": ""}


def wordings_problems(data: dict, parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a document."""
    everybody = [ANYBODY, *parts.audiences]
    for name in DOCUMENT_WORDINGS:
        if name in data:
            yield from _problems(data[name], f"document, {name}", parts, everybody)
    for audience in parts.audiences:
        place = f"audience '{audience['key']}'"
        if "label" in audience:
            yield from _problems(audience["label"], f"{place}, label", parts, everybody)
        yield from _optional_problems(audience, "group", place, parts)
        yield from _optional_problems(audience, "hint", place, parts)
        for age in ages_of(audience):
            where = f"{place}, age '{age.get('code')}'"
            yield from _problems(age.get("label"), where, parts, [audience])
    for page in parts.pages:
        yield from _optional_problems(page, "title", f"page '{page['key']}'", parts)
    for place, page, question in parts.asked():
        yield from _question_problems(place, question, parts, parts.readers_of(page, question))


def _question_problems(place, question, parts, readers):
    kind = QUESTION_TYPES.get(str(question.get("type")))
    for name in ("label", *(kind.wordings if kind else ())):
        if name in question:
            yield from _problems(question[name], f"{place}, {name}", parts, readers)
    yield from _optional_problems(question, "hint", place, parts)
    yield from _named_picture_problems(question, place)
    for option in kind.options_of(question) if kind else ():
        where = f"{place}, option '{option.get('code')}'"
        yield from _named_picture_problems(option, where)
        yield from _problems(option.get("label"), where, parts, readers)
        yield from _optional_problems(option, "in_sentence", where, parts)


def _named_picture_problems(entry, place):
    name = entry.get("picture", "")
    if name and name not in PICTURES:
        yield Problem(place, f"there is no picture '{name}'", remedy_for(name, PICTURES))


def _optional_problems(entry, name, place, parts):
    """A hint or title may be left out for some readers."""
    if entry.get(name) is not None:
        yield from _problems(entry[name], f"{place}, {name}", parts, readers=())


def _problems(wording: Any, place: str, parts: Parts, readers) -> Iterator[Problem]:
    if not is_wording(wording):
        remedy = "Write a text, or an object of texts by reader."
        yield Problem(place, "the wording is missing or no text", remedy)
        return
    if isinstance(wording, dict):
        yield from _selector_problems(wording, place, parts)
        yield from _picture_problems(wording, place)
    for key, band in dict.fromkeys((r["key"], band) for r in readers for band in bands_of(r)):
        if not text_of(wording, Reader(key, band, parts.language, "standard")).strip():
            who = f"'{key}'" if key else "people who have not said who they are"
            who += f" of age band {band}" if len(_bands_of_key(parts, key)) > 1 else ""
            remedy = f"Write one for them, or one for everybody under '{EVERYBODY}'."
            yield Problem(place, f"there are no words for {who} in '{parts.language}'", remedy)


def _bands_of_key(parts, key):
    return [band for each in parts.audiences if each["key"] == key for band in bands_of(each)]


def _picture_problems(wording, place):
    """Yield a problem for each picture that an easy-read text names and there is none of."""
    for selector, text in wording.items():
        for name in pictures_in(text) if EASY_READ in selector.split(".") else ():
            if name not in PICTURES:
                remedy = remedy_for(name, PICTURES)
                yield Problem(place, f"there is no picture '{name}'", remedy)


def is_wording(wording: Any) -> bool:
    """Tell whether this is a text, or an object of texts by reader."""
    if isinstance(wording, dict):
        return all(isinstance(part, str) for pair in wording.items() for part in pair)
    return isinstance(wording, str)


def _selector_problems(wording, place, parts):
    languages = [parts.language, *parts.languages]
    known = [*parts.audience_keys, *AGE_BANDS, *FORMATS, *languages]
    for token in sorted(selector_tokens(wording) - set(known)):
        remedy = remedy_for(token, known)
        if token in LANGUAGES:
            remedy = f"Add '{token}' to the document's 'languages', or take the words out."
        yield Problem(place, f"'{token}' is no audience, age band, format or language", remedy)
    for text, selector in ((text, selector) for selector, text in wording.items()):
        if not text.strip():
            remedy = "Write it, or take it out."
            yield Problem(place, f"the text for '{selector}' is empty", remedy)
    same = Counter(frozenset(selector.split(".")) for selector in wording)
    for tokens, count in same.items():
        if count > 1:
            names = ".".join(sorted(tokens))
            yield Problem(place, f"there are {count} texts for '{names}'", "Keep one of them.")
